/** What the logs should hold and do not, each kind once a function, with how often. */
import type { Gap } from "./model.ts";

export type GapKind = Gap["kind"];

const MAX_GAPS = 2_000;

/** What each kind means for whoever reads the analysis; `{count}` of what. */
const texts: Record<GapKind, (count: number) => string> = {
  "environment-start": (count) =>
    `The start of ${environments(count)} is not in these logs: what was loaded before is not known.`,
  "resolutions-missing": (count) =>
    `In ${environments(count)} the copies told do not add up to the fingerprint: resolution lines are missing, and what was loaded is known in part.`,
  "no-resolutions": (count) =>
    `${environments(count)} told no resolution at all (OUTCROP_DETAIL=findings, or lines are missing): what was loaded is not known.`,
  "findings-missing": (count) => `${count} finding lines that invocations announce are not in these logs.`,
  "no-platform-lines": () =>
    "The platform's START and REPORT lines are not in these logs: timeouts, memory and the runtime's version are not known.",
  "no-outcrop-lines": () => "No line of Outcrop is in these logs.",
  "level-filter": (count) =>
    `${environments(count)} have only warnings and errors of Outcrop: a log level filter has taken the rest, and with it what was loaded.`,
  "truncated-line": (count) =>
    `${count} lines of Outcrop are cut off or were shortened: their evidence is incomplete.`,
  "invocations-missing": (count) =>
    `${count} invocations that shutdown lines count have no line in these logs.`,
  "no-times": (count) => `${count} events carry no time: they are in no timeline.`,
  "no-streams": (count) =>
    `${count} events name no log stream: the platform's lines could not be tied to environments for certain.`,
  "partial-export": (count) => `${count} exports say that they are not complete.`,
  "newer-schema": (count) => `${count} lines are of a newer schema of Outcrop: what is known of it was read.`,
  unobserved: (count) =>
    `${count} invocations ran without the shim (is AWS_LAMBDA_EXEC_WRAPPER set?): what they loaded is not known.`,
  "no-such-line": (count) => `${count} lines look like Outcrop's and are none: they were left out.`,
  "duplicates-kept": () =>
    "There are more lines than duplicates could be looked for: the last ones may be counted twice.",
  limit: (count) => `${count} things were left out, because there are more of them than are kept.`,
};

export class Gaps {
  readonly #gaps = new Map<string, Gap>();
  #leftOut = 0;

  add(
    kind: GapKind,
    where: Partial<Pick<Gap, "functionName" | "from" | "to" | "origin">> = {},
    count = 1,
  ): void {
    if (count === 0) return;
    const functionName = where.functionName ?? null;
    const key = `${kind}\n${functionName ?? ""}`;
    const known = this.#gaps.get(key);
    if (known === undefined && this.#gaps.size >= MAX_GAPS) {
      this.#leftOut++;
      return;
    }
    const total = (known?.count ?? 0) + count;
    this.#gaps.set(key, {
      kind,
      text: texts[kind](total),
      functionName,
      from: earliest(known?.from, where.from),
      to: latest(known?.to, where.to),
      count: total,
      origin: known?.origin ?? where.origin ?? null,
    });
  }

  all(): readonly Gap[] {
    const gaps = [...this.#gaps.values()];
    const kind = "limit";
    const nowhere = { functionName: null, from: null, to: null, origin: null };
    return this.#leftOut === 0
      ? gaps
      : [...gaps, { kind, text: texts[kind](this.#leftOut), count: this.#leftOut, ...nowhere }];
  }
}

const environments = (count: number): string => (count === 1 ? "one environment" : `${count} environments`);
const earliest = (left?: number | null, right?: number | null): number | null =>
  extreme(Math.min, left, right);
const latest = (left?: number | null, right?: number | null): number | null => extreme(Math.max, left, right);

function extreme(
  of: (...values: number[]) => number,
  left?: number | null,
  right?: number | null,
): number | null {
  const known = [left, right].filter((value) => typeof value === "number");
  return known.length === 0 ? null : of(...known);
}

/** Data that is missing in the logs: each kind once for each function, with a count. */
import type { Gap } from "./model.ts";

export type GapKind = Gap["kind"];

const maxGaps = 2_000;

/** What each kind means to the reader of the report. */
const texts: Record<GapKind, (count: number) => string> = {
  "environment-start": (count) =>
    `The start of ${environments(count)} is not in these logs. What was loaded before is unknown.`,
  "resolutions-missing": (count) =>
    `In ${environments(count)} the reported copies do not match the fingerprint. ` +
    "Inventory or resolution lines are missing, so what was loaded is only partly known.",
  "no-resolutions": (count) =>
    `${environments(count)} did not report any copy (OUTCROP_DETAIL=findings, or lines are missing). ` +
    "What was loaded is unknown.",
  "findings-missing": (count) => `${count} finding lines that invocations count are not in these logs.`,
  "no-platform-lines": () =>
    "These logs do not contain the platform's START and REPORT lines. " +
    "Timeouts, memory and the runtime's version are unknown.",
  "no-outcrop-lines": () => "These logs do not contain any Outcrop lines.",
  "unread-lines": (count) =>
    `${count === 1 ? "One line mentions" : `${count} lines mention`} Outcrop and could not be read. ` +
    "What they say is not in this report. Export the logs once more, as JSON.",
  "level-filter": (count) =>
    `Only Outcrop's warnings and errors of ${environments(count)} are in these logs. ` +
    "A log level filter removed the rest, including what was loaded.",
  "truncated-line": (count) => `${count} Outcrop lines are truncated. Their evidence is incomplete.`,
  "invocations-missing": (count) => `${count} invocations that shutdown lines count are not in these logs.`,
  "errors-without-stack": (count) =>
    `${count === 1 ? "One line at level ERROR has" : `${count} lines at level ERROR have`} no stack. ` +
    "An error that the function handled there cannot be judged. Log the error itself, not only its message.",
  "no-times": (count) => `${count} events do not have a time. They are not in the timeline.`,
  "no-streams": (count) =>
    `${count} events do not name a log stream. ` +
    "The platform's lines may be assigned to the wrong environment.",
  "partial-export": (count) => `${count} exports are incomplete.`,
  "newer-schema": (count) => `${count} lines use a newer schema of Outcrop. Only the known keys were read.`,
  unobserved: (count) =>
    `${count} invocations ran without the shim, so what they loaded is unknown. ` +
    "Check AWS_LAMBDA_EXEC_WRAPPER.",
  bundled: (count) =>
    `In ${environments(count)} the function's own code is a bundle. ` +
    "Outcrop does not see the packages inside it.",
  "bundled-copies-known": (count) =>
    `In ${environments(count)} the function's own code is a bundle. Its copies are known from a file next to ` +
    "it, such as a source map; which code uses which copy is not known.",
  "no-such-line": (count) => `${count} lines look like Outcrop's but are invalid. They were skipped.`,
  "duplicates-kept": () =>
    "There are too many lines to find every duplicate. Some later lines may be counted twice.",
  limit: (count) => `${count} items were left out, because there are more than the limit.`,
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
    if (known === undefined && this.#gaps.size >= maxGaps) {
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

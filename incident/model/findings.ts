/**
 * Findings from lines. A problem that many environments see is one object, with the first places it was read
 * from.
 */
import type { CopyRef, Finding } from "../../core/findings/finding.ts";
import { severityOrder } from "../../core/findings/rule/severity.ts";
import { copyAt } from "./copy-at.ts";
import type { CopyFields, LineOf } from "./line.ts";
import type { ObservedFinding, Origin } from "./model.ts";

const maxFindings = 20_000;
/** Of all environments together. */
const maxObserved = 500_000;
/** Of all findings' texts and raw lines together, in characters: half of it for what is seen again. */
const maxText = 64 * 1024 * 1024;
/** The number of raw lines that are kept for equal findings. */
const maxOrigins = 20;
const maxEvidenceDepth = 12;

interface KnownFinding {
  observed: ObservedFinding;
  origins: number;
}

export class Findings {
  readonly #byKey = new Map<string, KnownFinding>();
  #observed = 0;
  #text = 0;

  /** Null past the limits. */
  observe(line: LineOf<"finding">, at: number, origin: () => Origin): ObservedFinding | null {
    if (++this.#observed > maxObserved) return null;
    const key = keyOf(line);
    const known = this.#byKey.get(key);
    if (known === undefined) {
      if (this.#byKey.size >= maxFindings || this.#text > maxText) return null;
      const finding = findingOf(line, key.replaceAll("\n", " "));
      const { message, fix, docs } = line;
      const observed = { finding, message, fix, docs, at, origin: origin() };
      this.#text += message.length + fix.length + (line.evidence?.length ?? 0) + observed.origin.text.length;
      this.#byKey.set(key, { observed, origins: 1 });
      return observed;
    }
    if (severityOrder[line.severity] < severityOrder[known.observed.finding.severity]) {
      const finding = {
        ...known.observed.finding,
        severity: line.severity,
        accepted: line.accepted,
      } as Finding;
      known.observed = { ...known.observed, finding, message: line.message, fix: line.fix };
    }
    const hasRoom = known.origins++ < maxOrigins && this.#text < maxText / 2;
    const kept = hasRoom ? origin() : known.observed.origin;
    if (hasRoom) this.#text += kept.text.length;
    return { ...known.observed, at, origin: kept };
  }
}

function keyOf({ code, package: name, winner, loser, importer }: LineOf<"finding">): string {
  const copy = (fields: CopyFields | null): string =>
    fields === null ? "" : `${fields.path}@${fields.version ?? ""}`;
  // If copies prove the problem, many modules may have met it. Otherwise the importing module identifies the
  // problem.
  return [
    code,
    name,
    copy(winner),
    copy(loser),
    winner === null && loser === null ? (importer ?? "") : "",
  ].join("\n");
}

function findingOf(line: LineOf<"finding">, key: string): Finding {
  const copy = (fields: CopyFields | null): CopyRef | null =>
    fields === null ? null : { package: line.package, ...fields };
  return {
    code: line.code,
    severity: line.severity,
    package: line.package,
    winner: copy(line.winner),
    loser: copy(line.loser),
    // The line names the module only.
    importer: line.importer === null ? null : { path: line.importer, copy: copyAt(line.importer) },
    range: line.range,
    evidence: evidenceOf(line.evidence),
    key,
    importers: line.importers,
    accepted: line.accepted,
    // The evidence in a log is checked where it is used: any part of it may be missing.
  } as unknown as Finding;
}

function evidenceOf(text: string | null): object {
  if (text === null) return {};
  try {
    const evidence: unknown = JSON.parse(text);
    return typeof evidence === "object" &&
      evidence !== null &&
      !Array.isArray(evidence) &&
      depthOf(evidence) <= maxEvidenceDepth
      ? evidence
      : {};
  } catch {
    return {};
  }
}

/** Stops counting one past the limit. */
function depthOf(value: unknown, deepest = maxEvidenceDepth + 1): number {
  if (typeof value !== "object" || value === null || deepest === 0) return 0;
  let depth = 0;
  for (const member of Object.values(value)) depth = Math.max(depth, depthOf(member, deepest - 1));
  return depth + 1;
}

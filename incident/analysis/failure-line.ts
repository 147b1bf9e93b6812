/**
 * The suspects of Outcrop's `failure` line. Outcrop saw the journal, so it knows who asked for what never
 * loaded.
 */

import { missingNameOf } from "../../core/explain/code/missing-name.ts";
import type { Confidence } from "../../core/explain/confidence.ts";
import { mayExplain } from "../../core/explain/judge.ts";
import { wentWrong } from "../../core/explain/mechanism.ts";
import type { Announcement, NamedFinding } from "../model/announcement.ts";
import type { DistinctError, Environment, ObservedFinding } from "../model/model.ts";
import { type Suspect, suspectOf } from "./suspect.ts";

const levels = { certain: 4, high: 3, medium: 2, low: 1 } as const satisfies Record<Confidence, number>;
const grades = { 4: "proved", 3: "mechanism", 2: "circumstance", 1: "lead" } as const;

/** @param known the findings in force, by key */
export function announcedSuspects(
  { told }: DistinctError,
  known: ReadonlyMap<string, ObservedFinding>,
): Suspect[] {
  if (told === null) return [];
  const findings = [...known.values()];
  return told.findings.flatMap((named, position) =>
    findings
      .filter((observed) => isNamed(named, observed) && mayExplain(observed.finding))
      .map((observed) => {
        const level = levelOfNamed(told, position, observed);
        return suspectOf(observed, grades[level], level, { kind: "failure-line", position });
      }),
  );
}

/** Older lines do not say how sure they are. */
function levelOfNamed(
  { cause }: Announcement,
  position: number,
  { finding }: ObservedFinding,
): (typeof levels)[Confidence] {
  if (position > 0 || cause === null) return 1;
  if (cause.confidence !== null) return levels[cause.confidence];
  return wentWrong(finding) ? 3 : 2;
}

/** The line, where it names a cause whose own line is not in these logs. */
export function announcedAlone(
  { told }: DistinctError,
  environments: readonly Environment[],
): Announcement | null {
  const cause = told?.cause ?? null;
  if (told === null || cause === null) return null;
  const isSeen = environments.some(({ findings }) => findings.some((observed) => isNamed(cause, observed)));
  return isSeen ? null : told;
}

/**
 * Each once. What the logs show of a link is judged with all that the line says. Where the process judged
 * with the code and was surer, its judgement counts, so that the line and the report agree.
 */
export function withAnnounced(
  error: Pick<DistinctError, "told" | "name" | "message">,
  announced: readonly Suspect[],
  others: readonly Suspect[],
): Suspect[] {
  const { told } = error;
  // The process has no message, and may not have read what is missing from it.
  const knowsMore = told?.missing === null && missingNameOf(error) !== null;
  const suspects = new Map<string, Suspect>();
  for (const suspect of [...others, ...announced]) {
    const { key } = suspect.observed.finding;
    const known = suspects.get(key);
    const isSurer = known !== undefined && suspect.level > known.level;
    const counts =
      (told?.isJudged === true && !knowsMore) ||
      (known !== undefined && known.level < 1 && known.against.length === 0);
    if (known === undefined || (isSurer && counts)) suspects.set(key, suspect);
  }
  return [...suspects.values()];
}

export function isNamed({ code, package: name }: NamedFinding, { finding }: ObservedFinding): boolean {
  return finding.code === code && finding.package === name;
}

/**
 * The suspects of Outcrop's `failure` line. Outcrop saw the journal, so it knows who asked for what never
 * loaded.
 */
import type { Announcement, NamedFinding } from "../model/announcement.ts";
import type { DistinctError, Environment, ObservedFinding } from "../model/model.ts";
import { wentWrong } from "./crash.ts";
import type { Suspect } from "./suspect.ts";

/** @param known the findings in force, by key */
export function announcedSuspects(
  { told }: DistinctError,
  known: ReadonlyMap<string, ObservedFinding>,
): Suspect[] {
  if (told === null) return [];
  const findings = [...known.values()];
  return told.findings.flatMap((named, position) =>
    findings
      .filter((observed) => isNamed(named, observed))
      .map((observed) => ({
        observed,
        strength: wentWrong(observed) ? ("strong" as const) : ("fair" as const),
        link: { kind: "failure-line" as const, position },
        quotation: position === 0 ? told.explanation : null,
      })),
  );
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
 * Each once, in the order of Outcrop's line. The link is the one that the frames show, where they show one;
 * the words are Outcrop's.
 */
export function withAnnounced(announced: readonly Suspect[], others: readonly Suspect[]): Suspect[] {
  const suspects = new Map<string, Suspect>();
  for (const suspect of announced) {
    const { key } = suspect.observed.finding;
    const { link, strength } = others.find(({ observed }) => observed.finding.key === key) ?? suspect;
    if (!suspects.has(key)) suspects.set(key, { ...suspect, link, strength });
  }
  for (const suspect of others) {
    const { key } = suspect.observed.finding;
    if (!suspects.has(key)) suspects.set(key, suspect);
  }
  return [...suspects.values()];
}

function isNamed({ code, package: name }: NamedFinding, { finding }: ObservedFinding): boolean {
  return finding.code === code && finding.package === name;
}

/** An error with its causes: the suspects that are left when the fleet has spoken. */
import { rankOf } from "../../core/findings/finding.ts";
import { severityOrder } from "../../core/findings/rule/severity.ts";
import type { Fleet } from "./fleet.ts";
import { isBlamable, type Sighting } from "./sightings.ts";
import { type Support, supportedLevel, supportOf } from "./support.ts";
import { type Suspect, suspectOf } from "./suspect.ts";
import type { LinkedError } from "./suspects.ts";

export interface SupportedSuspect extends Suspect {
  readonly support: Support;
}

export interface JudgedError extends LinkedError {
  /** The likeliest first; `level` is that with the fleet's support. */
  readonly suspects: readonly SupportedSuspect[];
  /** How many of the first fit equally and are about different packages; 1 where the first stands out. */
  readonly equals: number;
  /** Tied to the error, and contradicted. */
  readonly ruledOut: readonly SupportedSuspect[];
}

/** @param appeared whether a finding is first seen after environments without it, and with the error */
export function judgeError(
  linked: LinkedError,
  sightings: ReadonlyMap<string, Sighting>,
  fleet: Fleet,
  appeared: (sighting: Sighting, at: number) => boolean,
): JudgedError {
  const supported = [...linked.suspects, ...newcomers(linked, sightings, appeared)].flatMap((suspect) => {
    const sighting = sightings.get(suspect.observed.finding.key);
    return sighting === undefined ? [] : [withSupport(suspect, sighting, linked, fleet)];
  });
  const suspects = supported.filter(({ level }) => level > 0).sort(inOrder);
  return {
    ...linked,
    suspects,
    equals: equalsOf(suspects),
    ruledOut: supported.filter(({ level }) => level <= 0 && level > -2),
  };
}

function withSupport(
  suspect: Suspect,
  sighting: Sighting,
  { error, certain }: LinkedError,
  fleet: Fleet,
): SupportedSuspect {
  const support = supportOf(error, sighting, fleet, certain);
  const isMechanism = suspect.grade === "mechanism" || suspect.grade === "proved";
  return { ...suspect, support, level: supportedLevel({ level: suspect.level, isMechanism }, support) };
}

/**
 * Findings of severity `error` that came with the error and that no frame ties to it. Contrast must speak for
 * them.
 */
function newcomers(
  { error, suspects, trace }: LinkedError,
  sightings: ReadonlyMap<string, Sighting>,
  appeared: (sighting: Sighting, at: number) => boolean,
): readonly Suspect[] {
  if (suspects.length > 0 || trace.site.length === 0) return [];
  return [...sightings.values()].flatMap((sighting) => {
    const { observed, environments } = sighting;
    const isHere = environments.some(({ id }) => error.environments.includes(id));
    const counts = isHere && isBlamable(observed) && observed.finding.severity === "error";
    if (!counts || !appeared(sighting, error.first)) return [];
    return [suspectOf(observed, "hint", 0, { kind: "newcomer", package: observed.finding.package })];
  });
}

function inOrder(left: Suspect, right: Suspect): number {
  const [before, after] = [left.observed.finding, right.observed.finding];
  const steps = [
    right.level - left.level,
    // Both may be infinitely far.
    left.position === right.position ? 0 : left.position - right.position,
    severityOrder[before.severity] - severityOrder[after.severity],
    rankOf(before.code) - rankOf(after.code),
  ];
  return steps.find((step) => step !== 0) ?? 0;
}

function equalsOf([first, ...others]: readonly Suspect[]): number {
  if (first === undefined) return 0;
  const { level, grade, position } = first;
  const packages = new Set([first.observed.finding.package]);
  for (const one of others)
    if (one.level === level && one.grade === grade && one.position === position)
      packages.add(one.observed.finding.package);
  return packages.size;
}

/** The first of each package among those that fit equally. */
export function equalSuspects({
  suspects,
  equals,
}: Pick<JudgedError, "suspects" | "equals">): SupportedSuspect[] {
  const found = new Map<string, SupportedSuspect>();
  for (const suspect of suspects) {
    if (found.size === equals) break;
    const name = suspect.observed.finding.package;
    if (!found.has(name)) found.set(name, suspect);
  }
  return [...found.values()];
}

/** An error with its causes: the suspects that are left when the fleet has spoken. */
import { missingNameOf } from "../../core/explain/code/missing-name.ts";
import { isForeign } from "../../core/explain/foreign-error.ts";
import { isForHost, nearer } from "../../core/explain/judge.ts";
import { lacksOf } from "../../core/explain/lacks.ts";
import { rankOf } from "../../core/findings/finding.ts";
import { severityOrder } from "../../core/findings/rule/severity.ts";
import type { DistinctError, ObservedFinding } from "../model/model.ts";
import type { Fleet } from "./fleet.ts";
import { lineChangeOf } from "./node-line.ts";
import { isBlamable, type Sighting } from "./sightings.ts";
import { type Support, supportedLevel, supportOf } from "./support.ts";
import { type Suspect, suspectOf } from "./suspect.ts";
import type { LinkedError } from "./suspects.ts";
import { wrapsUnknown } from "./wraps-unknown.ts";

export interface SupportedSuspect extends Suspect {
  readonly support: Support;
}

export interface JudgedError extends LinkedError {
  /** The likeliest first; `level` is that with the fleet's support. */
  readonly suspects: readonly SupportedSuspect[];
  /** How many of the first fit equally and are about different packages; 1 where the first is alone. */
  readonly equals: number;
  /** Tied to the error, and contradicted. */
  readonly ruledOut: readonly SupportedSuspect[];
}

/**
 * @param isNewcomer whether the finding came with this failure, and environments without it fail much less
 */
export function judgeError(
  linked: LinkedError,
  sightings: ReadonlyMap<string, Sighting>,
  fleet: Fleet,
  isNewcomer: (sighting: Sighting, failure: number) => boolean,
): JudgedError {
  const line = lineChangeOf(linked.error, fleet);
  const supported = [...linked.suspects, ...untied(linked, sightings)].flatMap((suspect) => {
    const sighting = sightings.get(suspect.observed.finding.key);
    if (sighting === undefined) return [];
    const isNew = isNewcomer(sighting, linked.error.first);
    const { certain } = linked;
    const support = supportOf(linked.error, sighting, fleet, { certain, isNewcomer: isNew, line });
    // An older copy is a guess from a name, and contrast may come from anything else that changed.
    const isEnough =
      isNew ||
      (isContrasted(support, linked.error, lacksNothing(suspect)) && suspect.link.kind !== "older-copy");
    if (suspect.grade === "hint" && (!isEnough || support.line !== null)) return [];
    return [withSupport(suspect, support, linked.error)];
  });
  const suspects = supported.filter(({ level }) => level > 0).sort(inOrder);
  return {
    ...linked,
    suspects,
    equals: equalsOf(suspects),
    ruledOut: supported.filter(({ level }) => level <= 0 && level > -2),
  };
}

/** Where what failed is not known, also: every invocation under it failed. */
function isContrasted(
  { contrast, clean, with: { failed } }: Support,
  error: DistinctError,
  lacksNothing: boolean,
): boolean {
  return contrast || (wrapsUnknown(error) && clean === 0 && failed > 1 && !lacksNothing);
}

/** A copy of the line that was asked for, and the code which asks takes nothing that it does not have. */
function lacksNothing({ observed: { finding } }: Suspect): boolean {
  const isVersion = finding.code === "range-violation" || finding.code === "shadowed-package";
  return isVersion && finding.severity === "warning" && lacksOf(finding)?.length === 0;
}

function withSupport(suspect: Suspect, support: Support, error: DistinctError): SupportedSuspect {
  // It came with the failure, and environments without it fail much less.
  if (suspect.grade === "hint")
    return { ...suspect, support, level: support.elsewhere > 0 ? 0 : suspect.level + 1 };
  const isTwice = suspect.observed.finding.code === "duplicate-instance";
  const isLead = (isTwice || wrapsUnknown(error)) && suspect.against.length === 0;
  const isMechanism =
    suspect.mechanism !== null || suspect.grade === "mechanism" || suspect.grade === "proved";
  const level = supportedLevel({ level: suspect.level, isMechanism, isLead }, support);
  if (isMechanism) return { ...suspect, support, level };
  const most = isSeenApart(suspect, error) ? suspect.level : mostByContrast(suspect, error);
  return { ...suspect, support, level: Math.min(level, most) };
}

/**
 * The code was looked at when the error was thrown, and nothing of one copy had come to the other; or it does
 * not use the package there. That the copies came with the error says no more than that all of the deploy did.
 */
function isSeenApart({ against }: Suspect, { told }: DistinctError): boolean {
  return (
    told?.isJudged === true &&
    against.some(
      ({ kind }) => kind === "apart" || (kind === "judged-otherwise" && told.thrown === "by-engine"),
    )
  );
}

/**
 * The function's own code may read a member of undefined, whatever package the value came from, and what else
 * changed with the finding may have made it so.
 */
function mostByContrast({ link, observed, position }: Suspect, error: DistinctError): number {
  const isImporter = link.kind === "stack" && link.by === "importer" && link.frame.own && position === 0;
  return isImporter &&
    observed.finding.code !== "duplicate-instance" &&
    missingNameOf(error)?.kind === "undefined-property"
    ? 2
    : 3;
}

/** Findings of severity `error` that nothing else ties to the error. Contrast must speak for them. */
function untied(
  { error, suspects, trace }: LinkedError,
  sightings: ReadonlyMap<string, Sighting>,
): readonly Suspect[] {
  // What V8 says about a name is about the code that failed.
  const isOwnBug =
    missingNameOf(error) !== null ||
    error.name === "ReferenceError" ||
    isForeign({ ...error, text: error.message });
  const isHidden = wrapsUnknown(error);
  if ((suspects.length > 0 && !isHidden) || trace.site.length === 0 || isOwnBug) return [];
  const tied = new Set(suspects.map(({ observed }) => observed.finding.key));
  return [...sightings.values()].flatMap(({ observed, environments }) => {
    const isHere = environments.some(({ id }) => error.environments.includes(id));
    const isBroken = isBlamable(observed) && observed.finding.severity === "error";
    const counts = isHere && (isBroken || (isHidden && meets(observed)));
    if (!counts || tied.has(observed.finding.key)) return [];
    const suspect = suspectOf(observed, "hint", 0, { kind: "newcomer", package: observed.finding.package });
    return [isRefusal(error) ? { ...suspect, against: [{ kind: "on-purpose" }], level: -1 } : suspect];
  });
}

/** The code was looked at: it throws on purpose, in a package that no finding is about. */
function isRefusal({ told }: DistinctError): boolean {
  return told?.isJudged === true && told.thrown === "on-purpose";
}

/** Code that uses the one copy uses a package that got the other. */
function meets({ finding: { code, accepted, evidence } }: ObservedFinding): boolean {
  return code === "duplicate-instance" && accepted === null && (evidence.metBy ?? null) !== null;
}

function inOrder(left: Suspect, right: Suspect): number {
  const [before, after] = [left.observed.finding, right.observed.finding];
  const steps = [
    right.level - left.level,
    severityOrder[before.severity] - severityOrder[after.severity],
    nearer(before.code, left.position, after.code, right.position),
    rankOf(before.code) - rankOf(after.code),
    Number(isForHost(after)) - Number(isForHost(before)),
  ];
  return steps.find((step) => step !== 0) ?? 0;
}

function equalsOf([first, ...others]: readonly Suspect[]): number {
  if (first === undefined) return 0;
  const { level, grade, position } = first;
  const packages = new Set([first.observed.finding.package]);
  for (const one of others)
    if (one.level === level && one.grade === grade && one.position === position && fitsAsWell(one, first))
      packages.add(one.observed.finding.package);
  return packages.size;
}

function fitsAsWell({ link, observed: { finding: one } }: Suspect, first: Suspect): boolean {
  const { finding: other } = first.observed;
  // Of all copies that are used twice, nothing shows which one the code waits for.
  if (link.kind === "may-wait" && first.link.kind === "may-wait") return true;
  return one.severity === other.severity && isForHost(one) === isForHost(other);
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

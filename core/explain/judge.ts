/**
 * Judges findings against an error: the one judgement behind the failure line, the incident report and the
 * check. Each finding that is tied to the error, or to an error in its chain of causes, gets a grade by its
 * evidence and loses levels by its contradictions. The likeliest cause comes first:
 * 1. by level;
 * 2. by severity;
 * 3. by the frame that ties it, innermost first, what only the loader's message names after; then by how near
 *    its code is to a cause: a file that cannot load, then a version that was not asked for, then what
 *    follows from these;
 * 4. in the order found.
 */
import { type Finding, type FindingCode, findingKinds, rankOf } from "../findings/finding.ts";
import { severityOrder } from "../findings/rule/severity.ts";
import { type Contradiction, type Grade, levelOf } from "./confidence.ts";
import { contradictionsOf } from "./contradictions.ts";
import { didNotLoad } from "./did-not-load.ts";
import { type ErrorFacts, nameInCode } from "./error-facts.ts";
import { type LackedName, lacksOf } from "./lacks.ts";
import { loaderSays } from "./loader-says.ts";
import { type Mechanism, mechanismOf, wentWrong } from "./mechanism.ts";
import { isMentioned } from "./mentioned.ts";
import { speaksOfCopies } from "./speaks-of-copies.ts";
import { isByCode } from "./thrown.ts";
import { type Tie, tieOf, type UsersOf } from "./tie.ts";

export interface Judged {
  readonly finding: Finding;
  readonly tie: Tie;
  readonly grade: Grade;
  readonly mechanism: Mechanism | null;
  readonly against: readonly Contradiction[];
  /** See levelOf: 0 or less is not a cause. */
  readonly level: number;
}

const maxJudged = 32;

/**
 * Accepted findings are left out: their owner knows them.
 * @param chain the error and what caused it, outermost first
 * @returns also what contradictions have ruled out, last
 */
export function judge(
  findings: readonly Finding[],
  chain: readonly ErrorFacts[],
  usersOf: UsersOf,
): readonly Judged[] {
  const judged: Judged[] = [];
  for (const finding of findings) {
    if (finding.accepted !== null) continue;
    const best = chain
      .flatMap((facts) => judgeOne(finding, facts, usersOf) ?? [])
      .reduceRight<Judged | null>(
        (known, one) => (known === null || one.level > known.level ? one : known),
        null,
      );
    if (best !== null) judged.push(best);
  }
  return withEarlierTries(judged, findings).sort(inOrder).slice(0, maxJudged);
}

/**
 * A package that looks for a platform's package, and then for a file of its own, fails with the loader's
 * error about the file. What it lacks is the package.
 */
function withEarlierTries(judged: readonly Judged[], findings: readonly Finding[]): Judged[] {
  const lastTries = judged.filter(({ finding, mechanism }) => isOwnFile(finding) && mechanism !== null);
  const importers = new Map(lastTries.map((one) => [one.finding.importer?.path, one]));
  const isEarlier = ({ code, severity, accepted, importer }: Finding): boolean =>
    code === "unresolved-module" && severity !== "info" && accepted === null && importers.has(importer?.path);
  const earlier = findings.filter(isEarlier).flatMap((finding): Judged | [] => {
    const last = importers.get(finding.importer?.path);
    return last === undefined ? [] : { ...last, finding, level: levelOf(last.grade, last.against) };
  });
  return [...judged.filter(({ finding }) => !isEarlier(finding)), ...earlier];
}

function judgeOne(finding: Finding, facts: ErrorFacts, usersOf: UsersOf): Judged | null {
  const tie = tieOf(finding, facts, usersOf);
  if (tie === null || !mayCount(finding, tie, facts)) return null;
  const mechanism = mechanismOf(finding, tie, facts);
  const grade =
    mechanism === null ? gradeOf(finding, tie, facts) : gradeOfMechanism(mechanism, facts, finding);
  const against = mechanism === null ? contradictionsOf(finding, tie, facts) : [];
  const level = levelOf(grade, against);
  return { finding, tie, grade, mechanism, against, level: isOwnFile(finding) ? Math.min(1, level) : level };
}

/** A package looks for a file of its own in several places: the last one is what it fails with. */
function isOwnFile({ code, severity, importer, package: name, evidence }: Finding): boolean {
  if ("unbuilt" in evidence && evidence.unbuilt !== null) return false;
  return code === "unresolved-module" && severity === "info" && importer?.copy.package === name;
}

/** Both versions may lack a name that was not seen in the other one: it may be misspelt. */
function gradeOfMechanism(mechanism: Mechanism, facts: ErrorFacts, finding: Finding): Grade {
  if (mechanism.kind === "name-missing") return mechanism.loserHas === null ? "circumstance" : "mechanism";
  const isLinking = mechanism.kind === "loader-names" && facts.missing?.kind === "not-exported";
  const isSeen = nameInCode(facts, finding.package)?.loserHas === true;
  const isVersion = findingKinds[finding.code].family === "shadowing" && finding.code !== "unresolved-module";
  return isLinking && isVersion && !isSeen ? "circumstance" : "mechanism";
}

/** A native file that something loaded or started, and that failed. */
const triedOutcomes: ReadonlySet<unknown> = new Set(["failed", "died", "none-fits"]);

/**
 * What is `info` most often is meant, or works: it counts only for what the innermost frame's package shares
 * with others, and then needs more. A package that asked for a module in vain may go on without it, and a
 * native file that would not load has done nothing yet.
 */
function gradeOf(finding: Finding, { by, frame, position, meets: onStack }: Tie, facts: ErrorFacts): Grade {
  const { thrown } = facts;
  const { code, severity, evidence } = finding;
  const lacks = lacksOf(finding) ?? [];
  const lacksSomething = lacks.some(({ loserHas }) => loserHas !== false);
  // Code that uses one copy uses a package that got the other: what the two hand over to each other differs.
  const meets = code === "duplicate-instance" && "metBy" in evidence && evidence.metBy !== null;
  if (thrown === "wrapping") return gradeBehind(finding, by, lacks);
  // What the function threw itself need not be about a package.
  const isOwnThrow = frame?.own === true && position === 0 && thrown === "on-purpose" && by === "user";
  if (severity === "info") {
    if (isTold(finding, onStack, facts)) return "circumstance";
    return (meets || onStack) && !isOwnThrow ? "lead" : "hint";
  }
  const mayBeFine = code === "unresolved-module" && severity === "warning";
  // An error that the function threw itself may be about anything that it uses.
  if (frame?.own === true && thrown === "on-purpose") return lacksSomething ? "lead" : "hint";
  // Where code of a package failed, what the function's own code imports is farther off.
  const isFarOff = frame?.own === true && position > 0;
  if (onStack) return mayBeRefusal(finding, facts) ? "lead" : "circumstance";
  const isNative = findingKinds[code].family === "architecture";
  if (by === "message" && isNative) return loaderSays(finding, facts) === "shown" ? "circumstance" : "lead";
  if (isNative) return "outcome" in evidence && triedOutcomes.has(evidence.outcome) ? "circumstance" : "lead";
  if (by === "user" && lacksState(finding, facts) && !isFarOff) return "circumstance";
  if (by === "user" || isFarOff || mayBeFine) return "lead";
  return "circumstance";
}

/** Code threw the error on purpose, and no one looked for what came from the one copy to the other. */
function mayBeRefusal(finding: Finding, { thrown, exchanged, text }: ErrorFacts): boolean {
  return isByCode(thrown) && exchanged === null && !speaksOfCopies(finding, text);
}

/** That one copy got something of the other was seen, or the error says it. */
function isTold(finding: Finding, onStack: boolean, { exchanged, text }: ErrorFacts): boolean {
  return exchanged?.has(finding.package) === true || (onStack && speaksOfCopies(finding, text));
}

/**
 * What was registered with the one copy, or added to it by a plug-in, is missing in the other one:
 * `trace.getActiveSpan().spanContext`, `moment(…).tz()`.
 */
function lacksState({ package: name }: Finding, { missing, called, exchanged }: ErrorFacts): boolean {
  if (called?.has(name) !== true || missing === null) return false;
  return (
    missing.kind === "undefined-property" ||
    (missing.kind === "not-a-function" && exchanged?.has(name) === true)
  );
}

/**
 * What failed before an error that wraps it is not known. An importer that takes a name which is not there
 * fails when it uses it. A module that was not found fails where it is asked for, if no code gets over it.
 */
function gradeBehind(finding: Finding, by: Tie["by"], lacks: readonly LackedName[]): Grade {
  const { code, severity, evidence } = finding;
  const isNear = by !== "behind";
  // A native file that failed just before; or at some time, and the package may have got over it.
  if (wentWrong(finding)) return "last" in evidence && evidence.last ? "circumstance" : "lead";
  if (didNotLoad(finding)) return "lead";
  if (code === "unresolved-module" && severity !== "info") return isNear ? "circumstance" : "lead";
  if (lacks.every(({ loserHas }) => loserHas === false)) return "hint";
  // What the importer takes in vain is in the other copy; or it may be, where this one is outside the range.
  return lacks.some(({ loserHas }) => loserHas ?? severity === "error") ? "circumstance" : "lead";
}

/** What is `info` most often is meant; only these may explain something all the same. */
export function mayExplain({ code, severity }: Pick<Finding, "code" | "severity">): boolean {
  return severity !== "info" || code === "unresolved-module" || code === "duplicate-instance";
}

function mayCount(finding: Finding, { by, position, named }: Tie, facts: ErrorFacts): boolean {
  const { code, severity } = finding;
  if (!mayExplain(finding)) return false;
  if (severity !== "info") return true;
  if (code === "unresolved-module") return named || by === "behind" || isMentioned(finding, facts);
  return position === 0;
}

function inOrder(left: Judged, right: Judged): number {
  const steps = [
    right.level - left.level,
    severityOrder[left.finding.severity] - severityOrder[right.finding.severity],
    nearer(left.finding.code, left.tie.position, right.finding.code, right.tie.position),
    rankOf(left.finding.code) - rankOf(right.finding.code),
    Number(isForHost(right.finding)) - Number(isForHost(left.finding)),
  ];
  return steps.find((step) => step !== 0) ?? 0;
}

/** A loader asks for packages of several platforms in turn: the one for this host is what it lacks. */
export function isForHost({ evidence }: Finding): boolean {
  return "forHost" in evidence && evidence.forHost !== null;
}

/**
 * The innermost frame first. Of two packages that both run twice the outer one first: what it depends on runs
 * twice because of it.
 */
export function nearer(code: FindingCode, position: number, otherCode: FindingCode, other: number): number {
  // Both may be infinitely far.
  if (position === other) return 0;
  const bothTwice = code === "duplicate-instance" && otherCode === "duplicate-instance";
  return bothTwice && Number.isFinite(position - other) ? other - position : position - other;
}

/**
 * Those that fit as well as the first and are about another package: nothing known distinguishes them.
 * @param judged in order
 */
export function equals(judged: readonly Judged[]): readonly Judged[] {
  const [first, ...others] = judged;
  if (first === undefined || first.level < 1) return [];
  const same = others.filter(
    ({ level, grade, tie, finding }) =>
      level === first.level &&
      grade === first.grade &&
      tie.position === first.tie.position &&
      finding.severity === first.finding.severity &&
      isForHost(finding) === isForHost(first.finding) &&
      finding.package !== first.finding.package,
  );
  return [...new Map(same.map((one) => [one.finding.package, one])).values()];
}

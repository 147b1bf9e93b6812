/**
 * What speaks against a finding that only circumstances tie to an error. A mechanism has nothing against it.
 *
 * An error that code threw on purpose says that a value was refused, a service did not answer or a setting is
 * missing: packages that work do so. It speaks against a copy of another version. It does not speak against a
 * module that was not found, since its importer may say so in its own words, and not against two copies of
 * one package of which the one got something of the other: it refuses what was registered elsewhere.
 */
import { type Finding, type FindingCode, findingKinds } from "../findings/finding.ts";
import { isBetweenCopies, showsCaller } from "./between-copies.ts";
import { isBuiltInMethod } from "./built-in-method.ts";
import type { Contradiction } from "./confidence.ts";
import { type ErrorFacts, nameInCode } from "./error-facts.ts";
import { isForeign } from "./foreign-error.ts";
import { isHanded, isOfPlatform } from "./handed.ts";
import { firstName, isUnnamed, lackedIn, lacksOf } from "./lacks.ts";
import { isNamedAfter } from "./named-after.ts";
import { speaksOfCopies } from "./speaks-of-copies.ts";
import { isByCode } from "./thrown.ts";
import type { Tie } from "./tie.ts";

/** Classes that JavaScript and Node throw; a package's own classes are thrown on purpose. */
const plainErrors: ReadonlySet<string> = new Set([
  "Error",
  "TypeError",
  "ReferenceError",
  "SyntaxError",
  "RangeError",
  "AggregateError",
  "AssertionError",
  "EvalError",
  "URIError",
]);

export function contradictionsOf(finding: Finding, tie: Tie, facts: ErrorFacts): readonly Contradiction[] {
  if (isForeign(facts)) return [{ kind: "foreign", name: facts.code ?? facts.name }];
  if (findingKinds[finding.code].family !== "shadowing") return [];
  const found: Contradiction[] = [];
  const inCode = nameInCode(facts, finding.package);
  const isOfEvent = facts.begins !== null && isOfPlatform(facts.begins);
  // What was read of undefined says nothing of where the undefined came from.
  if (inCode?.winnerHas === true && facts.missing?.kind !== "undefined-property" && !isOfEvent)
    found.push({ kind: "name-present", name: inCode.name });
  else if (tie.by === "importer") {
    const other = otherName(finding, tie, facts);
    if (other !== null) found.push(other);
  }
  const builtIn = builtInMethod(facts);
  if (builtIn !== null && !found.some(({ kind }) => kind === "other-name" || kind === "other-package"))
    found.push({ kind: "built-in-name", name: builtIn });
  const isOwn = tie.frame?.own === true;
  const isBetween = isBetweenCopies(finding, tie, facts);
  const isAnswer = (isAnsweredByThrowing(finding) && isBetween) || speaksOfCopies(finding, facts.text);
  const isRefusal = isOnPurpose(facts) && facts.thrown !== "wrapping";
  const isInCopy = tie.by === "frame" && facts.thrown !== "wrapping";
  const isApart = !isBetween && showsCaller(finding, facts.trace);
  if (!isOwn && isApart && (isRefusal || isInCopy)) found.push({ kind: "apart" });
  else if (isRefusal && !isOwn && !isAnswer) found.push({ kind: "on-purpose" });
  if (finding.code === "shadowed-package" && finding.evidence.rangeAcceptsWinner === true)
    found.push({ kind: "asked-for", range: finding.range });
  return found;
}

/** V8's texts for what JSON.parse was given (src/common/message-template.h, kJsonParse…). */
function isNotJson({ name, text }: ErrorFacts): boolean {
  const first = text?.slice(0, 1_000).split("\n", 1)[0] ?? "";
  return (
    name === "SyntaxError" && /(?:is not valid JSON|in JSON at position \d+|end of JSON input)/.test(first)
  );
}

/** `map` of `order.items.map(…)`; null where the value came from a call: a copy may return another type. */
function builtInMethod({ missing }: ErrorFacts): string | null {
  if (missing === null || missing.name === null) return null;
  const { kind, name, of } = missing;
  if (kind !== "not-a-function" && kind !== "undefined-property") return null;
  const isReturned = of?.includes("(...)") === true;
  return !isReturned && isBuiltInMethod(name) ? name : null;
}

function isOnPurpose({ thrown, name }: ErrorFacts): boolean {
  if (thrown !== null) return isByCode(thrown);
  return !plainErrors.has(name) && !name.startsWith("Runtime.");
}

const answeredByThrowing: ReadonlySet<FindingCode> = new Set([
  "duplicate-instance",
  "dual-format",
  "torn-family",
  "unresolved-module",
]);

/** Code notices these itself, and throws. */
function isAnsweredByThrowing({ code }: Finding): boolean {
  return answeredByThrowing.has(code);
}

/**
 * What the error names, where that is not the package's:
 * 1. a global, or what the function is handed over, is of no package;
 * 2. a bare name, or a member of what is named after the package, would be in `lacks`, if that holds
 *    anything;
 * 3. any other value may have come from the package, so its name only weakens the link.
 *
 * Of a value that was undefined the message has only the next member, which does not say where the value came
 * from. Where the code was read, it may be the event.
 */
function otherName(finding: Finding, tie: Tie, facts: ErrorFacts): Contradiction | null {
  const { missing, called, begins } = facts;
  if (isNotJson(facts)) return { kind: "other-name", name: "JSON.parse" };
  if (called !== null && called.size > 0 && !called.has(finding.package))
    return { kind: "other-package", packages: [...called] };
  if (missing === null || missing.name === null) return null;
  const { kind, name, of } = missing;
  if (kind === "not-defined" || (begins !== null && isOfPlatform(begins)))
    return { kind: "other-name", name };
  // Another package's code failed, and the name is that code's.
  const isFarOff = tie.frame?.own === true && tie.position > 0;
  const isKnown = isFarOff && lacksOf(finding) !== null;
  if (kind === "undefined-property" && isKnown) return { kind: "other-name", name };
  if (kind !== "not-a-function" && kind !== "not-a-constructor") return null;
  const first = of === null ? name : firstName(of);
  const written = of === null ? name : `${of}.${name}`;
  if (isKnown && lackedIn(finding, missing) === null) return { kind: "other-name", name: written };
  // The code of both copies was read, and neither has the name.
  if (lackedIn(finding, missing)?.loserHas === false) return { kind: "other-name", name: written };
  if (of !== null && isUnnamed(of)) return null;
  if (called?.has(finding.package) === true) return null;
  if (isHanded(first)) return { kind: "other-name", name: written };
  const lacks = lacksOf(finding);
  // The code was not looked at, and `z` may be zod.
  if (lacks === null) return null;
  const isOfThis = isNamedAfter(first, finding.package) || lacks.some(({ as }) => as.includes(first));
  // Text that has the word need not export it.
  if (of === null || (isOfThis && of === first)) return { kind: "unknown-name", name: written };
  return isOfThis ? null : { kind: "unknown-name", name: written };
}

/**
 * How the finding makes this error, where that can be seen:
 * 1. the module loader's own text names it;
 * 2. the code that asked for a module in vain names it in its own error;
 * 3. it is a native file that did not load, and the code that failed loads it; or the package with the native
 *    files for this host is not there, and the module that asked for it fails;
 * 4. the error names something that the copy which won does not have in its code. The copy that lost must
 *    have it, or must not have been read and the importer takes the name from the package.
 */
import { type Finding, findingKinds } from "../findings/finding.ts";
import { isBuiltInMethod } from "./built-in-method.ts";
import { type ErrorFacts, nameInCode } from "./error-facts.ts";
import { isOfPlatform } from "./handed.ts";
import { type LackedName, lackedIn, lacksOf } from "./lacks.ts";
import { isMentioned } from "./mentioned.ts";
import type { Tie } from "./tie.ts";

const maxText = 4_096;

export type Mechanism =
  | { readonly kind: "loader-names" }
  | { readonly kind: "message-names" }
  | { readonly kind: "native-load" }
  | { readonly kind: "name-missing"; readonly name: string; readonly loserHas: true | null };

export function mechanismOf(finding: Finding, tie: Tie, facts: ErrorFacts): Mechanism | null {
  const isByLoader = findingKinds[finding.code].family !== "architecture" || facts.loaderMessage !== null;
  if (tie.named) return { kind: isByLoader ? "loader-names" : "message-names" };
  if (wentWrong(finding) && (tie.by === "frame" || tie.by === "loaded-by")) return { kind: "native-load" };
  if (lacksNatives(finding, tie, facts)) return { kind: "native-load" };
  if (tie.by === "importer" && isMentioned(finding, facts)) return { kind: "message-names" };
  return missingName(finding, tie, facts);
}

/** A loader tries a package and a file or two, and then says in its own words that none is there. */
function lacksNatives({ code, severity, importer, evidence }: Finding, tie: Tie, facts: ErrorFacts): boolean {
  const isForHost = "forHost" in evidence && evidence.forHost !== null;
  const isAsker = tie.position === 0 && tie.frame?.path === importer?.path && tie.frame?.own === false;
  const isBug = facts.missing !== null && facts.missing.kind !== "not-exported";
  return code === "unresolved-module" && severity === "error" && isForHost && isAsker && !isBug;
}

function missingName(finding: Finding, tie: Tie, facts: ErrorFacts): Mechanism | null {
  const { missing, begins } = facts;
  if (begins !== null && isOfPlatform(begins)) return null;
  const inCode = nameInCode(facts, finding.package);
  if (inCode?.winnerHas === false) {
    const { name, loserHas } = inCode;
    const isTaken = isTakenFrom(finding, tie, name, facts);
    if (loserHas === true && (isTaken || !mayBeAnyValues(name, facts)))
      return { kind: "name-missing", name, loserHas };
    // Any code lacks the name of an event's member: the importer must take the name from this package.
    if (loserHas === null && isTaken) return { kind: "name-missing", name, loserHas };
  }
  const lacked = missing === null ? quotedIn(finding, facts) : lackedIn(finding, missing);
  if (lacked === null || lacked.loserHas === false) return null;
  return { kind: "name-missing", name: lacked.name, loserHas: lacked.loserHas };
}

/** Whether the importer is known to look for the name in this package. */
function isTakenFrom(finding: Finding, tie: Tie, name: string, { called, missing }: ErrorFacts): boolean {
  if (lacksOf(finding)?.some((lacked) => lacked.name === name) === true) return true;
  const isOfCalled = tie.by === "importer" && called?.size === 1 && called.has(finding.package);
  return isOfCalled && missing?.kind !== "undefined-property" && !isBuiltInMethod(name);
}

/**
 * Code uses `map` of any list, whatever package the list is of. What is read of undefined is not what is
 * missing: that is the value before it.
 */
function mayBeAnyValues(name: string, { missing }: ErrorFacts): boolean {
  return isBuiltInMethod(name) || (missing?.kind === "undefined-property" && missing.name === name);
}

/** An error that wraps another one often quotes it. */
function quotedIn(finding: Finding, { text }: ErrorFacts): LackedName | null {
  if (text === null) return null;
  const words = new Set(text.slice(0, maxText).match(/[\w$]{4,}/g));
  return lacksOf(finding)?.find(({ name, loserHas }) => loserHas !== false && words.has(name)) ?? null;
}

/** A native file that did not load, or that the process died in. */
export function wentWrong({ code, severity, evidence }: Finding): boolean {
  const isNative = findingKinds[code].family === "architecture" && severity === "error";
  return isNative && "outcome" in evidence && evidence.outcome !== "latent";
}

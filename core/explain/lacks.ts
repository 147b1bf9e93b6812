/**
 * The names that an importer takes from a package and that the copy it got does not have, as a finding's
 * evidence lists them. Findings from logs may hold anything there.
 */
import type { Finding } from "../findings/finding.ts";
import type { MissingName } from "./code/missing-name.ts";
import { isNamedAfter } from "./named-after.ts";

export interface LackedName {
  readonly name: string;
  /** What the importer calls it, or what it calls the module that the name is a member of. */
  readonly as: readonly string[];
  readonly loserHas: boolean | null;
}

const maxNames = 100;

/** Null where the code was not looked at. */
export function lacksOf({ evidence }: Finding): readonly LackedName[] | null {
  const lacks: unknown = "lacks" in evidence ? evidence.lacks : null;
  return Array.isArray(lacks) ? lacks.slice(0, maxNames).filter(isLackedName) : null;
}

/** The lacked name that the error is about; null where it is about none. */
export function lackedIn(finding: Finding, { kind, name, of }: MissingName): LackedName | null {
  if (name === null || kind === "not-defined") return null;
  const found = lacksOf(finding)?.find((lacked) => {
    if (of === null) return lacked.as.includes(name) || lacked.name === name;
    const first = firstName(of);
    const isOfThis =
      isUnnamed(of) || lacked.as.some((local) => local === first) || isNamedAfter(first, finding.package);
    return lacked.name === name ? isOfThis : lacked.as.includes(first) && lacked.name === lastName(of);
  });
  return found ?? null;
}

/**
 * A value that has no name in the source, and may be of any package: `require(...)`, `(intermediate value)`.
 */
export function isUnnamed(expression: string): boolean {
  return /^(?:\(?await )?(?:require\(\.\.\.\)|import\(\.\.\.\)|\(intermediate value\))/.test(expression);
}

/** `client_sts_1` of `(0 , client_sts_1.a).b` */
export function firstName(expression: string): string {
  return /[\w$]+/.exec(expression.replace(/^\(0 , /, ""))?.[0] ?? "";
}

function lastName(expression: string): string {
  return /([\w$]+)\W*$/.exec(expression)?.[1] ?? "";
}

function isLackedName(value: unknown): value is LackedName {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "as" in value &&
    Array.isArray(value.as) &&
    value.as.every((local) => typeof local === "string") &&
    "loserHas" in value &&
    (value.loserHas === null || typeof value.loserHas === "boolean")
  );
}

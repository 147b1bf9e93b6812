import type { FindingCode } from "./finding.ts";
import type { Rule, SubjectKind } from "./rule/rule.ts";
import { abiMismatch } from "./rules/abi-mismatch.ts";
import { damagedBinary } from "./rules/damaged-binary.ts";
import { duplicateInstance } from "./rules/duplicate-instance.ts";
import { missingLibrary } from "./rules/missing-library.ts";
import { newerLibc } from "./rules/newer-libc.ts";
import { rangeViolation } from "./rules/range-violation.ts";
import { shadowedPackage } from "./rules/shadowed-package.ts";
import { squashedLayer } from "./rules/squashed-layer.ts";
import { tornFamily } from "./rules/torn-family.ts";
import { undeclaredDependency } from "./rules/undeclared-dependency.ts";
import { unresolvedModule } from "./rules/unresolved-module.ts";
import { wrongArchitecture } from "./rules/wrong-architecture.ts";
import { wrongLibc } from "./rules/wrong-libc.ts";
import { wrongPlatform } from "./rules/wrong-platform.ts";

/** In run order, which is the order findings of one settling are told in. */
export const rules = [
  shadowedPackage,
  rangeViolation,
  tornFamily,
  duplicateInstance,
  squashedLayer,
  undeclaredDependency,
  unresolvedModule,
  wrongPlatform,
  wrongArchitecture,
  wrongLibc,
  newerLibc,
  abiMismatch,
  missingLibrary,
  damagedBinary,
] as const;

const byKind = Map.groupBy(rules as readonly Rule[], (rule) => rule.subject);

/**
 * The rules that judge one kind of subject. The grouping ties each rule to its kind, which the types cannot
 * follow.
 */
export function rulesFor<Kind extends SubjectKind>(kind: Kind): readonly Rule<FindingCode, Kind>[] {
  return (byKind.get(kind) ?? []) as unknown as readonly Rule<FindingCode, Kind>[];
}

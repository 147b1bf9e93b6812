import type { FindingCode } from "./finding.ts";
import type { Rule, SubjectKind } from "./rule.ts";
import { duplicateInstance } from "./rules/duplicate-instance.ts";
import { rangeViolation } from "./rules/range-violation.ts";
import { shadowedPackage } from "./rules/shadowed-package.ts";
import { unresolvedModule } from "./rules/unresolved-module.ts";
import { wrongArchitecture } from "./rules/wrong-architecture.ts";
import { wrongPlatform } from "./rules/wrong-platform.ts";

/** In run order, which is the order findings of one settling are told in. */
export const rules = [shadowedPackage, rangeViolation, duplicateInstance, unresolvedModule, wrongPlatform, wrongArchitecture] as const;

const byKind = Map.groupBy(rules as readonly Rule[], (rule) => rule.subject);

/** The rules that judge one kind of subject. The grouping ties each rule to its kind, which the types cannot follow. */
export function rulesFor<Kind extends SubjectKind>(kind: Kind): readonly Rule<FindingCode, Kind>[] {
  return (byKind.get(kind) ?? []) as unknown as readonly Rule<FindingCode, Kind>[];
}

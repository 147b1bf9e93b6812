/**
 * The list of findings. Everything that names their codes follows from it: types, metrics, addresses of
 * pages, schemas, tables, dashboard and SQL.
 */
import type { FindingShape, Rule } from "./rule/rule.ts";
import type { SubjectKind } from "./rule/subjects.ts";
import { abiMismatch } from "./rules/abi-mismatch.ts";
import { damagedBinary } from "./rules/damaged-binary.ts";
import { dualFormat } from "./rules/dual-format.ts";
import { duplicateInstance } from "./rules/duplicate-instance.ts";
import { lockDrift } from "./rules/lock-drift.ts";
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

export type { CopyRef } from "../layout/copy-ref.ts";
export type { Family, Importer } from "./rule/rule.ts";
export type { Severity } from "./rule/severity.ts";

/** In the order in which rules run, and in which their findings are reported. */
export const rules = [
  shadowedPackage,
  rangeViolation,
  tornFamily,
  duplicateInstance,
  dualFormat,
  squashedLayer,
  lockDrift,
  undeclaredDependency,
  unresolvedModule,
  wrongArchitecture,
  wrongPlatform,
  wrongLibc,
  newerLibc,
  abiMismatch,
  missingLibrary,
  damagedBinary,
] as const;

/**
 * How near a finding is to the cause of an error, the nearest first: a file that cannot load, then a version
 * that was not asked for, then what follows from these. A package in the wrong version explains why a subpath
 * of it is not found.
 */
const rank = {
  "wrong-architecture": 1,
  "wrong-platform": 2,
  "wrong-libc": 3,
  "newer-libc": 4,
  "abi-mismatch": 5,
  "missing-library": 6,
  "damaged-binary": 7,
  "range-violation": 8,
  "torn-family": 9,
  "squashed-layer": 10,
  "lock-drift": 11,
  "unresolved-module": 12,
  "duplicate-instance": 13,
  "dual-format": 14,
  "shadowed-package": 15,
  "undeclared-dependency": 16,
} as const satisfies Record<FindingCode, number>;

type ListedRule = (typeof rules)[number];

export type FindingCode = ListedRule["code"];

type EvidenceOf<Listed> = Listed extends Rule<string, infer _, infer Evidence> ? Evidence : never;

export type FindingOf<Code extends FindingCode> = {
  [Each in Code]: FindingShape<Each, EvidenceOf<Extract<ListedRule, { readonly code: Each }>>>;
}[Code];

export type Finding = FindingOf<FindingCode>;

/** What is the same for all findings of one code. */
export interface FindingKind extends Pick<ListedRule, "code" | "family" | "title"> {
  /** The metric's name in CloudWatch. */
  readonly metric: string;
  /** The page's address in this repository; it never changes. */
  readonly docs: string;
}

/** In the order of the list. */
export const findingKinds = Object.fromEntries(
  rules.map(({ code, family, title }): [FindingCode, FindingKind] => [
    code,
    { code, family, title, metric: metricOf(code), docs: `docs/findings/${code}.md` },
  ]),
) as Readonly<Record<FindingCode, FindingKind>>;

export function isFindingCode(text: string): text is FindingCode {
  return Object.hasOwn(findingKinds, text);
}

/** The place of a code among causes, 1 for the likeliest. A code that is not known comes last. */
export function rankOf(code: string): number {
  return isFindingCode(code) ? rank[code] : rules.length + 1;
}

/** A rule without its evidence's type, which a list of all rules cannot keep. */
type AnyRule<Kind extends SubjectKind> = Rule<FindingCode, Kind, unknown>;

const byKind = Map.groupBy(
  rules as readonly unknown[] as readonly AnyRule<SubjectKind>[],
  ({ subject }) => subject,
);
const byCode = new Map(rules.map((rule) => [rule.code, rule as unknown as AnyRule<SubjectKind>]));

/** The rules that judge one kind of subject, in the order in which they run. */
export function rulesFor<Kind extends SubjectKind>(kind: Kind): readonly AnyRule<Kind>[] {
  return (byKind.get(kind) ?? []) as unknown as readonly AnyRule<Kind>[];
}

export function messageOf(finding: Finding): string {
  return byCode.get(finding.code)?.message(finding) ?? "";
}

export function fixOf(finding: Finding): string {
  return byCode.get(finding.code)?.fix(finding) ?? "";
}

function metricOf(code: FindingCode): string {
  return code.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

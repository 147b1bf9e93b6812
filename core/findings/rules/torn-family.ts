/**
 * Packages that must move together came from different roots (family.ts tells which, family-ties.ts how it is
 * seen). What one release is, the declared ranges tell. One finding a family; its severity is that of its
 * worst tie.
 *
 * | tie | the member's declared range | severity |
 * |---|---|---|
 * | edge: the member got it itself | leaves it out, and the root's package.json does not override it | error |
 * | edge | takes it, or is none | info; none at all for a peer outside the member's scope, which is meant to be shared |
 * | split: the member got its own copy, its user another | a peer's range leaves the user's copy out | error |
 * | split | a peer's range takes it, but the two copies are of different versions | warning |
 * | split | a dependency's range leaves it out | warning |
 * | split | anything else | info |
 */

import type { Severity } from "../finding.ts";
import { defineRule } from "../rule/rule.ts";
import { accepts, type DependencyField, declarationOf } from "./shared/declared-range.ts";
import type { Tie } from "../engine/family-ties.ts";
import { overrideOf } from "./shared/overridden.ts";

export interface JudgedTie extends Tie {
  readonly severity: Severity;
  readonly range: string | null;
  readonly field: DependencyField | null;
  /** Whether the range takes `other`; null where there is none, or none that can be judged. */
  readonly inRange: boolean | null;
  /** The package.json that overrides the range on purpose. */
  readonly overriddenIn: string | null;
}

export interface TornEvidence {
  readonly family: string;
  /** The worst first, at most 8. */
  readonly ties: readonly JudgedTie[];
  readonly tieCount: number;
}

interface Inputs {
  readonly family: string;
  readonly ties: readonly Omit<JudgedTie, "severity">[];
}

const MAX_TIES = 8;
const ORDER: readonly Severity[] = ["error", "warning", "info"];

export const tornFamily = defineRule({
  code: "torn-family",
  subject: "family",
  inputs({ family, ties }, world): Inputs {
    const judged = ties.map((tie) => {
      const declaration = declarationOf(world.packages.read(tie.member.path), tie.other.package);
      const range = declaration?.range ?? null;
      const inRange = range === null ? null : accepts(range, tie.other.version);
      const overriddenIn = inRange === false ? overrideOf(tie.member, tie.other, world) : null;
      return { ...tie, range, field: declaration?.field ?? null, inRange, overriddenIn };
    });
    return {
      family,
      ties: judged.filter(
        ({ kind, inRange }) =>
          kind === "split" || inRange === false || family.endsWith("/*") || family.startsWith("@aws-sdk/"),
      ),
    };
  },
  verdict({ family, ties }) {
    const judged = ties.map((tie): JudgedTie => ({ ...tie, severity: severityOf(tie) }));
    const worst = ORDER.flatMap((severity) => judged.filter((tie) => tie.severity === severity)).slice(
      0,
      MAX_TIES,
    );
    const [first] = worst;
    if (first === undefined) return [];
    const evidence = { family, ties: worst, tieCount: judged.length };
    const { severity, other, own, range } = first;
    return [
      {
        severity,
        package: other.package,
        winner: other,
        loser: own,
        importer: null,
        range,
        evidence,
        identity: [family],
      },
    ];
  },
});

function severityOf({
  kind,
  field,
  inRange,
  overriddenIn,
  other,
  own,
}: Omit<JudgedTie, "severity">): Severity {
  if (overriddenIn !== null) return "info";
  if (kind === "edge") return inRange === false ? "error" : "info";
  if (field === "peerDependencies")
    return inRange === false ? "error" : own?.version === other.version ? "info" : "warning";
  return inRange === false ? "warning" : "info";
}

/**
 * Packages that must move together came from different roots (family.ts says which, family-ties.ts how it is
 * seen). The declared ranges say what belongs to one release. One finding a family; its severity is that of
 * its worst tie.
 *
 * In an edge, the member itself got the other. In a split, the member got its own copy, and its user another.
 *
 * | tie | the member's declared range | severity |
 * |---|---|---|
 * | edge | leaves it out, and the root's package.json does not override it | error |
 * | edge | takes it, or the member declares none | info |
 * | edge | the same, for a peer outside the member's scope: it should be shared | no finding |
 * | split | a peer's range leaves the user's copy out | error |
 * | split | a peer's range takes it, but the two copies are of different versions | warning |
 * | split | a dependency's range leaves it out | warning |
 * | split | anything else | info |
 */

import { homePhrase, located } from "../../layout/copy-ref.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import { type Severity, severityOrder } from "../rule/severity.ts";
import type { FamilyTie } from "../rule/subjects.ts";
import { accepts, type DependencyField, declarationOf } from "./shared/declared-range.ts";
import { isScopeFamily } from "./shared/family.ts";
import { overrideOf } from "./shared/overridden.ts";

export interface JudgedTie extends FamilyTie {
  readonly severity: Severity;
  readonly range: string | null;
  readonly field: DependencyField | null;
  /** Whether the range takes `other`; null without a range, or for one that cannot be judged. */
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

const maxTies = 8;

export const tornFamily = defineRule({
  code: "torn-family",
  family: "shadowing",
  subject: "family",
  title: "Packages that must move together came from different roots",
  judge({ family, ties }, world): readonly Verdict<TornEvidence>[] {
    const judged = ties.flatMap((tie): readonly JudgedTie[] => {
      const declaration = declarationOf(world.packages.read(tie.member.path), tie.other.package);
      const range = declaration?.range ?? null;
      const inRange = range === null ? null : accepts(range, tie.other.version);
      if (tie.kind === "edge" && inRange !== false && !isScopeFamily(family)) return [];
      const overriddenIn = inRange === false ? overrideOf(tie.member, tie.other, world) : null;
      const known = { ...tie, range, field: declaration?.field ?? null, inRange, overriddenIn };
      return [{ ...known, severity: severityOf(known) }];
    });
    const worst = judged.toSorted((a, b) => severityOrder[a.severity] - severityOrder[b.severity]);
    const [first] = worst;
    if (first === undefined) return [];
    const { severity, other, own, range } = first;
    return [
      {
        severity,
        package: other.package,
        winner: other,
        loser: own,
        range,
        evidence: { family, ties: worst.slice(0, maxTies), tieCount: judged.length },
        identity: [family],
      },
    ];
  },
  message({ evidence: { family, ties, tieCount } }) {
    const [worst] = ties;
    const example = worst === undefined ? "" : ` ${tiePhrase(worst)}`;
    const all = tieCount > 1 ? ` ${tieCount} pairs of packages are affected.` : "";
    return `${family} came from different roots.${example}${all}`;
  },
  fix({ evidence: { family, ties } }) {
    const [worst] = ties;
    const all = `Install all of ${family} into one root, with one \`npm ci\``;
    if (worst === undefined) return `${all}.`;
    const { member, other } = worst;
    return other.root === "runtime"
      ? `${all}: add ${other.package} to ${homePhrase(member)}.`
      : `${all}: remove ${other.package} from ${homePhrase(other)}, or add ${member.package} there.`;
  },
});

function tiePhrase({ kind, member, other, own, range, inRange, overriddenIn }: JudgedTie): string {
  const place = inRange === false ? "outside" : "within";
  const asks = range === null ? "" : `, ${place} the range ${range} that it asks for`;
  const meant = overriddenIn === null ? "" : `; ${overriddenIn} overrides that range`;
  if (kind === "edge") return `${located(member)} got ${located(other)}${asks}${meant}.`;
  const uses = own === null ? "another copy" : located(own);
  return `${located(member)} uses ${uses}, but its caller uses ${located(other)}${asks}${meant}.`;
}

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

/** A fault that the version of a package made: its two versions, who uses it, and how. */
import { collideVersions, versionsApart } from "../collisions/version.ts";
import type { Draft, Fault } from "../draft.ts";
import { packageBetween, plainMember } from "../members.ts";
import type { Format, Member, PackagePlan } from "../package-files.ts";
import { faultOf, stepOf } from "../steps.ts";
import { stylesFor, useOf } from "../uses.ts";

export interface Difference {
  /** What the code names first. */
  readonly member: string;
  /** The expression of the use, from the one that is the member. */
  readonly call: (expression: string) => string;
  readonly wanted: readonly Member[];
  readonly got: readonly Member[];
}

export interface Circumstances {
  /** The package and the one that uses it, where both are given. */
  readonly names?: readonly [used: string, user: string];
  /** Default: by chance. */
  readonly gated?: boolean;
  /** A file of the package that is asked for, instead of the package. */
  readonly file?: string;
  /** The version that is there hides its files. */
  readonly sealed?: boolean;
}

export function versionFault(
  draft: Draft,
  { member, call, wanted, got }: Difference,
  { names: given, gated = draft.random.chance(0.7), file, sealed = false }: Circumstances = {},
): Fault {
  const { random, names, format } = draft;
  const versions = versionsApart(random);
  const common = Array.from({ length: random.between(1, 3) }, () => plainMember(random, names.member()));
  const plan = {
    name: given?.[0] ?? names.package(),
    format: format === "module" && file === undefined && random.chance(0.5) ? "module" : "commonjs",
    layout: file === undefined ? random.pick(["flat", "object", "lib"] as const) : "lib",
  } as const satisfies Partial<PackagePlan>;
  const specifier = file === undefined ? plan.name : `${plan.name}/${file}`;
  const isBetween = given !== undefined || random.chance(0.4);
  const between = isBetween
    ? packageBetween(draft, {
        ...(given && { name: given[1] }),
        use: usedBetween(draft, specifier, plan.format, member, call),
        dependencies: { [plan.name]: versions.range },
      })
    : null;
  const use =
    between === null
      ? draft.use(specifier, member, random.pick(stylesFor(format, plan.format)))
      : draft.use(between.name, between.member);
  const expression = between === null ? call(use.expression) : `${use.expression}(order)`;
  draft.steps.push(stepOf(draft, use, expression, gated));
  const cause = collideVersions(draft, {
    wanted: { ...plan, version: versions.wanted, members: [...common, ...wanted] },
    got: { ...plan, version: versions.got, members: [...common, ...got], sealed },
    range: versions.range,
    between,
    isFamily: given !== undefined,
  });
  return faultOf(cause);
}

function usedBetween(draft: Draft, name: string, of: Format, member: string, call: Difference["call"]) {
  const { random } = draft;
  const style = random.pick(stylesFor(draft.format, of));
  const { head, before, expression } = useOf(draft.format, style, name, member, random.between(0, 25));
  return { head, before, call: call(expression) };
}

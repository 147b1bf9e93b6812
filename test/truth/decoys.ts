/** Collisions that do no harm: the names that the function uses are in both copies. */
import { collideVersions, versionsApart } from "./collisions/version.ts";
import type { Draft } from "./draft.ts";
import { packageBetween, plainMember } from "./members.ts";
import { stepOf } from "./steps.ts";
import { styles, useOf } from "./uses.ts";
import type { Collision } from "./world.ts";

export interface Decoy {
  readonly collision: Collision;
  /** It came with the change that brought the fault. */
  readonly arrives: boolean;
}

export function addDecoys(draft: Draft): readonly Decoy[] {
  const { random } = draft;
  const count = Number(random.weighted({ 0: 3, 1: 3, 2: 2, 3: 1, 4: 1 }));
  draft.facets["decoys"] = String(count);
  return Array.from({ length: count }, () => ({
    collision: harmlessVersion(draft),
    arrives: random.chance(0.25),
  }));
}

/** @param member what the function uses; it is in both */
export function harmlessVersion(
  draft: Draft,
  used = plainMember(draft.random, draft.names.member()),
): Collision {
  const { random, names, format } = draft;
  const versions = versionsApart(random);
  const plan = {
    name: names.package(),
    format: format === "module" && random.chance(0.5) ? "module" : "commonjs",
    layout: random.pick(["flat", "object", "lib"] as const),
  } as const;
  const members = [
    used,
    ...Array.from({ length: random.between(0, 2) }, () => plainMember(random, names.member())),
  ];
  const gone = plainMember(random, names.member());
  const wanted = { ...plan, version: versions.wanted, members: [...members, gone] };
  const got = { ...plan, version: versions.got, members };
  const between = random.chance(0.3) ? betweenOf(draft, plan.name, versions.range, used.name) : null;
  const use = between === null ? draft.use(plan.name, used.name) : draft.use(between.name, between.member);
  draft.steps.push(stepOf(draft, use, `${use.expression}(order)`, random.chance(0.2)));
  return collideVersions(draft, { wanted, got, range: versions.range, between });
}

function betweenOf(draft: Draft, name: string, range: string, member: string) {
  const { head, before, expression } = useOf(
    draft.format,
    draft.random.pick(styles[draft.format]),
    name,
    member,
    20,
  );
  return packageBetween(draft, {
    use: { head, before, call: `${expression}(order)` },
    dependencies: { [name]: range },
  });
}

/** Collisions that do no harm: the names that the function uses are in both copies, or it does without. */
import { duplicateInstance } from "./collisions/instance.ts";
import { collideVersions, versionsApart } from "./collisions/version.ts";
import type { Draft } from "./draft.ts";
import { packageBetween, plainMember } from "./members.ts";
import type { Member, PackagePlan } from "./package-files.ts";
import { stepOf } from "./steps.ts";
import { styles, stylesFor, useOf } from "./uses.ts";
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
    collision: decoys[random.weighted({ version: 5, instance: 2, probe: 1 })](draft),
    arrives: random.chance(0.25),
  }));
}

const decoys = {
  version: (draft) => harmlessVersion(draft),
  /** Both copies run, and neither keeps anything that the other should know. */
  instance(draft) {
    const { random, names, format } = draft;
    const member = names.member();
    const layout = random.pick(["flat", "object"] as const);
    const shared = {
      name: names.package(),
      format,
      layout,
      members: [plainMember(random, member), plainMember(random, names.member())],
    } as const;
    const { head, before, expression } = useOf(format, "destructured", shared.name, member, 0);
    const user = packageBetween(draft, {
      use: { head, before, call: `${expression}(order)` },
      dependencies: {},
    });
    const collision = duplicateInstance(draft, { shared, user });
    for (const [name, used] of [
      [shared.name, member],
      [user.name, user.member],
    ] as const) {
      const use = draft.use(name, used);
      draft.steps.push(stepOf(draft, use, `${use.expression}(order)`, false));
    }
    return collision;
  },
  /** A package asks for another that would be nice to have. */
  probe(draft) {
    const { random, names, format } = draft;
    const [name, wanted, member] = [names.package(), names.package(), names.member()];
    const asked = format === "module" ? `await import('${wanted}')` : `require('${wanted}')`;
    const plan: PackagePlan = {
      name,
      version: `2.${random.between(0, 9)}.0`,
      format,
      layout: "flat",
      head: `let extra = null;\ntry {\n  extra = ${asked};\n} catch {}`,
      members: [
        { name: member, source: `function ${member}(order) {\n  return [order.id, extra === null];\n}` },
      ],
    };
    const at = format === "commonjs" && random.chance(0.5) ? draft.layer() : "task";
    draft.putPackage(at, plan);
    draft.dependencies[name] = `^${plan.version}`;
    const use = draft.use(name, member);
    draft.steps.push(stepOf(draft, use, `${use.expression}(order)`, false));
    return { package: wanted, codes: ["unresolved-module"], paths: [], repair: [] };
  },
} satisfies Record<string, (draft: Draft) => Collision>;

/** @param given what the function always uses; it is in both versions */
export function harmlessVersion(draft: Draft, given?: Member): Collision {
  const used = given ?? plainMember(draft.random, draft.names.member());
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
  const between = random.chance(0.3) ? betweenOf(draft, plan.name, versions.range, used.name) : null;
  const use =
    between === null
      ? draft.use(plan.name, used.name, random.pick(stylesFor(format, plan.format)))
      : draft.use(between.name, between.member);
  draft.steps.push(stepOf(draft, use, `${use.expression}(order)`, given === undefined && random.chance(0.2)));
  return collideVersions(draft, {
    wanted: { ...plan, version: versions.wanted, members: [...members, gone] },
    got: { ...plan, version: versions.got, members },
    range: versions.range,
    between,
  });
}

function betweenOf(draft: Draft, name: string, range: string, member: string) {
  const { random } = draft;
  const style = random.pick(styles[draft.format]);
  const { head, before, expression } = useOf(draft.format, style, name, member, random.between(0, 25));
  const use = { head, before, call: `${expression}(order)` };
  return packageBetween(draft, { use, dependencies: { [name]: range } });
}

/**
 * A layer brought a newer version, and no package.json declares a range for it: no rule finds a collision.
 */
import type { Draft, Fault } from "../draft.ts";
import { plainMember } from "../members.ts";
import { type PackagePlan, packageFiles } from "../package-files.ts";
import { stepOf } from "../steps.ts";
import { folderOf } from "../world.ts";

export function layerUpdate(draft: Draft): Fault {
  const { random, names } = draft;
  const member = names.member();
  const common = plainMember(random, names.member());
  const major = random.between(1, 5);
  const plan = {
    name: names.package(),
    format: "commonjs",
    layout: random.pick(["flat", "object"] as const),
  } as const;
  const layer = draft.layer();
  const before: PackagePlan = {
    ...plan,
    version: `${major}.9.0`,
    members: [common, plainMember(random, member)],
  };
  draft.putPackage(layer, { ...plan, version: `${major + 1}.0.0`, members: [common] });
  if (random.chance(0.5)) draft.dependencies[plan.name] = "*";
  const use = draft.use(plan.name, member);
  draft.steps.push(stepOf(draft, use, `${use.expression}(order)`, random.chance(0.6)));
  const { folder } = folderOf(layer, plan.name);
  return {
    failing: { detail: true },
    passing: {},
    collisions: [],
    changed: "code",
    before: [{ at: layer, folder, files: packageFiles(folder, before) }],
    changedPackage: plan.name,
  };
}

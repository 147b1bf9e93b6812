/**
 * One package evaluated from two copies: one for the function's code, one for a package that must share it.
 */
import type { Draft } from "../draft.ts";
import { type PackagePlan, packageFiles } from "../package-files.ts";
import { type Collision, folderOf } from "../world.ts";

export interface InstancePlan {
  /** Without its version. */
  readonly shared: Omit<PackagePlan, "version">;
  /** Without what it depends on. */
  readonly user: PackagePlan;
}

export function duplicateInstance(draft: Draft, { shared, user }: InstancePlan): Collision {
  const { random, format } = draft;
  const major = random.between(2, 6);
  const minor = random.between(1, 8);
  const own = `${major}.${minor}.${random.between(0, 9)}`;
  const apart = random.weighted({ minor: 3, same: 1, major: 2 });
  const other =
    apart === "same" ? own : `${apart === "minor" ? major : major - 1}.${minor - 1}.${random.between(0, 9)}`;
  const asked = `^${apart === "major" ? major - 1 : major}.0.0`;
  const ties = random.chance(0.4) ? "peerDependencies" : "dependencies";
  const users: PackagePlan = { ...user, [ties]: { [shared.name]: asked } };
  draft.dependencies[shared.name] = random.pick([`^${major}.0.0`, `^${own}`]);
  draft.dependencies[user.name] = `^${user.version}`;
  draft.putPackage("task", { ...shared, version: own });
  const top = folderOf("task", shared.name);
  const second = { ...shared, version: other };
  const codes = ["duplicate-instance", "shadowed-package", "torn-family"] as const;
  if (format === "module" || random.chance(0.35)) {
    draft.putPackage("task", users);
    const folder = `${folderOf("task", user.name).folder}/node_modules/${shared.name}`;
    draft.put("task", packageFiles(folder, second));
    const repair = [{ at: "task", folder, files: {} }] as const;
    return { package: shared.name, codes, paths: [top.path, `/var/task/${folder}`], repair };
  }
  const layer = draft.layer();
  draft.putPackage(layer, users);
  draft.putPackage(layer, second);
  const repair = [{ at: "task", folder: top.folder, files: {} }] as const;
  return { package: shared.name, codes, paths: [top.path, folderOf(layer, shared.name).path], repair };
}

/** Something that is asked for is not where Node looks. */
import type { Draft, Fault } from "../draft.ts";
import { packageBetween, plainMember } from "../members.ts";
import { type PackagePlan, packageFiles } from "../package-files.ts";
import { faultOf, stepOf } from "../steps.ts";
import { styles, useOf } from "../uses.ts";
import { type Collision, folderOf, type Place } from "../world.ts";
import { versionFault } from "./version-fault.ts";

/** The function asks, or a package: for one that was left out, or that is in another root. */
export function unresolved(draft: Draft): Fault {
  const { random, names, format } = draft;
  const member = names.member();
  const lacked: PackagePlan = {
    name: names.package(),
    version: `${random.between(1, 4)}.${random.between(0, 9)}.0`,
    format,
    layout: "flat",
    members: [plainMember(random, member), plainMember(random, names.member())],
  };
  const range = `^${lacked.version}`;
  if (random.chance(0.4)) {
    draft.dependencies[lacked.name] = range;
    const use = draft.use(lacked.name, member);
    draft.steps.push(stepOf(draft, use, `${use.expression}(order)`, random.chance(0.7)));
    // Only ES modules do not look in layers.
    if (format === "module" && random.chance(0.5)) draft.putPackage(draft.layer(), lacked);
    return faultOf(added(lacked, "task", "/var/task/index.js"));
  }
  const at: Place = format === "commonjs" && random.chance(0.6) ? draft.layer() : "task";
  const caught = format === "commonjs" && random.chance(0.25);
  draft.facets["error"] = caught ? "rewritten" : "the loader's";
  const style = random.pick(styles[format]);
  const used = useOf(format, style, lacked.name, member, draft.random.between(0, 25));
  const head = caught ? optional(lacked.name) : used.head;
  const user = packageBetween(draft, {
    use: {
      head,
      before: caught ? "" : used.before,
      call: caught ? `client().${member}(order)` : `${used.expression}(order)`,
    },
    dependencies: random.chance(0.6) ? { [lacked.name]: range } : {},
  });
  draft.putPackage(at, user);
  draft.dependencies[user.name] = `^${user.version}`;
  const use = draft.use(user.name, user.member);
  draft.steps.push(stepOf(draft, use, `${use.expression}(order)`, random.chance(0.7)));
  // Where the package that asks does not look.
  if (at !== "task" && random.chance(0.4)) draft.putPackage("task", lacked);
  return faultOf(added(lacked, at, folderOf(at, user.name).path));
}

const optional = (name: string): string => `function client() {
  try {
    return require('${name}');
  } catch {
    throw new Error('Please install ${name} to use this client');
  }
}`;

function added(plan: PackagePlan, at: Place, importer: string): Collision {
  const { folder, path } = folderOf(at, plan.name);
  return {
    package: plan.name,
    codes: ["unresolved-module"],
    paths: [importer, path],
    repair: [{ at, folder, files: packageFiles(folder, plan) }],
  };
}

/** A file of the package, which the other version does not have, or does not let anybody have. */
export function deepPath(draft: Draft): Fault {
  const { random, names } = draft;
  const member = names.member();
  const right = plainMember(random, member);
  const fault = versionFault(
    draft,
    { member, call: (it) => `${it}(order)`, wanted: [right], got: random.chance(0.5) ? [] : [right] },
    { file: `lib/${member}.js`, sealed: random.chance(0.5) },
  );
  const collisions = fault.collisions.map(
    (one): Collision => ({
      ...one,
      codes: [...one.codes, "unresolved-module"],
      paths: [...one.paths, "/var/task/index.js", "/var/task/node_modules", "/opt/nodejs/node_modules"],
    }),
  );
  return { ...fault, collisions };
}

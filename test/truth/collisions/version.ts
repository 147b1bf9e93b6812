/**
 * A package in another version than its importer asks for. Where the copies lie is chosen; the two versions
 * and the importer are given.
 */
import type { Draft } from "../draft.ts";
import { type PackagePlan, packageFiles } from "../package-files.ts";
import type { Random } from "../random.ts";
import { type Collision, type Edit, folderOf, type Place } from "../world.ts";

export interface VersionPlan {
  readonly wanted: PackagePlan;
  readonly got: PackagePlan;
  /** Takes `wanted` and not `got`. */
  readonly range: string;
  /** The package that asks for it, already with the range; null: the function's own code. */
  readonly between: PackagePlan | null;
  /** The two are of one family, and belong together. */
  readonly isFamily?: boolean;
}

export interface Versions {
  readonly wanted: string;
  readonly got: string;
  readonly range: string;
}

/** Older or newer by a major, or older by a minor. */
export function versionsApart(random: Random): Versions {
  const major = random.between(2, 6);
  const [minor, patch] = [random.between(2, 9), random.between(0, 9)];
  const other = random.weighted({ older: 5, newer: 2, minor: 2 });
  const wanted = `${major}.${minor}.${patch}`;
  if (other === "minor")
    return {
      wanted,
      got: `${major}.${random.between(0, minor - 1)}.${patch}`,
      range: `^${major}.${minor}.0`,
    };
  const got = `${other === "older" ? major - 1 : major + 1}.${random.between(0, 9)}.${random.between(0, 9)}`;
  return { wanted, got, range: random.pick([`^${major}.0.0`, `^${wanted}`, `${major}.x`, `~${wanted}`]) };
}

/** Puts the copies and the package between into the draft. */
export function collideVersions(draft: Draft, plan: VersionPlan): Collision {
  const place = placeOf(draft, plan);
  // The fault's own comes first, then those of the decoys.
  draft.facets["place"] ??= place;
  const { path, repair } = put[place](draft, plan);
  if (plan.between !== null) draft.dependencies[plan.between.name] ??= `^${plan.between.version}`;
  else if (place !== "undeclared") draft.dependencies[plan.wanted.name] = plan.range;
  return {
    package: plan.wanted.name,
    codes: ["range-violation", "shadowed-package", "squashed-layer", "torn-family"],
    paths: [path],
    repair,
  };
}

type Places = Readonly<Partial<Record<keyof typeof put, number>>>;

const weights: Readonly<Record<"function" | "package" | "module" | "modulePackage", Places>> = {
  function: { layer: 3, hides: 3, overwritten: 1, beside: 2, undeclared: 1 },
  package: { layerBeside: 3, apart: 2, hides: 2, overwritten: 2, beside: 2, nested: 1 },
  // What an ES module imports is not looked for in layers.
  module: { beside: 1 },
  modulePackage: { beside: 2, nested: 1 },
};

function placeOf({ random, format }: Draft, { between, isFamily }: VersionPlan): keyof typeof put {
  const isBetween = between !== null;
  if (format === "module") return random.weighted(weights[isBetween ? "modulePackage" : "module"]);
  if (isFamily) return "apart";
  return random.weighted(weights[isBetween ? "package" : "function"]);
}

interface Put {
  /** Of the copy that is chosen, in the running function. */
  readonly path: string;
  readonly repair: readonly Edit[];
}

type Putting = (draft: Draft, plan: VersionPlan) => Put;

const hides: Putting = (draft, plan) => {
  draft.putPackage(draft.layer(), plan.wanted);
  putBetween(draft, plan, "task");
  return removed(draft, plan, "task");
};

const put = {
  /** The layer alone has it. */
  layer: (draft, plan) => replaced(draft, plan, draft.layer()),
  /** The function's zip has the wrong one, in front of the layer's. */
  hides,
  /** The same, and the function's package.json does not name it. */
  undeclared: hides,
  /** A later layer brings the wrong one. */
  overwritten(draft, plan) {
    const first = draft.newLayer();
    draft.putPackage(first, plan.wanted);
    putBetween(draft, plan, first);
    return removed(draft, plan, draft.newLayer());
  },
  layerBeside(draft, plan) {
    const layer = draft.layer();
    putBetween(draft, plan, layer);
    return replaced(draft, plan, layer);
  },
  /** Who asks is in the function's zip, and what it gets in a layer. */
  apart(draft, plan) {
    putBetween(draft, plan, "task");
    return replaced(draft, plan, draft.layer());
  },
  beside(draft, plan) {
    putBetween(draft, plan, "task");
    return replaced(draft, plan, "task");
  },
  /** In the folder of the package that asks. */
  nested(draft, plan) {
    putBetween(draft, plan, "task");
    const folder = `node_modules/${plan.between?.name}/node_modules/${plan.got.name}`;
    draft.put("task", packageFiles(folder, plan.got));
    return {
      path: `/var/task/${folder}`,
      repair: [{ at: "task", folder, files: packageFiles(folder, plan.wanted) }],
    };
  },
} satisfies Record<string, Putting>;

function putBetween(draft: Draft, { between }: VersionPlan, at: Place): void {
  if (between !== null) draft.putPackage(at, between);
}

function replaced(draft: Draft, { wanted, got }: VersionPlan, at: Place): Put {
  draft.putPackage(at, got);
  const { folder, path } = folderOf(at, got.name);
  return { path, repair: [{ at, folder, files: packageFiles(folder, wanted) }] };
}

function removed(draft: Draft, { got }: VersionPlan, at: Place): Put {
  draft.putPackage(at, got);
  const { folder, path } = folderOf(at, got.name);
  return { path, repair: [{ at, folder, files: {} }] };
}

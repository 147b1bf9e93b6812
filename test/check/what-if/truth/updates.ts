/**
 * Layer updates made from seeds, from the incidents of test/truth: one that breaks the function, and healthy ones
 * of the same function. Nothing here says what an update does: measure.ts runs it.
 */

import type { Tree } from "../../../support/layer-run.ts";
import type { KindName } from "../../../truth/kinds/kinds.ts";
import { makeIncident } from "../../../truth/make.ts";
import { type Edit, edited, type World } from "../../../truth/world.ts";

export interface Update {
  readonly name: string;
  readonly before: World;
  readonly after: World;
  /** The layer that is replaced, counted from 0. */
  readonly layer: number;
  /** A major step that keeps all that was there: no one can say so from logs. */
  readonly harmlessMajor: boolean;
  /** What the function is asked. */
  readonly events: readonly unknown[];
}

/** Of which a part is caused by what a layer brings. */
export const kindsOfUpdates = [
  "layer-update",
  "missing-name",
  "refused",
  "torn-family",
  "deep-path",
  "unresolved",
] as const satisfies readonly KindName[];

export async function updatesOf(
  seed: number,
  kind: (typeof kindsOfUpdates)[number],
): Promise<readonly Update[]> {
  const { failing, collisions, change } = await makeIncident(seed, kind);
  const { world, event } = failing;
  const events = [event, { id: "o-1", currency: "EUR", items: [{ sku: "a1", qty: 1 }] }];
  const candidates: (readonly [string, World])[] = collisions.flatMap(({ repair, package: name }) =>
    repair.length > 0 && repair.every(isOfLayer) ? [[name, edited(world, repair)] as const] : [],
  );
  if (change !== null) candidates.push([change.package, change.before]);
  const made = candidates.flatMap(([name, before]) => {
    const layer = onlyLayer(before, world);
    return layer === null
      ? []
      : [{ name: `${seed} ${kind} ${name}`, before, after: world, layer, events, harmlessMajor: false }];
  });
  return made.flatMap((update) => [update, ...healthy(update)]);
}

function isOfLayer(edit: Edit): boolean {
  return "at" in edit && edit.at !== "task";
}

/** The one layer in which two worlds differ; null where something else differs. */
function onlyLayer(before: World, after: World): number | null {
  const text = (value: unknown): string => JSON.stringify(value);
  const { layers: old, ...rest } = before;
  const { layers: next, ...others } = after;
  if (text(rest) !== text(others) || old.length !== next.length) return null;
  const changed = old.flatMap((tree, index) => (text(tree) === text(next[index]) ? [] : [index]));
  return changed.length === 1 ? (changed[0] ?? null) : null;
}

/** What maintainers do every day to the same layer. */
function healthy({ name, before, layer, events }: Update): readonly Update[] {
  const old = before.layers[layer] ?? {};
  const variants: Readonly<Record<string, Tree>> = {
    patch: bumped(old, "patch"),
    minor: bumped(old, "minor"),
    "a major step": bumped(old, "major"),
    "a new package": { ...old, ...unused("2.0.0") },
  };
  const made = Object.entries(variants).map(([what, tree]) => ({
    name: `${name}: ${what}`,
    before,
    after: withLayer(before, layer, tree),
    layer,
    events,
    harmlessMajor: what === "a major step",
  }));
  // A package that this function does not load.
  const [wide, major, gone] = [{ ...old, ...unused("1.0.0") }, { ...old, ...unused("2.0.0") }, old];
  for (const [what, tree] of [
    ["a major step of another package", major],
    ["another package is gone", gone],
  ] as const)
    made.push({
      name: `${name}: ${what}`,
      before: withLayer(before, layer, wide),
      after: withLayer(before, layer, tree),
      layer,
      events,
      harmlessMajor: false,
    });
  return made;
}

function withLayer(world: World, layer: number, tree: Tree): World {
  return { ...world, layers: world.layers.map((each, index) => (index === layer ? tree : each)) };
}

/** Every package with a higher version, and the same code. */
function bumped(tree: Tree, part: "patch" | "minor" | "major"): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([path, content]) => {
      if (typeof content !== "string") return [path, content];
      if (!path.endsWith("/package.json")) return [path, content];
      const raised = content.replace(
        /"version": "(\d+)\.(\d+)\.(\d+)"/,
        (_, major: string, minor: string, patch: string) =>
          part === "major"
            ? `"version": "${Number(major) + 1}.0.0"`
            : part === "patch"
              ? `"version": "${major}.${minor}.${Number(patch) + 1}"`
              : `"version": "${major}.${Number(minor) + 1}.0"`,
      );
      return [path, raised];
    }),
  );
}

function unused(version: string): Tree {
  const folder = "nodejs/node_modules/@maintained/unrelated";
  return {
    [`${folder}/package.json`]: JSON.stringify({ name: "@maintained/unrelated", version }),
    [`${folder}/index.js`]: version === "1.0.0" ? "exports.one = exports.two = 1;" : "exports.one = 1;",
  };
}

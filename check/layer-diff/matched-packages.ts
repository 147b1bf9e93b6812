/** Packages that are gone, new, or in another folder, and pairs of those that both layers have. */
import type { Runtime } from "../lambda/runtime.ts";
import { change, type LayerChange } from "./change.ts";
import { type Contents, type LayerPackage, visible } from "./contents.ts";
import { placeOf } from "./manifest-changes.ts";
import { runtimesOf } from "./reach.ts";
import { weighed } from "./step.ts";

export interface Pair {
  readonly old: LayerPackage;
  readonly now: LayerPackage;
}

export interface Matched {
  readonly pairs: readonly Pair[];
  readonly changes: readonly LayerChange[];
}

export function matched(old: Contents, now: Contents, runtimes: readonly Runtime[]): Matched {
  const pairs: Pair[] = [];
  const changes: LayerChange[] = [];
  const arrived = new Map<string, LayerPackage[]>();
  const [before, after] = [old, now].map(
    (layer) => new Map(visible(layer).map((each) => [each.folder, each])),
  );
  if (before === undefined || after === undefined) return { pairs, changes };
  for (const each of after.values())
    if (!before.has(each.folder)) arrived.set(each.name, [...(arrived.get(each.name) ?? []), each]);
  const taken = new Set<LayerPackage>();
  for (const each of before.values()) {
    const same = after.get(each.folder);
    if (same !== undefined) {
      pairs.push({ old: each, now: same });
      continue;
    }
    const others = (arrived.get(each.name) ?? []).filter(
      (one) => !taken.has(one) && (one.top !== null) === (each.top !== null),
    );
    const other = others.find(({ version }) => version === each.version) ?? others[0];
    if (other === undefined) {
      changes.push(goneChange(each));
      continue;
    }
    taken.add(other);
    pairs.push({ old: each, now: other });
    if (!isOfStore(each) || !isOfStore(other)) changes.push(movedChange(each, other, runtimes));
  }
  for (const each of [...arrived.values()].flat()) if (!taken.has(each)) changes.push(addedChange(each));
  return { pairs, changes };
}

/** pnpm's folder has the version in its name: another version is not a move. */
function isOfStore({ folder }: LayerPackage): boolean {
  return folder.includes("/node_modules/.pnpm/");
}

function goneChange(each: LayerPackage): LayerChange {
  const step = weighed(isTypesOnly(each) ? "patch" : "major", each.reach);
  return change({ code: "package-gone", step, ...placeOf(each), old: each.version });
}

function addedChange(each: LayerPackage): LayerChange {
  const step = each.reach === "public" && !isTypesOnly(each) ? "minor" : "patch";
  return change({ code: "package-added", step, ...placeOf(each), new: each.version });
}

function movedChange(old: LayerPackage, now: LayerPackage, runtimes: readonly Runtime[]): LayerChange {
  const after = runtimesOf(now.folder, runtimes);
  const lost = runtimesOf(old.folder, runtimes).filter((name) => !after.includes(name));
  return change({
    code: "package-moved",
    step: lost.length > 0 ? weighed("major", old.reach) : "patch",
    ...placeOf(now),
    old: old.folder.slice("/opt/".length),
    new: now.folder.slice("/opt/".length),
    items: lost,
  });
}

/** Nothing of it is ever loaded. */
export function isTypesOnly({ name, files }: LayerPackage): boolean {
  return (
    name.startsWith("@types/") ||
    !files.some((file) => /\.(?:[cm]?js|json|node|wasm)$/.test(file) && file !== "package.json")
  );
}

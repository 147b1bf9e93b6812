/**
 * Packages that loaded ones declare, and what those declare in turn: a program that finds them in its own ways
 * (`dlopen`, a library's search path, a name that is computed) does not make them unused.
 */
import { placeInNodeModules } from "../../core/layout/copy.ts";
import { PackageReader } from "../../core/layout/package-json.ts";
import type { FunctionInput } from "../lambda/function-input.ts";
import { type Opt, optMount } from "../lambda/opt.ts";
import { VirtualFiles } from "../lambda/virtual-files.ts";

/**
 * Of what is loaded already, the copies are known: it is not among the names.
 * @param loaded physical paths
 * @param asked names of packages that were asked for in vain
 * @param copiesOf the folders in /opt of a package's name
 */
export function declaredNames(
  { task, layers }: Pick<FunctionInput, "task" | "layers">,
  opt: Opt,
  loaded: readonly string[],
  asked: ReadonlySet<string>,
  copiesOf: (name: string) => readonly string[],
): ReadonlySet<string> {
  const files = new VirtualFiles(() => {});
  files.mountTree("/var/task", task);
  files.mount("/opt", optMount(opt, layers));
  const packages = new PackageReader(files, () => {});
  const places = new Map(loaded.flatMap((path) => placeOf(path)));
  const loadedNames = new Set(places.values());
  const names = new Set<string>();
  const folders = [...places.keys()];
  const reach = (name: string): void => {
    if (loadedNames.has(name) || names.has(name)) return;
    names.add(name);
    folders.push(...copiesOf(name));
  };
  for (const name of asked) reach(name);
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const manifest = packages.read(folder);
    for (const name of manifest?.dependencies.keys() ?? []) reach(name);
    for (const name of manifest?.optionalDependencies.keys() ?? []) reach(name);
  }
  return names;
}

function placeOf(path: string): readonly (readonly [folder: string, name: string])[] {
  const place = placeInNodeModules(path);
  return place === null ? [] : [[place.path, place.package]];
}

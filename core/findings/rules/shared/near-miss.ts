/**
 * What a failed resolution nearly found:
 * 1. In a folder Node did look into: the package is there, but its "exports" hide the subpath or the
 *    condition, or the file it means is missing, or it is there under another letter case, or a link has its
 *    name and leads nowhere.
 * 2. Elsewhere in the layer: packed into a folder Node never looks into.
 * 3. In another root: present, but not on this importer's path.
 * 4. Next to it: the same package for another platform, where the one for this platform was asked for.
 */
import type { How } from "../../../journal/records.ts";
import { candidateFolders } from "../../../layout/candidates.ts";
import type { CopyRef } from "../../../layout/copy-ref.ts";
import { conditionsOf, exportedSubpaths, offerOf } from "../../../layout/exports.ts";
import { joinPath, lastSegment, parentOf } from "../../../layout/paths.ts";
import type { Root } from "../../../layout/roots.ts";
import { type BareSpecifier, parseBareSpecifier } from "../../../layout/specifier.ts";
import { systemLibc } from "../../../native/libc.ts";
import { parsePlatformName } from "../../../native/platform-name.ts";
import type { World } from "../../rule/world.ts";

export type NearMiss =
  | {
      readonly kind: "wrong-layer-folder";
      readonly path: string;
      readonly expected: string;
      /** As `CopyRef.layer`. */
      readonly layer?: string;
    }
  | {
      readonly kind: "out-of-reach";
      readonly path: string;
      readonly root: Root;
      readonly layer?: string;
    }
  | {
      readonly kind: "not-exported";
      readonly path: string;
      readonly subpath: string;
      readonly exported: readonly string[];
    }
  | {
      readonly kind: "condition-missing";
      readonly path: string;
      readonly subpath: string;
      readonly conditions: readonly string[];
    }
  | { readonly kind: "missing-file"; readonly path: string; readonly missing: string }
  | { readonly kind: "extension"; readonly path: string }
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "letter-case"; readonly path: string }
  | { readonly kind: "dangling-link"; readonly path: string }
  | {
      readonly kind: "other-platform";
      readonly path: string;
      readonly platform: string;
      readonly cpu: string;
      /** Null where its name does not say. */
      readonly libc: "glibc" | "musl" | null;
    };

const maxMisses = 4;
const maxListed = 16;
const extensionsTried = [".js", ".mjs", ".cjs", ".json", ".node"] as const;
const indexNames = ["index.js", "index.mjs", "index.cjs", "index.json"] as const;

/** At most 4, the nearest first. A built-in, a URL and a `#` specifier have none. */
export function nearMissesOf(
  specifier: string,
  how: How,
  importerDirectory: string,
  world: World,
): readonly NearMiss[] {
  const bare = parseBareSpecifier(specifier);
  if (bare !== null) return nearMissesOfPackage(bare, how, importerDirectory, world);
  return /^\.{0,2}\//.test(specifier) ? nearMissesOfFile(joinPath(importerDirectory, specifier), world) : [];
}

function nearMissesOfPackage(
  bare: BareSpecifier,
  how: How,
  importerDirectory: string,
  world: World,
): readonly NearMiss[] {
  const searched = candidateFolders(importerDirectory, world.nodePath);
  const present = searched.find((folder) => world.folders.has(folder, bare.package));
  if (present !== undefined && isDangling(joinPath(present, bare.package), world)) {
    return [{ kind: "dangling-link", path: joinPath(present, bare.package) }];
  }
  if (present !== undefined) return inPackage(joinPath(present, bare.package), bare.subpath, how, world);
  const misses = [
    ...searched.flatMap((folder) => otherCase(folder, bare.package, world)),
    ...elsewhere(bare.package, searched, world),
    ...searched.flatMap((folder) => otherPlatform(folder, bare.package, world)),
  ];
  return misses.slice(0, maxMisses);
}

/** `target` is the absolute path the specifier means. */
function nearMissesOfFile(target: string, world: World): readonly NearMiss[] {
  const { files, folders } = world;
  const isFile = (path: string): boolean => files.stat(path)?.kind === "file";
  const extension = extensionsTried.find((end) => isFile(target + end));
  if (extension !== undefined) return [{ kind: "extension", path: target + extension }];
  const index = indexNames.find((name) => isFile(`${target}/${name}`));
  if (index !== undefined) return [{ kind: "directory", path: `${target}/${index}` }];
  const folder = parentOf(target) ?? "/";
  const exact = ["", ...extensionsTried].map((end) => lastSegment(target) + end);
  const lower = new Set(exact.map((name) => name.toLowerCase()));
  const there = [...(folders.namesIn(folder) ?? [])].filter((name) => lower.has(name.toLowerCase()));
  const dangling = exact.find((name) => there.includes(name) && isDangling(joinPath(folder, name), world));
  if (dangling !== undefined) return [{ kind: "dangling-link", path: joinPath(folder, dangling) }];
  const other = there.find((name) => !exact.includes(name));
  return other === undefined ? [] : [{ kind: "letter-case", path: joinPath(folder, other) }];
}

/** A name that its folder lists and that cannot be followed is a link whose target is missing. */
function isDangling(path: string, { files, folders }: World): boolean {
  return files.stat(path) === null && folders.namesIn(parentOf(path) ?? "/")?.has(lastSegment(path)) === true;
}

function inPackage(path: string, subpath: string, how: How, world: World): readonly NearMiss[] {
  const manifest = world.packages.read(path);
  if (manifest?.exports !== undefined) return inExports(manifest.exports, path, subpath, how);
  const missing = joinPath(path, subpath === "" ? (manifest?.main ?? "index.js") : subpath);
  const misses = subpath === "" ? [] : nearMissesOfFile(missing, world);
  return misses.length > 0 || world.files.stat(missing)?.kind === "file"
    ? misses
    : [{ kind: "missing-file", path, missing }];
}

function inExports(exports: unknown, path: string, subpath: string, how: How): readonly NearMiss[] {
  switch (offerOf(exports, subpath, how)) {
    case "no-subpath":
      return [{ kind: "not-exported", path, subpath, exported: exportedSubpaths(exports, maxListed) }];
    case "no-condition": {
      const conditions = conditionsOf(exports, subpath, maxListed);
      return [{ kind: "condition-missing", path, subpath, conditions }];
    }
    default:
      return [];
  }
}

function otherCase(folder: string, name: string, { folders }: World): readonly NearMiss[] {
  const path = joinPath(folder, name);
  const wanted = lastSegment(path).toLowerCase();
  const parent = parentOf(path) ?? "/";
  const found = [...(folders.namesIn(parent) ?? [])].find((other) => other.toLowerCase() === wanted);
  return found === undefined ? [] : [{ kind: "letter-case", path: joinPath(parent, found) }];
}

/** Loaders probe for every platform in turn: only a miss of the one this process runs on means something. */
function otherPlatform(folder: string, name: string, { files, folders, host }: World): readonly NearMiss[] {
  const wanted = parsePlatformName(name);
  if (wanted === null || wanted.platform !== host?.platform || wanted.arch !== host.arch) return [];
  if ((wanted.libc ?? "glibc") !== systemLibc(files)) return [];
  const parent = parentOf(joinPath(folder, name)) ?? "/";
  const scope = parent === folder ? "" : `${lastSegment(parent)}/`;
  for (const entry of folders.namesIn(parent) ?? []) {
    const found = parsePlatformName(scope + entry);
    if (found?.stem !== wanted.stem || found.arch === null) continue;
    const { platform, arch: cpu, libc } = found;
    const isSame = platform === wanted.platform && cpu === wanted.arch;
    // A name that does not say it is for glibc; musl's always says so.
    if (isSame && (libc ?? "glibc") === (wanted.libc ?? "glibc")) continue;
    return [{ kind: "other-platform", path: joinPath(parent, entry), platform, cpu, libc }];
  }
  return [];
}

/**
 * The folders Lambda documents for packages (developer guide, packaging layers), and the ones they are put
 * into by mistake.
 */
function elsewhere(name: string, searched: readonly string[], world: World): readonly NearMiss[] {
  const { layer, runtime, function: task } = world.roots;
  const lines = [...(world.folders.namesIn(`${layer}/nodejs`) ?? [])].filter((entry) =>
    /^node\d+$/.test(entry),
  );
  const misplaced = [
    `${layer}/node_modules`,
    layer,
    `${layer}/nodejs`,
    ...lines.map((line) => `${layer}/nodejs/${line}/node_modules`),
  ];
  const elsewhereOnPath = [`${task}/node_modules`, `${layer}/nodejs/node_modules`, `${runtime}/node_modules`];
  const has = (folder: string): boolean =>
    !searched.includes(folder) && world.folders.has(folder, name) && isPackage(joinPath(folder, name), world);
  const placed = (folder: string): Pick<CopyRef, "path" | "layer"> => {
    const path = joinPath(folder, name);
    const { layer: label } = world.copyOf(`${path}/package.json`);
    return label === undefined ? { path } : { path, layer: label };
  };
  return [
    ...misplaced.filter(has).map((folder): NearMiss => {
      const expected = joinPath(`${layer}/nodejs/node_modules`, name);
      return { kind: "wrong-layer-folder", ...placed(folder), expected };
    }),
    ...elsewhereOnPath.filter(has).map((folder): NearMiss => {
      return { kind: "out-of-reach", ...placed(folder), root: world.roots.rootOf(folder) };
    }),
  ];
}

/** `/opt/lib` is not a package named lib. */
function isPackage(path: string, { files }: World): boolean {
  return (
    files.stat(`${path}/package.json`)?.kind === "file" || files.stat(`${path}/index.js`)?.kind === "file"
  );
}

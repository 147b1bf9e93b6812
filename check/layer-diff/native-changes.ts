/**
 * Native code: for which CPUs it is there, the newest glibc that it asks for, and which Nodes load it. It counts
 * in full wherever it is, since the package that loads it breaks with it.
 */
import { isLibraryName } from "../../core/findings/engine/programs.ts";
import { compareVersions, isLevel } from "../../core/findings/native/symbol-version.ts";
import { lastSegment } from "../../core/layout/paths.ts";
import { policyFor } from "../../core/native/policy/lambda-policies.ts";
import type { Runtime } from "../lambda/runtime.ts";
import { change, type LayerChange } from "./change.ts";
import { type Contents, foundBy, type LayerPackage, visible } from "./contents.ts";
import type { Site } from "./site.ts";

interface Group {
  /** By the CPU. */
  readonly cpus: Map<string, Ceiling>;
  /** Whether a Node takes one of its addons, by the runtime; empty where it has none. */
  readonly runtimes: Set<string>;
  addons: number;
}

interface Ceiling {
  /** `GLIBC_2.28`; null where nothing asks for a version. */
  glibc: string | null;
  readonly libcs: Set<string>;
}

export interface Natives {
  /** By the package's folder, or the path of a file in no package: relative to /opt. */
  readonly groups: ReadonlyMap<string, Group>;
  readonly cpus: ReadonlySet<string>;
}

interface Both {
  readonly old: Contents;
  readonly now: Contents;
}

const maxFiles = 2_000;

export function nativesIn({ site, packages, others }: Contents, runtimes: readonly Runtime[]): Natives {
  const groups = new Map<string, Group>();
  const cpus = new Set<string>();
  let count = 0;
  const add = (key: string, path: string): void => {
    const node = site.tree.nodes.get(path.slice("/opt/".length));
    if (node?.kind !== "file" || node.size < 64 || !mayBeNative(path, node.mode) || ++count > maxFiles)
      return;
    const file = site.natives.read(path);
    if (file?.identity.format !== "elf") return;
    const arch = file.identity.arch ?? "other";
    cpus.add(arch);
    const group = groups.get(key) ?? { cpus: new Map(), runtimes: new Set(), addons: 0 };
    groups.set(key, group);
    const ceiling = group.cpus.get(arch) ?? { glibc: null, libcs: new Set() };
    group.cpus.set(arch, ceiling);
    if (file.libc !== null) ceiling.libcs.add(file.libc);
    const levels = site.natives
      .needs(file)
      .flatMap(({ versions }) => versions)
      .flatMap(({ name, weak }) => (!weak && name.startsWith("GLIBC_") && isLevel(name) ? name : []));
    ceiling.glibc = highestOf(levels, ceiling.glibc);
    takeAddon(group, path, site, runtimes);
  };
  for (const { folder, files } of packages.values())
    for (const file of files) add(folder.slice("/opt/".length), `${folder}/${file}`);
  for (const path of others) add(path, `/opt/${path}`);
  return { groups, cpus };
}

function highestOf(levels: readonly string[], known: string | null): string | null {
  return [...levels, ...(known === null ? [] : [known])].sort(compareVersions).at(-1) ?? null;
}

function takeAddon(group: Group, path: string, site: Site, runtimes: readonly Runtime[]): void {
  const file = path.endsWith(".node") ? site.natives.read(path) : null;
  const addon = file === null ? null : site.natives.addon(file);
  if (addon === null || (!addon.nodeApi && addon.moduleVersions.length === 0)) return;
  group.addons++;
  for (const { name, abi, napi } of runtimes) {
    const takes = addon.nodeApi
      ? (addon.nodeApiVersion ?? 0) <= Number(napi)
      : addon.moduleVersions.includes(Number(abi));
    if (takes) group.runtimes.add(name);
  }
}

/** Names alone decide what is opened: to look into every file would inflate all of a zip. */
function mayBeNative(path: string, mode: number): boolean {
  const name = lastSegment(path);
  if (isLibraryName(name)) return true;
  return /\/(?:bin|extensions)\/[^/]+$/.test(path) && ((mode & 0o111) !== 0 || !name.includes("."));
}

export function nativeChanges(
  old: Natives,
  now: Natives,
  contents: Both & { readonly pairs: readonly { readonly old: LayerPackage; readonly now: LayerPackage }[] },
  runtimes: readonly Runtime[],
): readonly LayerChange[] {
  const changes: LayerChange[] = [];
  if (old.cpus.size > 0)
    for (const cpu of difference(now.cpus, old.cpus))
      changes.push(change({ code: "cpu-added", step: "minor", path: "", new: cpu }));
  const formerly = new Map(contents.pairs.map((pair) => [relative(pair.now.real), relative(pair.old.real)]));
  for (const [path, group] of now.groups) {
    const place = placeAt(path, contents.now);
    const before = old.groups.get(formerly.get(path) ?? path);
    if (before !== undefined) {
      for (const cpu of difference(new Set(before.cpus.keys()), new Set(group.cpus.keys())))
        changes.push(change({ code: "cpu-gone", step: "major", ...place, old: cpu }));
      const lost = [...before.runtimes].filter((name) => !group.runtimes.has(name));
      if (lost.length > 0 && group.addons > 0)
        changes.push(change({ code: "abi-gone", step: "major", ...place, items: lost }));
    }
    for (const [cpu, ceiling] of group.cpus) {
      const former = before?.cpus.get(cpu);
      const foreign = [...(former?.libcs ?? [])].filter((libc) => !ceiling.libcs.has(libc));
      if (former !== undefined && foreign.length > 0 && ceiling.libcs.size > 0) {
        const [was, is] = [foreign.join(", "), [...ceiling.libcs].join(", ")];
        changes.push(
          change({ code: "libc-changed", step: "major", ...place, entry: cpu, old: was, new: is }),
        );
      }
      const tooOld = ceiling.glibc === null ? [] : withoutGlibc(ceiling.glibc, runtimes);
      const wasTooOld = former?.glibc == null ? [] : withoutGlibc(former.glibc, runtimes);
      const lost = tooOld.filter((name) => !wasTooOld.includes(name));
      const isHigher =
        former?.glibc != null && ceiling.glibc !== null && compareVersions(ceiling.glibc, former.glibc) > 0;
      if (ceiling.glibc !== null && (isHigher || (lost.length > 0 && old.cpus.has(cpu))))
        changes.push(
          change({
            code: "libc-raised",
            step: lost.length > 0 ? "major" : "patch",
            ...place,
            entry: cpu,
            old: former?.glibc ?? null,
            new: ceiling.glibc,
            items: lost,
          }),
        );
    }
  }
  changes.push(...platformChanges(old, contents));
  for (const cpu of difference(old.cpus, now.cpus)) {
    const isNamed = changes.some((each) => each.code === "cpu-gone" && each.old === cpu);
    if (!isNamed) changes.push(change({ code: "cpu-gone", step: "major", path: "", old: cpu }));
  }
  return changes;
}

/** Packages with the code for one CPU, which the new layer lacks though another of its packages names them. */
function platformChanges(old: Natives, contents: Both): readonly LayerChange[] {
  return visible(contents.now).flatMap(({ folder, real, manifest }) =>
    [...(manifest?.optionalDependencies.keys() ?? [])].flatMap((name) => {
      const before = foundBy(folder, name, contents.old);
      if (before === null || foundBy(folder, name, contents.now) !== null) return [];
      const cpus = [...(old.groups.get(relative(before.real))?.cpus.keys() ?? [])];
      const place = placeAt(relative(real), contents.now);
      return cpus.map((cpu) => change({ code: "cpu-gone", step: "major", ...place, entry: name, old: cpu }));
    }),
  );
}

function relative(folder: string): string {
  return folder.slice("/opt/".length);
}

function placeAt(path: string, { packages }: Contents): Pick<LayerChange, "package" | "path" | "reach"> {
  const found = packages.get(`/opt/${path}`);
  return { package: found?.name ?? null, path, reach: found?.reach ?? null };
}

/** The runtimes whose system has no such glibc. */
function withoutGlibc(level: string, runtimes: readonly Runtime[]): readonly string[] {
  return runtimes.flatMap(({ name }) => {
    const offered = policyFor(name)?.libraries["libc.so.6"]?.[0];
    return offered !== undefined && compareVersions(level, offered) > 0 ? name : [];
  });
}

function difference(left: ReadonlySet<string>, right: ReadonlySet<string>): readonly string[] {
  return [...left].filter((each) => !right.has(each)).sort();
}

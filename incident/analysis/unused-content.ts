/**
 * What of each locked layer no function loaded, by the logs that were read:
 * 1. A function has the layer if the lock says so, or if a copy that it loaded names it. Only environments that
 *    Outcrop saw count.
 * 2. A package of the layer is used if one of these functions loaded a copy from its folder. The copy must not name
 *    another layer, and not have another version than the lock says.
 * 3. Packages with native files are not judged: a loader may reach these past Node's resolver.
 */
import type { Lock, LockedLayer } from "../../core/lock/lock.ts";
import type { Copy, Environment } from "../model/model.ts";

export interface UnusedPackage {
  readonly package: string;
  readonly version: string | null;
  /** Relative to /opt. */
  readonly folder: string;
  /** Null in locks of versions that did not say it. */
  readonly bytes: number | null;
}

export interface UnusedContent {
  readonly layer: string;
  /** The functions in the logs that have it. */
  readonly functions: readonly string[];
  /** How many functions have it by the lock. */
  readonly locked: number;
  readonly environments: number;
  /** All of the layer's; `bytes` is null where that of one is. */
  readonly all: { readonly packages: number; readonly bytes: number | null };
  /** The largest first. */
  readonly unused: readonly UnusedPackage[];
  readonly bytes: number | null;
  /** Packages that no function loaded and that have native files. */
  readonly notJudged: readonly UnusedPackage[];
}

const opt = "/opt/";

/** Without layers of which the logs have no function. */
export function unusedContent(
  environments: readonly Environment[],
  { functions, layers }: Lock,
): readonly UnusedContent[] {
  const seen = environments
    .filter(({ loads, facts }) => loads.length > 0 && facts?.coverage !== "none")
    .map(({ functionName, loads }) => ({ functionName, copies: loads.at(-1)?.copies ?? [] }));
  return [...layers].flatMap(([label, layer]) => {
    const locked = new Set(
      [...functions].filter(([, one]) => one.layers.includes(label)).map(([name]) => name),
    );
    const having = seen.filter(
      ({ functionName, copies }) => locked.has(functionName) || copies.some((copy) => copy.layer === label),
    );
    return having.length === 0 ? [] : [contentOf(label, layer, having, locked.size)];
  });
}

function contentOf(
  label: string,
  layer: LockedLayer,
  having: readonly { readonly functionName: string; readonly copies: readonly Copy[] }[],
  locked: number,
): UnusedContent {
  const used = new Set<string>();
  // Environments that loaded the same have one list.
  for (const copies of new Set(having.map((one) => one.copies))) {
    for (const { path, version, layer: named } of copies) {
      const folder = path.startsWith(opt) ? path.slice(opt.length) : "";
      const known = layer.packages.get(folder);
      if (known === undefined || (named !== undefined && named !== label)) continue;
      if (version === null || known.version === null || version === known.version) used.add(folder);
    }
  }
  const packages = [...layer.packages].map(([folder, { name, version, bytes }]) => ({
    package: name ?? nameOf(folder),
    version,
    folder,
    bytes,
  }));
  const left = packages
    .filter(({ folder }) => !used.has(folder))
    .sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
  const natives = [...layer.natives.keys()];
  const hasNatives = ({ folder }: UnusedPackage): boolean =>
    natives.some((path) => path.startsWith(`${folder}/`));
  const unused = left.filter((one) => !hasNatives(one));
  return {
    layer: label,
    functions: [...new Set(having.map(({ functionName }) => functionName))].sort(),
    locked,
    environments: having.length,
    all: { packages: packages.length, bytes: bytesOf(packages) },
    unused,
    bytes: bytesOf(unused),
    notJudged: left.filter(hasNatives),
  };
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
}

function bytesOf(packages: readonly UnusedPackage[]): number | null {
  return packages.reduce<number | null>(
    (sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes),
    0,
  );
}

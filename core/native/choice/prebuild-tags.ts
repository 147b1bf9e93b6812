/**
 * How node-gyp-build and its kin choose among prebuilt files, by name alone (node-gyp-build 4.8, `resolve`):
 * 1. the folder `<platform>-<arch>`, one CPU before several (`darwin-x64+arm64`);
 * 2. in it the `.node` files none of whose tags contradicts the host: runtime, `abi<n>` (unless `napi`),
 *    `uv<n>`, `armv<n>`, `glibc` or `musl`;
 * 3. of those: this runtime's before one that names none, one that names an ABI before one that does not,
 *    then the one with the most tags.
 * node-gyp-build 3 has other names for the same: `<platform><libc>-<arch>` before `<platform>-<arch>`, and in
 * it `node-napi.node` or `node-<abi>.node`.
 */
import type { LoaderHost } from "./loader.ts";

interface Tags {
  readonly file: string;
  readonly runtime: string | null;
  readonly napi: boolean;
  readonly abi: string | null;
  readonly uv: string | null;
  readonly armv: string | null;
  readonly libc: string | null;
  readonly specificity: number;
}

/** `process.versions.uv` has begun with 1 since Node 4. */
const uvMajor = "1";

/** Of these folder names, the one for the host; null where none is. */
export function prebuildFolder(names: readonly string[], host: LoaderHost): string | null {
  const platform = host.variable("npm_config_platform") ?? host.platform;
  const arch = archOf(host);
  const libc = host.variable("LIBC") ?? host.libc;
  if (names.includes(`${platform}${libc}-${arch}`)) return `${platform}${libc}-${arch}`;
  let best: { readonly name: string; readonly archs: number } | null = null;
  for (const name of names) {
    const [system, cpus, ...rest] = name.split("-");
    const archs = cpus?.split("+") ?? [];
    if (rest.length > 0 || system !== platform || !archs.includes(arch) || archs.includes("")) continue;
    if (best === null || archs.length < best.archs) best = { name, archs: archs.length };
  }
  return best?.name ?? null;
}

/**
 * Of these file names, the one chosen; null where none fits.
 * @param strict node-gyp-build-optional-packages, which takes no file without a runtime and an ABI unless it
 *   is Node-API
 */
export function prebuildFile(names: readonly string[], host: LoaderHost, strict = false): string | null {
  const fitting = names.flatMap((name) => tagsOf(name) ?? []).filter((tags) => fits(tags, host, strict));
  return fitting.sort(compare)[0]?.file ?? null;
}

function tagsOf(file: string): Tags | null {
  const words = file.split(".");
  if (words.pop() !== "node") return null;
  const tags = {
    file,
    runtime: null,
    napi: false,
    abi: null,
    uv: null,
    armv: null,
    libc: null,
    specificity: 0,
  } as {
    -readonly [K in keyof Tags]: Tags[K];
  };
  for (const word of words) {
    tags.specificity++;
    const [, runtime = null, level = ""] = /^(node|electron)-(napi|\d+)$/.exec(word) ?? [];
    if (runtime !== null) {
      tags.runtime = runtime;
      tags.napi = level === "napi";
      tags.abi = level === "napi" ? null : level;
    } else if (word === "node" || word === "electron" || word === "node-webkit") tags.runtime = word;
    else if (word === "napi") tags.napi = true;
    else if (word.startsWith("abi")) tags.abi = word.slice(3);
    else if (word.startsWith("uv")) tags.uv = word.slice(2);
    else if (word.startsWith("armv")) tags.armv = word.slice(4);
    else if (word === "glibc" || word === "musl") tags.libc = word;
    else tags.specificity--;
  }
  return tags;
}

function fits({ runtime, napi, abi, uv, armv, libc }: Tags, host: LoaderHost, strict: boolean): boolean {
  const agnostic = runtime === "node" && napi;
  if ((runtime || strict) && runtime !== "node" && !agnostic) return false;
  if ((abi || strict) && abi !== host.abi && !napi) return false;
  if (uv && uv !== uvMajor) return false;
  if (armv && armv !== (host.variable("ARM_VERSION") ?? (archOf(host) === "arm64" ? "8" : ""))) return false;
  return !libc || libc === (host.variable("LIBC") ?? host.libc);
}

/** The loader's own order, equal for none but tags that are equal in all three. */
function compare(a: Tags, b: Tags): number {
  if (a.runtime !== b.runtime) return a.runtime === "node" ? -1 : 1;
  if (a.abi !== b.abi) return a.abi ? -1 : 1;
  return b.specificity - a.specificity;
}

function archOf(host: LoaderHost): string {
  return host.variable("npm_config_arch") ?? host.arch;
}

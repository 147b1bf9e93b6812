/**
 * What a lock says: which layers belong to a function, and what is in each. `outcrop.lock.json` at the top of
 * the function's code names the layers in production; docs/lock.schema.json is the contract.
 *
 * A layer may name what is in it itself: `outcrop layer pack` puts a `LayerManifest` into its zip, as
 * `outcrop/layers/NAME.json`, which is in /opt then.
 */

export const lockSchemaVersion = 1;
export const lockName = "outcrop.lock.json";
/** In /opt. One file for each layer that has one, so that layers do not overwrite each other's. */
export const manifestFolder = "outcrop/layers";

export interface Lock {
  /** By the function's name in the project. */
  readonly functions: ReadonlyMap<string, LockedFunction>;
  /** By label: `shop-utils:7`, or `shop-utils` where no version is known. Functions share them. */
  readonly layers: ReadonlyMap<string, LockedLayer>;
}

export interface LockedFunction {
  /** Lambda's identifier, for example `nodejs24.x`. */
  readonly runtime: string;
  readonly arch: "x64" | "arm64";
  /** Labels, lowest first: each layer overwrites the ones before it. */
  readonly layers: readonly string[];
}

/** What is in one layer; also what a layer's own manifest says. */
export interface LockedLayer {
  readonly name: string;
  /** The number that Lambda gave it, or what `outcrop layer pack --version` was given; null if not known. */
  readonly version: string | null;
  readonly arn: string | null;
  /** As Lambda reports it: of the zip's bytes. */
  readonly codeSha256: string | null;
  /** Of all its files: see tree-hash.ts. */
  readonly tree: string;
  /** By folder relative to /opt, for example `nodejs/node_modules/zod`. */
  readonly packages: ReadonlyMap<string, LockedPackage>;
  /** By path relative to /opt. */
  readonly natives: ReadonlyMap<string, LockedNative>;
}

export interface LockedPackage {
  /** Null where its folder's name is its name, as is usual; another for an alias. */
  readonly name: string | null;
  readonly version: string | null;
  /** Of the files in its folder, without those of packages nested in it. */
  readonly tree: string;
}

export interface LockedNative {
  /** `x64`, `arm64`, or another name of ELF's machine. */
  readonly arch: string;
  /** The newest version of glibc that it asks for, `2.28`; `musl`; null where it asks for none. */
  readonly libc: string | null;
}

/** `shop-utils:7` */
export function labelOf({ name, version }: Pick<LockedLayer, "name" | "version">): string {
  return version === null ? name : `${name}:${version}`;
}

import type { FileSystem } from "../../file-system.ts";
import type { Folders } from "../../layout/folders.ts";
import type { PackageJson, PackageReader } from "../../layout/package-json.ts";

/** What the loaders ask about the process before they choose a file. */
export interface LoaderHost {
  /** `process.version`, for example `v22.23.3`. */
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  readonly libc: "glibc" | "musl";
  /** NODE_MODULE_VERSION and the highest Node-API level. */
  readonly abi: string;
  readonly napi: string;
  /**
   * An environment variable of the function; null when unset or empty. Only names that a loader documents are
   * asked for.
   */
  variable(name: string): string | null;
}

/** The look-ups a loader needs; part of the rules' `World`. */
export interface Places {
  readonly files: FileSystem;
  readonly folders: Folders;
  readonly packages: PackageReader;
  readonly nodePath: readonly string[];
}

/** A loaded copy whose loader is asked. */
export interface NativePackage {
  /** The copy's physical directory. */
  readonly path: string;
  readonly manifest: PackageJson;
}

/** One native file that a package would load or start. */
export interface Choice {
  /** Files that exist, in the order the loader takes them. */
  readonly files: readonly string[];
  /** Whether it goes on to the next file when one cannot be loaded; otherwise only the first counts. */
  readonly fallsThrough: boolean;
  /** `load`: for `process.dlopen`. `run`: started as a program. */
  readonly use: "load" | "run";
}

/**
 * A family of loaders. Null where package.json shows that the package does not use it: nothing is listed or
 * read then.
 */
export type Loader = (native: NativePackage, host: LoaderHost, places: Places) => readonly Choice[] | null;

/** The most names read from one directory; the fullest prebuilds folders published hold some thirty. */
export const maxNames = 256;

export function isFile(path: string, { files }: Places): boolean {
  return files.stat(path)?.kind === "file";
}

/** The directory's native addons by name, in the order of Node's readdir. */
export function addonsIn(directory: string, { files }: Places): readonly string[] {
  return (files.readDir(directory, maxNames) ?? []).filter((name) => name.endsWith(".node"));
}

/** A choice of the files that exist; none where no file does. */
export function choiceOf(
  candidates: readonly (string | null)[],
  fallsThrough: boolean,
  use: Choice["use"],
  places: Places,
): readonly Choice[] {
  const files = [...new Set(candidates.filter((path) => path !== null && isFile(path, places)))] as string[];
  return files.length === 0 ? [] : [{ files, fallsThrough, use }];
}

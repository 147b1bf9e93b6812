/**
 * What the loader would not find for a file: steps 5 to 7 of native-cause.ts. Its own search is repeated on
 * the files; where that finds nothing wrong and the loader did (another LD_LIBRARY_PATH, a library that is
 * gone since), the loader's text is believed: for a missing library or version, unlike for a foreign machine,
 * it says what is.
 */
import { lastSegment } from "../../layout/paths.ts";
import { type Libc, libcOfName } from "../../native/libc.ts";
import type { Linkage, MissingLibrary, MissingVersion } from "../../native/linkage.ts";
import type { NativeFile } from "../../native/native-file.ts";
import type { Script } from "../../native/text-file.ts";
import type { NativeSubject } from "./native-subject.ts";
import type { Natives } from "./natives.ts";
import { compareVersions, highestLike, isLevel } from "./symbol-version.ts";

export interface LibcCause {
  readonly code: "wrong-libc";
  readonly builtFor: Libc;
  readonly host: Libc;
  /**
   * The library or loader that gives it away, and the file that names it; null where the file needs none of
   * this host's.
   */
  readonly needs: string | null;
  readonly neededBy: string;
  /** The host's process.arch. */
  readonly cpu: string;
}

export interface LibraryCause {
  readonly code: "missing-library";
  /** Those missing, in the loader's order, at most 8. */
  readonly libraries: readonly LostLibrary[];
  /** How many are missing in all. */
  readonly missing: number;
  /** Where the loader looks for the first of them, in order. */
  readonly searched: readonly string[];
  /** The file is a script, and the library the interpreter that its first line names. */
  readonly script: boolean;
  /** The host's process.arch. */
  readonly cpu: string;
  /** The runtime of Lambda that does not have it, where the host does. */
  readonly on: string | null;
}

export interface LostLibrary {
  readonly name: string;
  readonly neededBy: string;
  /** A file of that name that is not a library: the loader stops there. */
  readonly broken: string | null;
  /** Files of that name for another CPU. */
  readonly passedOver: readonly string[];
}

export interface VersionCause {
  readonly code: "newer-libc";
  /** At most 8, the highest of each library first. */
  readonly needs: readonly LostVersion[];
  /** The runtime of Lambda that does not have it, where the host does. */
  readonly on: string | null;
}

export interface LostVersion {
  readonly version: string;
  /** One symbol that is needed in it; null where none is tied to it, or not looked for. */
  readonly symbol: string | null;
  readonly neededBy: string;
  readonly library: string;
  /**
   * The file that is that library here, and its highest version of the kind; null where only the loader's
   * text is known.
   */
  readonly found: string | null;
  readonly highest: string | null;
}

export type LinkCause = LibcCause | LibraryCause | VersionCause;

/** The most libraries or versions that one cause names. */
export const maxReported = 8;
const maxSymbolsSought = 3;
const versionNotFound =
  /^([^\n]{1,4096}): version `([^'\n]{1,256})' not found \(required by ([^\n]{1,4096})\)$/;
const libraryNotFound = /^([^/\s:]{1,256}): cannot open shared object file: No such file or directory$/;

export function linkCause(
  file: NativeFile,
  { use, message, search }: NativeSubject,
  natives: Natives,
): LinkCause | null {
  const cpu = natives.host?.arch ?? "";
  if (file.identity.format === "script") return scriptCause(file, file.identity, { natives, search, cpu });
  const host = natives.libc;
  if (host === null) return null;
  const known: Known = { host, cpu };
  const interpreter = use === "run" ? (file.image?.interpreter ?? null) : null;
  if (interpreter !== null && natives.lacks(interpreter)) {
    if (file.libc !== null && file.libc !== host) return libcCause(file, file.libc, known);
    return oneLost(interpreter, file.path, cpu);
  }
  // With its own loader there, a program for another C library runs.
  if (file.libc !== null && file.libc !== host)
    return use === "run" ? null : libcCause(file, file.libc, known);
  const linkage = natives.link(file, use);
  return (
    (linkage === null ? null : (missing(linkage, known) ?? versions(linkage, natives))) ??
    byTheLoader(message, file.path, known)
  );
}

/**
 * The kernel starts the interpreter of a script's first line, and answers ENOENT for the script where it is
 * missing. `env` looks for a program in PATH, and ends with 127 where none is. A carriage return at the
 * line's end belongs to the name.
 */
function scriptCause(
  { path }: NativeFile,
  { interpreter, program }: Script,
  {
    natives,
    search,
    cpu,
  }: Pick<NativeSubject, "search"> & { readonly natives: Natives; readonly cpu: string },
): LibraryCause | null {
  const lost = (name: string): LibraryCause => ({ ...oneLost(name, path, cpu), script: true });
  if (interpreter.startsWith("/") && natives.lacks(interpreter)) return lost(interpreter);
  if (program === null || search === null || natives.hasProgram(program, search)) return null;
  return lost(program);
}

/** What the process runs on. */
interface Known {
  readonly host: Libc;
  readonly cpu: string;
}

function missing({ missing: all, found }: Linkage, known: Known): LibcCause | LibraryCause | null {
  const [first] = all;
  if (first === undefined) return null;
  const foreign = found.find((library) => library.libc !== null && library.libc !== known.host);
  if (foreign?.libc != null) return libcCause(foreign, foreign.libc, known);
  const libraries = all.slice(0, maxReported).map(lostOf);
  return { ...libraryCause(libraries, known.cpu), missing: all.length, searched: first.search.folders };
}

function versions({ versions: all }: Linkage, natives: Natives): VersionCause | null {
  if (all.length === 0) return null;
  const highestFirst = [...all].sort(byLevel).slice(0, maxReported);
  const needs = highestFirst.map(({ version, neededBy, index, library, found }, place) => ({
    version,
    symbol: place < maxSymbolsSought ? natives.files.symbolWanting(neededBy, index) : null,
    neededBy: neededBy.path,
    library,
    found: found.path,
    highest: highestLike(version, natives.files.definitions(found)),
  }));
  return { code: "newer-libc", needs, on: null };
}

/** glibc before all other libraries; of each the highest level first, and names that are not a level last. */
function byLevel(a: MissingVersion, b: MissingVersion): number {
  if (a.library !== b.library)
    return a.library === "libc.so.6" || (b.library !== "libc.so.6" && a.library < b.library) ? -1 : 1;
  return Number(isLevel(b.version)) - Number(isLevel(a.version)) || compareVersions(b.version, a.version);
}

function byTheLoader(message: string | null, file: string, { host, cpu }: Known): LinkCause | null {
  const [, found, version, neededBy] = versionNotFound.exec(message ?? "") ?? [];
  if (found !== undefined && version !== undefined && neededBy !== undefined) {
    const library = lastSegment(found);
    return {
      code: "newer-libc",
      needs: [{ version, symbol: null, neededBy, library, found, highest: null }],
      on: null,
    };
  }
  const name = libraryNotFound.exec(message ?? "")?.[1];
  if (name === undefined) return null;
  const libc = libcOfName(name);
  if (libc !== null && libc !== host)
    return { code: "wrong-libc", builtFor: libc, host, needs: name, neededBy: file, cpu };
  return oneLost(name, file, cpu);
}

function oneLost(name: string, neededBy: string, cpu: string): LibraryCause {
  return libraryCause([lostLibrary(name, neededBy)], cpu);
}

/** All of the missing libraries, as far as nothing more is known. */
export function libraryCause(libraries: readonly LostLibrary[], cpu: string): LibraryCause {
  return {
    code: "missing-library",
    libraries,
    missing: libraries.length,
    searched: [],
    script: false,
    cpu,
    on: null,
  };
}

function libcCause(file: NativeFile, builtFor: Libc, { host, cpu }: Known): LibcCause {
  const named = file.dynamic?.needed.find((name) => libcOfName(name) === builtFor || name === "libc.so");
  return {
    code: "wrong-libc",
    builtFor,
    host,
    needs: file.image?.interpreter ?? named ?? null,
    neededBy: file.path,
    cpu,
  };
}

function lostOf({ name, neededBy, search }: MissingLibrary): LostLibrary {
  return {
    name,
    neededBy,
    broken: search.broken?.path ?? null,
    passedOver: search.passedOver.map(({ path }) => path),
  };
}

export function lostLibrary(name: string, neededBy: string): LostLibrary {
  return { name, neededBy, broken: null, passedOver: [] };
}

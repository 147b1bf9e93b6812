/**
 * Whether the loader would find all that a library needs. Breadth first, as dl-deps.c does: each name is
 * looked for once, a name or SONAME that is already in the process is taken as it is, and the versions each
 * file needs are looked up in the library that was found for it (dl-version.c).
 */
import type { DynamicLoader, Requester, Search } from "./dynamic-loader.ts";
import type { NativeFile, NativeFiles } from "./native-file.ts";

export interface MissingLibrary {
  readonly name: string;
  readonly neededBy: string;
  readonly search: Search;
}

export interface MissingVersion {
  readonly version: string;
  readonly neededBy: NativeFile;
  /** Its number in `neededBy`, which leads to the symbol behind it. */
  readonly index: number;
  readonly library: string;
  /** The file that is that library here. */
  readonly found: NativeFile;
}

export interface Linkage {
  readonly missing: readonly MissingLibrary[];
  readonly versions: readonly MissingVersion[];
  /** Every library found for it, without what was in the process before. */
  readonly found: readonly NativeFile[];
}

/** Libraries in a process, by every name they answer to. */
export type InProcess = Map<string, NativeFile>;

const maxLibraries = 128;
const maxProblems = 64;

export function link(
  file: NativeFile,
  loader: DynamicLoader,
  natives: NativeFiles,
  inProcess: InProcess,
): Linkage {
  const { missing, found } = findLibraries(file, loader, inProcess);
  const versions = [file, ...found].flatMap((each) => missingVersions(each, natives, inProcess));
  return { missing, found, versions: versions.slice(0, maxProblems) };
}

/** `inProcess` takes in what is found. */
export function findLibraries(
  file: NativeFile,
  loader: DynamicLoader,
  inProcess: InProcess,
): Pick<Linkage, "missing" | "found"> {
  const missing: MissingLibrary[] = [];
  const queue: Requester[] = [{ file, by: null }];
  const sought = new Set<string>();
  // Grows while it is walked.
  for (const requester of queue) {
    const { needed = [], filters = [] } = requester.file.dynamic ?? {};
    for (const name of [...needed, ...filters]) {
      if (inProcess.has(name) || sought.has(name) || queue.length > maxLibraries) continue;
      sought.add(name);
      const search = loader.find(name, requester);
      if (search.found === null) {
        if (missing.length < maxProblems) missing.push({ name, neededBy: requester.file.path, search });
        continue;
      }
      inProcess.set(name, search.found);
      const soname = search.found.dynamic?.soname ?? null;
      if (soname !== null && !inProcess.has(soname)) inProcess.set(soname, search.found);
      queue.push({ file: search.found, by: requester });
    }
  }
  return { missing, found: queue.slice(1).map((requester) => requester.file) };
}

function missingVersions(
  file: NativeFile,
  natives: NativeFiles,
  inProcess: InProcess,
): readonly MissingVersion[] {
  return natives.needs(file).flatMap(({ library, versions }) => {
    const found = inProcess.get(library);
    const offered = found === undefined ? [] : natives.definitions(found);
    if (found === undefined || offered.length === 0) return [];
    return versions
      .filter(({ name, weak }) => !weak && !offered.includes(name))
      .map(({ name, index }) => ({ version: name, neededBy: file, index, library, found }));
  });
}

/**
 * Where the winner of a resolution was, and which copies the same importer would have reached without it:
 * 1. Take the candidates in Node's order (candidates.ts) and keep those where something of the name is there.
 * 2. The first that holds the winning module, by its own path or by its real path, is the winner's candidate.
 *    Without one the answer is null: nothing is guessed.
 * 3. The candidates after it that Node would have accepted are losers, up to the first that would have been
 *    an error, unless they are the winner's or another loser's directory by another name.
 */
import type { FileSystem } from "../file-system.ts";
import type { How } from "../journal/records.ts";
import { candidateFolders } from "./candidates.ts";
import { entryAt, requireExtensions } from "./entry.ts";
import type { Folders } from "./folders.ts";
import type { PackageReader } from "./package-json.ts";
import { isInside } from "./paths.ts";
import type { BareSpecifier } from "./specifier.ts";

/** A directory, or a bare file with one of require's extensions. */
const endings = ["", ...requireExtensions];

export interface Reach {
  /** The folder the winner was found in: a `node_modules` or an entry of NODE_PATH. */
  readonly folder: string;
  /** The winner's directory as Node looked for it, when that is a symbolic link; else null. */
  readonly link: string | null;
  /** In Node's order. */
  readonly losers: readonly Loser[];
}

export interface Loser {
  readonly folder: string;
  /** As Node looks for it: not resolved. */
  readonly path: string;
  /** The physical directory (the file, for a module without a directory). */
  readonly realPath: string;
}

export interface ReachQuestion {
  readonly importerDirectory: string;
  readonly bare: BareSpecifier;
  readonly how: How;
  /** The physical path of the module Node chose. */
  readonly winner: string;
  readonly nodePath: readonly string[];
}

interface Places {
  readonly files: FileSystem;
  readonly folders: Folders;
  readonly packages: PackageReader;
}

export function reachOf(question: ReachQuestion, places: Places): Reach | null {
  const { bare, how, winner } = question;
  let found: { readonly folder: string; readonly link: string | null } | null = null;
  const losers: Loser[] = [];
  const seen = new Set<string>();
  const folders = candidateFolders(question.importerDirectory, question.nodePath);
  const lexical = folders.findIndex((folder) => holds(pathIn(folder, bare.package), winner));
  for (const folder of lexical < 0 ? folders : folders.slice(lexical)) {
    if (found === null && holds(pathIn(folder, bare.package), winner)) {
      // The winner is physical, so the folder that holds it is physical too.
      found = { folder, link: null };
      seen.add(pathIn(folder, bare.package));
      continue;
    }
    const path = places.folders.find(folder, bare.package, endings);
    const realPath = path === null ? null : places.files.realpath(path);
    if (path === null || realPath === null) continue;
    if (found === null) {
      if (!holds(realPath, winner)) continue;
      found = { folder, link: path };
      seen.add(realPath);
    } else if (!seen.has(realPath)) {
      seen.add(realPath);
      const outcome = entryAt(path, bare.subpath, how, places);
      if (outcome === "stop") break;
      if (outcome === "found") losers.push({ folder, path, realPath });
    }
  }
  return found === null ? null : { ...found, losers };
}

function pathIn(folder: string, name: string): string {
  return `${folder === "/" ? "" : folder}/${name}`;
}

function holds(candidate: string, module: string): boolean {
  if (!module.startsWith(candidate)) return false;
  return (
    isInside(module, candidate) || requireExtensions.some((extension) => module === candidate + extension)
  );
}

/**
 * Function and layers in a folder of our own: /var/task, and /opt with all layers merged. A copy of it costs
 * no bytes, since untouched files are hard links; so a file is never written in place, but replaced.
 */
import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { ZipError } from "../../../check/zip/zip-error.ts";
import { isInside, joinPath } from "../../../core/layout/paths.ts";
import { overlay, type PutFile } from "../../../sandbox/roots/merge.ts";
import { unpack } from "../../../sandbox/roots/unpack.ts";
import { UsageError } from "../../shared/usage.ts";

export interface Tree {
  /** Folders of the host: the function's code and the merged layers. */
  readonly task: string;
  readonly opt: string;
  /** Each layer alone, lowest first. They are the caller's, and only read. */
  readonly layers: readonly string[];
}

/** One given artefact, and the folder of the host that has its content. */
export interface Artefact {
  /** As the caller wrote it. */
  readonly given: string;
  readonly isZip: boolean;
  readonly folder: string;
}

export interface Artefacts {
  readonly function: Artefact;
  /** Lowest first. */
  readonly layers: readonly Artefact[];
  readonly tree: Tree;
}

/** As many as a function of 250 MB may have, and more. */
const maxFiles = 300_000;

/**
 * @param scratch a folder of our own
 * @throws UsageError for what is neither a folder nor a zip that can be read
 */
export async function stageArtefacts(
  functionPath: string,
  layerPaths: readonly string[],
  scratch: string,
): Promise<Artefacts> {
  const read = async (name: string, given: string, index: number): Promise<Artefact> => {
    const stat = statSync(given, { throwIfNoEntry: false });
    if (stat === undefined) throw new UsageError(`--${name}: ${given} does not exist`);
    if (stat.isDirectory()) return { given, isZip: false, folder: realpathSync(given) };
    const folder = join(scratch, `zip-${index}`);
    await unpack(given, folder).catch((error: unknown) => {
      throw error instanceof ZipError ? new UsageError(`--${name}: ${error.message}`) : error;
    });
    return { given, isZip: true, folder };
  };
  const task = await read("function", functionPath, 0);
  const layers: Artefact[] = [];
  for (const [index, path] of layerPaths.entries()) layers.push(await read("layer", path, index + 1));
  const tree = {
    task: join(scratch, "as-it-is/task"),
    opt: join(scratch, "as-it-is/opt"),
    layers: layers.map(({ folder }) => folder),
  };
  const put = counted();
  for (const folder of [tree.task, tree.opt]) mkdirSync(folder, { recursive: true });
  overlay(task.folder, tree.task, put);
  for (const { folder } of layers) overlay(folder, tree.opt, put);
  for (const folder of [tree.task, tree.opt]) chmodSync(folder, 0o755);
  return { function: task, layers, tree };
}

/** @param target a folder that does not exist yet */
export function copyTree({ task, opt, layers }: Tree, target: string): Tree {
  const copy = { task: join(target, "task"), opt: join(target, "opt"), layers };
  mkdirSync(target);
  overlay(task, copy.task, linked);
  overlay(opt, copy.opt, linked);
  return copy;
}

/** Lays a folder or file over another place, with hard links. */
export function placeLinked(source: string, target: string): void {
  overlay(source, target, linked);
}

const linked: PutFile = (source, target, mode) => {
  try {
    linkSync(source, target);
  } catch {
    // Another file system, or one that has no hard links, or a file of another owner.
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
    chmodSync(target, mode);
  }
};

function counted(): PutFile {
  let files = 0;
  return (source, target, mode) => {
    if (++files > maxFiles)
      throw new UsageError(`function and layers have more than ${maxFiles.toLocaleString("en-US")} files`);
    linked(source, target, mode);
  };
}

/**
 * Where a path of the running function is on the host.
 * @returns null for a path outside function and layers, also where a link leads out of them
 */
export function hostPath(tree: Tree, path: string): string | null {
  const clean = joinPath("/", path);
  const roots = [tree.task, tree.opt];
  if (isInside(clean, "/var/task")) return below(tree.task, clean.slice("/var/task".length), roots);
  return isInside(clean, "/opt") ? below(tree.opt, clean.slice("/opt".length), roots) : null;
}

/** Where one layer alone has a path below /opt; null as for hostPath. */
export function pathInLayer({ layers }: Tree, index: number, path: string): string | null {
  const folder = layers[index];
  const clean = joinPath("/", path);
  if (folder === undefined || !isInside(clean, "/opt/")) return null;
  return below(folder, clean.slice("/opt".length), [folder]);
}

/** Follows links between folders as long as they stay in one of `roots`. */
function below(root: string, path: string, roots: readonly string[]): string | null {
  if (path.includes("\0")) return null;
  const names = path.split("/").filter(Boolean);
  let at = root;
  for (const [index, name] of names.entries()) {
    at = join(at, name);
    const stat = lstatSync(at, { throwIfNoEntry: false });
    if (stat === undefined) return join(at, ...names.slice(index + 1));
    if (index < names.length - 1 && stat.isSymbolicLink()) {
      const real = realOrNull(at);
      if (real === null || !roots.some((folder) => isInside(real, folder))) return null;
      at = real;
    }
  }
  return at;
}

function realOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

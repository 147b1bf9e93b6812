/** What locks say about each function: which packages its layers have. Whether it loads them, no lock says. */
import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../check/inputs/shared/input-error.ts";
import { readText } from "../../check/inputs/shared/read-json.ts";
import { plainFolder } from "../../check/what-if/plain-folder.ts";
import type { SeenCopy, SeenFunction } from "../../check/what-if/seen.ts";
import { placeInNodeModules } from "../../core/layout/copy.ts";
import { type Lock, type LockedFunction, lockName } from "../../core/lock/lock.ts";
import { maxLockLength, readLock } from "../../core/lock/read-lock.ts";
import type { Problem } from "../../core/telemetry/log-event.ts";

const maxFiles = 2_000;
const maxFolders = 20_000;
const maxDepth = 12;

/** @param paths files, or folders in which locks are looked for. What cannot be read is named and left out. */
export function seenInLocks(
  paths: readonly string[],
  onProblem: (problem: Problem) => void,
): readonly SeenFunction[] {
  const seen = new Map<string, SeenFunction>();
  for (const file of lockFiles(paths, onProblem)) {
    const lock = lockIn(file, onProblem);
    for (const [name, locked] of lock?.functions ?? []) {
      // Projects may have functions of the same name.
      const key = seen.has(name) ? `${name} (${file})` : name;
      if (lock !== null) seen.set(key, { ...functionOf(locked, lock), name: key });
    }
  }
  return [...seen.values()];
}

function functionOf({ runtime, arch, layers }: LockedFunction, lock: Lock): Omit<SeenFunction, "name"> {
  const copies = new Map<string, SeenCopy>();
  // Each layer overwrites the ones before it.
  for (const label of layers) {
    for (const [folder, { name, version }] of lock.layers.get(label)?.packages ?? []) {
      const path = `/opt/${folder}`;
      const own = placeInNodeModules(path)?.package;
      if (own === undefined || plainFolder(path).split("/node_modules/").length > 2) continue;
      copies.set(path, {
        package: own,
        version,
        path,
        root: "layer",
        importer: null,
        // An alias is asked for by its folder's name.
        specifier: name === null ? own : null,
        how: "require",
        layer: label,
      });
    }
  }
  return {
    runtime,
    arch,
    invocations: null,
    copies: [...copies.values()],
    findings: [],
    wrappers: [],
    isLoaded: false,
    layers: layers.map((label) => ({ label, isDescribed: lock.layers.has(label) })),
  };
}

function lockIn(file: string, onProblem: (problem: Problem) => void): Lock | null {
  try {
    const { lock, problems } = readLock(readText(file, 4 * maxLockLength));
    for (const message of problems) onProblem({ file, line: 1, message });
    return lock;
  } catch (error) {
    onProblem({ file, line: 1, message: messageOf(error, file) });
    return null;
  }
}

function lockFiles(paths: readonly string[], onProblem: (problem: Problem) => void): readonly string[] {
  const files: string[] = [];
  let folders = 0;
  const look = (folder: string, depth: number): void => {
    if (depth > maxDepth || ++folders > maxFolders || files.length >= maxFiles) return;
    for (const entry of entriesOf(folder, onProblem)) {
      const path = join(folder, entry.name);
      if (entry.isFile() && entry.name === lockName) files.push(path);
      else if (entry.isDirectory() && entry.name !== "node_modules" && entry.name !== ".git")
        look(path, depth + 1);
    }
  };
  for (const path of paths) {
    try {
      if (statSync(path).isDirectory()) look(path, 0);
      else files.push(path);
    } catch (error) {
      onProblem({ file: path, line: 1, message: messageOf(error, path) });
    }
  }
  return files.sort();
}

function entriesOf(folder: string, onProblem: (problem: Problem) => void): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    onProblem({ file: folder, line: 1, message: messageOf(error, folder) });
    return [];
  }
}

/** The problem names the file before it. */
function messageOf(error: unknown, file: string): string {
  const text = error instanceof Error ? error.message : String(error);
  return error instanceof InputError && text.startsWith(`${file}: `) ? text.slice(file.length + 2) : text;
}

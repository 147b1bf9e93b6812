/**
 * The tree hash of a package's folder, in steps of at most 64 KiB or 32 names: of its files and
 * links without those below a `node_modules`, which belong to other packages or to none.
 */
import type { FileSystem } from "../file-system.ts";
import { type HashedNode, treeHashLength, treeText } from "./tree-hash.ts";

export interface Sha256 {
  update(bytes: Uint8Array): void;
  hex(): string;
}

/** What the file system's port and core do not have. */
export interface HashPort {
  sha256(): Sha256;
  /** The target of a symbolic link; null for anything else. */
  readLink(path: string): string | null;
  /** As `FileSystem.readAt`; the bytes may be overwritten by the next call. */
  readAt(path: string, offset: number, length: number): Uint8Array | null;
}

const partBytes = 64 * 1024;
const entriesInAStep = 32;
const maxDepth = 32;
const ownerExecutes = 0o100;
const encoder = new TextEncoder();

/** For a whole environment. What is in a folder counts also where the folder then is not hashed. */
export class HashBudget {
  bytes: number;
  entries: number;

  constructor(bytes: number, entries: number) {
    this.bytes = bytes;
    this.entries = entries;
  }
}

type Entry = { readonly path: string } & (
  | { readonly target: string }
  | { readonly size: number; readonly executable: boolean }
);

/** Null where the budget does not suffice, or something in the folder cannot be read. */
export function* folderHash(
  folder: string,
  files: Pick<FileSystem, "readDir" | "stat">,
  port: HashPort,
  budget: HashBudget,
): Generator<void, string | null> {
  const entries = yield* entriesIn(folder, files, port, budget);
  if (entries === null) return null;
  let bytes = 0;
  for (const entry of entries) bytes += "size" in entry ? entry.size : 0;
  if (bytes > budget.bytes) return null;
  budget.bytes -= bytes;
  const nodes: HashedNode[] = [];
  for (const entry of entries) {
    const { path } = entry;
    if ("target" in entry) {
      nodes.push({ path, kind: "link", target: entry.target });
      continue;
    }
    const sha256 = yield* hashOf(`${folder}/${path}`, entry.size, port);
    if (sha256 === null) return null;
    nodes.push({ path, kind: "file", executable: entry.executable, sha256 });
  }
  const hash = port.sha256();
  hash.update(encoder.encode(treeText(nodes)));
  return hash.hex().slice(0, treeHashLength);
}

function* entriesIn(
  folder: string,
  files: Pick<FileSystem, "readDir" | "stat">,
  port: HashPort,
  budget: HashBudget,
): Generator<void, readonly Entry[] | null> {
  const entries: Entry[] = [];
  const waiting: { readonly below: string; readonly depth: number }[] = [{ below: "", depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { below, depth } = next;
    const names = files.readDir(`${folder}${below === "" ? "" : `/${below}`}`, budget.entries + 1);
    if (names === null || depth > maxDepth) return null;
    for (const name of names) {
      if (budget.entries-- <= 0) return null;
      if (budget.entries % entriesInAStep === 0) yield;
      const path = below === "" ? name : `${below}/${name}`;
      const target = port.readLink(`${folder}/${path}`);
      const stat = target === null ? files.stat(`${folder}/${path}`) : null;
      if (target !== null) entries.push({ path, target });
      else if (stat?.kind === "file")
        entries.push({ path, size: stat.size, executable: (stat.mode & ownerExecutes) !== 0 });
      else if (stat?.kind !== "directory") return null;
      else if (name !== "node_modules") waiting.push({ below: path, depth: depth + 1 });
    }
    yield;
  }
  return entries;
}

/** Null for a file that is shorter than it was. */
function* hashOf(path: string, size: number, port: HashPort): Generator<void, string | null> {
  const hash = port.sha256();
  for (let at = 0; at < size; at += partBytes) {
    const bytes = port.readAt(path, at, Math.min(partBytes, size - at));
    if (bytes === null || bytes.length === 0) return null;
    hash.update(bytes);
    yield;
  }
  yield;
  return hash.hex();
}

/**
 * A zip as a tree. Its directory is read and checked once (check/zip); a file's bytes are read and inflated
 * when something asks for them.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { constants, crc32, inflateRawSync } from "node:zlib";
import { type Packed, Zip, type ZipLimits } from "../zip/zip.ts";
import { shown, ZipError } from "../zip/zip-error.ts";
import { maxNodes, type Tree, type TreeNode } from "./tree.ts";

/**
 * More than Lambda takes: what is too large is a finding, and the rest is still judged. Beyond these the zip
 * is refused.
 */
const limits: ZipLimits = {
  entries: maxNodes,
  directoryBytes: 33_554_432,
  unzippedBytes: 1_073_741_824,
};

/** Files that are read in parts are kept as a whole, up to this many bytes of all. */
const maxKeptBytes = 134_217_728;

/** Of a file larger than this, a part alone is read where that is possible: its checksum is not looked at. */
const largeBytes = 4_194_304;
const headPackedBytes = 16_384;

/** The last files of all zips: one is read in many small parts, two are compared. */
const maxKept = 2;
const kept: { readonly tree: ZipTree; readonly path: string; readonly bytes: Uint8Array }[] = [];

function bytesOf(files: typeof kept): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** @throws ZipError when the zip is damaged or hostile, or exceeds a limit. */
export async function zipTree(path: string, name: string = path): Promise<Tree> {
  const zip = await Zip.open(path, limits);
  try {
    const nodes = new Map<string, TreeNode>();
    const files = new Map<string, { readonly size: number; readonly packed: Packed }>();
    for (const entry of zip.entries) {
      addFoldersAbove(nodes, entry.name);
      if (entry.kind === "directory") nodes.set(entry.name, { kind: "directory" });
      else if (entry.kind === "link")
        nodes.set(entry.name, { kind: "link", target: (await zip.linkTarget(entry)).toString() });
      else {
        nodes.set(entry.name, { kind: "file", size: entry.size, mode: entry.mode });
        files.set(entry.name, { size: entry.size, packed: zip.packed(entry) });
      }
    }
    return new ZipTree(path, name, nodes, files);
  } finally {
    await zip.close();
  }
}

class ZipTree implements Tree {
  readonly name: string;
  readonly zip: string;
  readonly nodes: ReadonlyMap<string, TreeNode>;
  readonly #file: number;
  readonly #files: ReadonlyMap<string, { readonly size: number; readonly packed: Packed }>;

  constructor(
    path: string,
    name: string,
    nodes: ReadonlyMap<string, TreeNode>,
    files: ReadonlyMap<string, { readonly size: number; readonly packed: Packed }>,
  ) {
    this.zip = path;
    this.name = name;
    this.nodes = nodes;
    this.#files = files;
    this.#file = openSync(path, "r");
  }

  read(path: string, offset: number, length: number): Uint8Array {
    const part = this.#part(path, offset, length);
    if (part !== null) return part;
    const bytes = this.#whole(path);
    // A copy: a part must not keep the whole in memory.
    return offset === 0 && length >= bytes.length ? bytes : bytes.slice(offset, offset + length);
  }

  #whole(path: string): Uint8Array {
    const known = this.#kept(path);
    if (known !== undefined) return known;
    const size = this.#files.get(path)?.size ?? 0;
    // Before the next one is made: two large ones at a time are too many.
    while (kept.length >= maxKept || bytesOf(kept) + size > maxKeptBytes) if (kept.pop() === undefined) break;
    const bytes = this.#inflated(path);
    if (bytes.length <= maxKeptBytes) kept.unshift({ tree: this, path, bytes });
    return bytes;
  }

  #kept(path: string): Uint8Array | undefined {
    return kept.find((each) => each.tree === this && each.path === path)?.bytes;
  }

  /** Null where the whole file must be read. */
  #part(path: string, offset: number, length: number): Uint8Array | null {
    const file = this.#files.get(path);
    if (file === undefined || file.size <= largeBytes || length >= file.size) return null;
    const { packed, size } = file;
    if (!packed.isDeflated && packed.bytes === size) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      return this.#bytes({ ...packed, start: packed.start + offset, bytes: wanted });
    }
    if (this.#kept(path) !== undefined || offset + length > headPackedBytes) return null;
    // What only looks at the first bytes, such as for the format, need not wait for all others.
    const raw = this.#bytes({ ...packed, bytes: Math.min(packed.bytes, headPackedBytes) });
    try {
      const head = inflateRawSync(raw, { finishFlush: constants.Z_SYNC_FLUSH });
      return head.length < offset + length ? null : Uint8Array.from(head.subarray(offset, offset + length));
    } catch {
      return null;
    }
  }

  close(): void {
    for (let index = kept.length - 1; index >= 0; index--)
      if (kept[index]?.tree === this) kept.splice(index, 1);
    closeSync(this.#file);
  }

  #inflated(path: string): Uint8Array {
    const file = this.#files.get(path);
    if (file === undefined) throw new ZipError(this.zip, `${shown(path)} is not a file in it`);
    const { packed, size } = file;
    const raw = this.#bytes(packed);
    try {
      const bytes = packed.isDeflated ? inflateRawSync(raw, { maxOutputLength: Math.max(size, 1) }) : raw;
      if (bytes.length !== size) throw new Error("it has another size than the directory says");
      if (crc32(bytes) !== packed.crc32) throw new Error("its checksum is wrong");
      return bytes;
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      throw new ZipError(this.zip, `${shown(path)} is damaged: ${what}`, { cause: error });
    }
  }

  #bytes({ start, bytes: length }: Packed): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(this.#file, bytes, filled, length - filled, start + filled);
      if (count === 0) throw new ZipError(this.zip, "the file became shorter while it was read");
      filled += count;
    }
    return bytes;
  }
}

/** Many zips have entries for files alone. */
function addFoldersAbove(nodes: Map<string, TreeNode>, name: string): void {
  for (let slash = name.lastIndexOf("/"); slash > 0; slash = name.lastIndexOf("/", slash - 1)) {
    const above = name.slice(0, slash);
    if (nodes.has(above)) return;
    nodes.set(above, { kind: "directory" });
  }
}

/**
 * Reads a zip by its central directory, without unpacking it to disk. Opening it reads no content and
 * refuses the zip when any entry is bad; an entry's content is read, inflated and checked when it is asked
 * for.
 */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from "yauzl";
import { type ByteRange, refuseOverlaps } from "./byte-ranges.ts";
import { maxPathBytes } from "./entry-name.ts";
import { EntryTree } from "./entry-tree.ts";
import { FileReader } from "./file-reader.ts";
import { type ZipEntry, zipEntry } from "./zip-entry.ts";
import { shown, ZipError } from "./zip-error.ts";

export interface ZipLimits {
  /** Of entries, and also of the files and folders in the tree they make. */
  readonly entries: number;
  /** Of the central directory: names, comments and extra fields. */
  readonly directoryBytes: number;
  /** Of all contents together. A single one may have them all. */
  readonly unzippedBytes: number;
}

/**
 * Lambda allows 250 MB unzipped (developer guide, Lambda quotas) and names no limit of entries. Real layers
 * are far below.
 */
export const lambdaLimits: ZipLimits = {
  entries: 100_000,
  directoryBytes: 33_554_432,
  unzippedBytes: 262_144_000,
};

const headerBytes = 46;

/** The bytes of an entry as they are in the zip's file. */
export interface Packed {
  readonly start: number;
  readonly bytes: number;
  /** Deflated; otherwise stored as it is. */
  readonly isDeflated: boolean;
  readonly crc32: number;
}

interface Opened {
  readonly raw: ReadonlyMap<ZipEntry, Entry>;
  readonly packed: ReadonlyMap<ZipEntry, Packed>;
}

export class Zip {
  /** One for each name, in the zip's order; the last wins where a name comes twice, as in other tools. */
  readonly entries: readonly ZipEntry[];
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #zip: ZipFile;
  readonly #raw: ReadonlyMap<ZipEntry, Entry>;
  readonly #packed: ReadonlyMap<ZipEntry, Packed>;

  private constructor(path: string, file: FileHandle, zip: ZipFile, { raw, packed }: Opened) {
    this.entries = [...raw.keys()];
    this.#path = path;
    this.#file = file;
    this.#zip = zip;
    this.#raw = raw;
    this.#packed = packed;
  }

  /**
   * @throws ZipError when the file cannot be read, is not a zip, is damaged or hostile, or exceeds a limit.
   */
  static async open(path: string, limits: ZipLimits = lambdaLimits): Promise<Zip> {
    // Opening a pipe would otherwise wait for a writer.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
      throw zipError(path, error);
    });
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw new Error("not a zip: not a regular file");
      const options = { autoClose: false, decodeStrings: false };
      const zip = await fromRandomAccessReaderPromise(new FileReader(file, stats.size), stats.size, options);
      return new Zip(path, file, zip, await readEntries(zip, limits));
    } catch (error) {
      await file.close();
      throw zipError(path, error);
    }
  }

  /**
   * The content of a file, or a link's target, in chunks.
   * @throws ZipError when it is damaged: it cannot be inflated, or has another size or checksum than the
   * directory says.
   */
  async *content(entry: ZipEntry): AsyncGenerator<Buffer> {
    const raw = this.#raw.get(entry);
    if (raw === undefined) throw new Error(`${shown(entry.name)} is an entry of another zip`);
    try {
      let checksum = 0;
      for await (const chunk of await this.#zip.openReadStreamPromise(raw)) {
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
      if (checksum !== raw.crc32) throw new Error("its checksum is wrong");
    } catch (error) {
      throw this.#problem(entry, `is damaged: ${messageOf(error)}`, error);
    }
  }

  /**
   * The whole content at once.
   * @throws ZipError when it has more bytes than this, or is damaged.
   */
  async read(entry: ZipEntry, maxBytes: number): Promise<Buffer> {
    const size = entry.kind === "directory" ? 0 : entry.size;
    if (size > maxBytes) throw this.#problem(entry, `has more than ${maxBytes} bytes`);
    const chunks: Buffer[] = [];
    for await (const chunk of this.content(entry)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /**
   * The bytes of a link's path, which may lead anywhere.
   * @throws ZipError when it is damaged, or not a path.
   */
  async linkTarget(entry: ZipEntry): Promise<Buffer> {
    const target = await this.read(entry, maxPathBytes);
    if (target.includes(0)) throw this.#problem(entry, "is a link whose target holds a NUL character");
    return target;
  }

  /** Where an entry's bytes are, for a reader that cannot wait. */
  packed(entry: ZipEntry): Packed {
    const packed = this.#packed.get(entry);
    if (packed === undefined) throw new Error(`${shown(entry.name)} is an entry of another zip`);
    return packed;
  }

  async close(): Promise<void> {
    this.#zip.close();
    await this.#file.close();
  }

  #problem({ name }: ZipEntry, what: string, cause?: unknown): ZipError {
    return new ZipError(this.#path, `${shown(name)} ${what}`, { cause });
  }
}

async function readEntries(zip: ZipFile, limits: ZipLimits): Promise<Opened> {
  refuseAbove(limits.entries, zip.entryCount, "entries");
  const tree = new EntryTree(limits.entries);
  const all: Entry[] = [];
  const byName = new Map<string, [ZipEntry, Entry]>();
  let directoryBytes = 0;
  let unzippedBytes = 0;
  for await (const raw of zip.eachEntry()) {
    directoryBytes += headerBytes + raw.fileNameLength + raw.extraFieldLength + raw.fileCommentLength;
    refuseAbove(limits.directoryBytes, directoryBytes, "bytes of names and comments");
    unzippedBytes += raw.uncompressedSize;
    refuseAbove(limits.unzippedBytes, unzippedBytes, "bytes unzipped");
    const entry = zipEntry(raw);
    all.push(raw);
    if (entry === null) continue;
    tree.add(entry);
    byName.set(entry.name, [entry, raw]);
  }
  const ranges: ByteRange[] = [];
  const starts = new Map<Entry, number>();
  for (const raw of all) {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(raw, { minimal: true });
    starts.set(raw, fileDataStart);
    ranges.push(rangeOf(raw, fileDataStart));
  }
  refuseOverlaps(ranges);
  const packed = [...byName.values()].map(
    ([entry, raw]) => [entry, packedAt(raw, starts.get(raw) ?? 0)] as const,
  );
  return { raw: new Map(byName.values()), packed: new Map(packed) };
}

function rangeOf(raw: Entry, start: number): ByteRange {
  return {
    name: raw.fileNameRaw.toString(),
    start: raw.relativeOffsetOfLocalHeader,
    end: start + raw.compressedSize,
  };
}

function packedAt({ compressedSize, compressionMethod, crc32 }: Entry, start: number): Packed {
  return { start, bytes: compressedSize, isDeflated: compressionMethod !== 0, crc32 };
}

function refuseAbove(limit: number, value: number, unit: string): void {
  if (value > limit) throw new Error(`more than ${limit} ${unit}`);
}

function zipError(path: string, error: unknown): ZipError {
  return new ZipError(path, messageOf(error), { cause: error });
}

/** Without its full stop, which some messages of the reader have. */
function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.+$/, "");
}

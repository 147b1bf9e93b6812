/**
 * Zip extraction with Unix modes, by the central directory: the only place that has them, and the sizes.
 * Lambda keeps an entry's mode, repairs directories to 755, and allows 250 MB unzipped.
 */
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { crc32, inflateRawSync } from "node:zlib";
import { OptionError } from "../contract/options.ts";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endSize = 22;
const maxUnzippedBytes = 262_144_000;
const unix = 3;

interface Entry {
  readonly name: string;
  readonly mode: number | undefined;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * @param path of the zip.
 * @param target an existing directory; files already there are overwritten.
 * @throws OptionError naming the zip when it is damaged, too large, or leads out of `target`.
 */
export function extract(path: string, target: string): void {
  const zip = readFileSync(path);
  const problem = (what: string): OptionError => new OptionError(`layer: ${path}: ${what}`);
  let left = maxUnzippedBytes;
  try {
    for (const entry of entries(zip)) {
      const name = normalize(entry.name);
      if (name.startsWith("..") || name.startsWith("/")) throw problem(`entry ${entry.name} leads out of the layer`);
      left -= entry.size;
      if (left < 0) throw problem(`more than ${maxUnzippedBytes} bytes unzipped`);
      const file = join(target, name);
      if (entry.name.endsWith("/")) mkdirSync(file, { recursive: true, mode: 0o755 });
      else write(file, entry, content(zip, entry));
    }
  } catch (error) {
    throw error instanceof OptionError ? error : problem(error instanceof Error ? error.message : String(error));
  }
}

function write(file: string, entry: Entry, bytes: Buffer): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  rmSync(file, { force: true, recursive: true });
  const isLink = entry.mode !== undefined && (entry.mode & 0o170000) === 0o120000;
  if (isLink) {
    symlinkSync(bytes.toString(), file);
  } else {
    writeFileSync(file, bytes);
    chmodSync(file, entry.mode === undefined ? 0o644 : entry.mode & 0o7777);
  }
}

function* entries(zip: Buffer): Generator<Entry> {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(at) !== entrySignature) throw new Error("damaged central directory");
    const nameLength = zip.readUInt16LE(at + 28);
    yield {
      name: zip.toString("utf8", at + 46, at + 46 + nameLength),
      mode: zip[at + 5] === unix ? zip.readUInt32LE(at + 38) >>> 16 || undefined : undefined,
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      compressedSize: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

/** The end record is last, before a comment of at most 64 KiB. */
function findEnd(zip: Buffer): number {
  for (let at = zip.length - endSize; at >= 0 && at >= zip.length - endSize - 0xffff; at--) {
    if (zip.readUInt32LE(at) === endSignature) return at;
  }
  throw new Error("not a zip");
}

function content(zip: Buffer, entry: Entry): Buffer {
  if (zip.readUInt32LE(entry.offset) !== localSignature) throw new Error(`damaged entry ${entry.name}`);
  const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
  const packed = zip.subarray(start, start + entry.compressedSize);
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`entry ${entry.name} uses compression method ${entry.method}`);
  const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new Error(`damaged entry ${entry.name}`);
  return bytes;
}

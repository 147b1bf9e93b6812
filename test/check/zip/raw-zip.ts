/** Writes zips that no tool writes: every field can be a lie (APPNOTE.TXT 4.3). */
import { crc32, deflateRawSync } from "node:zlib";

export interface RawEntry {
  readonly name: string | Buffer;
  /** Default: none. */
  readonly content?: string | Buffer;
  /** With the file's type. Default: an ordinary file, 0644. */
  readonly mode?: number;
  /** The system that made it. Default: 3, Unix. */
  readonly system?: number;
  /** Default: 8, deflate. Others but 8 store. */
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly compressedSize?: number;
  /** Of the local header. */
  readonly offset?: number;
  /** An extra field of the directory. */
  readonly extra?: Buffer;
  /** Sizes and checksum come after the content, as in a zip that was streamed. */
  readonly descriptor?: boolean;
}

export const regular = 0o100000;
export const folderType = 0o040000;
export const linkType = 0o120777;

/** @param count what the end says about the number of entries. */
export function rawZip(entries: readonly RawEntry[], count = entries.length): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const local = localEntry(entry);
    locals.push(local);
    directory.push(directoryEntry(entry, entry.offset ?? offset));
    offset += local.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directoryBytes, end]);
}

function packed({ content = "", method = 8 }: RawEntry): Buffer {
  return method === 8 ? deflateRawSync(content) : Buffer.from(content);
}

/** Flags, method, time, date, checksum, sizes, length of the name: the same in both headers. */
function common(entry: RawEntry, isStreamed: boolean): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt16LE((entry.flags ?? 0x800) | (entry.descriptor === true ? 8 : 0), 0);
  bytes.writeUInt16LE(entry.method ?? 8, 2);
  bytes.writeUInt16LE(0x21, 6);
  if (!isStreamed) {
    bytes.writeUInt32LE(entry.crc ?? crc32(entry.content ?? ""), 8);
    bytes.writeUInt32LE(entry.compressedSize ?? packed(entry).length, 12);
    bytes.writeUInt32LE(entry.size ?? Buffer.byteLength(entry.content ?? ""), 16);
  }
  bytes.writeUInt16LE(Buffer.byteLength(entry.name), 20);
  return bytes;
}

function localEntry(entry: RawEntry): Buffer {
  const start = Buffer.from([0x50, 0x4b, 3, 4, 20, 0]);
  const head = [start, common(entry, entry.descriptor === true), Buffer.alloc(2), Buffer.from(entry.name)];
  const descriptor = [Buffer.from([0x50, 0x4b, 7, 8]), common(entry, false).subarray(8, 20)];
  return Buffer.concat([...head, packed(entry), ...(entry.descriptor === true ? descriptor : [])]);
}

function directoryEntry(entry: RawEntry, offset: number): Buffer {
  const { mode = regular | 0o644, system = 3, extra = Buffer.alloc(0) } = entry;
  const rest = Buffer.alloc(16);
  rest.writeUInt16LE(extra.length, 0);
  rest.writeUInt32LE((mode << 16) >>> 0, 8);
  rest.writeUInt32LE(offset, 12);
  const start = Buffer.from([0x50, 0x4b, 1, 2, 20, system, 20, 0]);
  return Buffer.concat([start, common(entry, false), rest, Buffer.from(entry.name), extra]);
}

/** One entry of a zip, validated: a file, a folder or a link. */
import type { Entry } from "yauzl";
import { entryName, maxPathBytes } from "./entry-name.ts";
import { shown } from "./zip-error.ts";

/**
 * `name` is a relative path: `/` between its parts, none of them empty, `.` or `..`. `size` is in bytes,
 * unzipped.
 */
export type ZipEntry =
  | { readonly kind: "directory"; readonly name: string }
  /** `mode` holds the nine permission bits. */
  | { readonly kind: "file"; readonly name: string; readonly mode: number; readonly size: number }
  /** A symbolic link; its content is its target, which may lead anywhere. */
  | { readonly kind: "link"; readonly name: string; readonly size: number };

/** The system that made an entry, where it has Unix modes: Unix, and Darwin (APPNOTE.TXT 4.4.2.2). */
const unixSystems = [3, 19];
const defaultMode = 0o644;

/** The file type in a Unix mode (inode(7)). */
const typeMask = 0o170000;
const types: ReadonlyMap<number, ZipEntry["kind"]> = new Map([
  [0o040000, "directory"],
  [0o100000, "file"],
  [0o120000, "link"],
]);

/** General purpose bits 0, 6 and 13: encrypted, strongly encrypted, masked headers (APPNOTE.TXT 4.4.4). */
const encryptedFlags = 0x2041;

/** Compression methods: stored, deflated. */
const methods = [0, 8];
/** A bit of deflate makes 129 bytes at most: a match of 258 bytes takes two bits (RFC 1951, 3.2.5). */
const maxRatio = 1_032;

/**
 * @returns null for the zip's own root.
 * @throws Error when the entry cannot be read, or would make anything other than a file, a folder or a
 * link below the root.
 */
export function zipEntry(entry: Entry): ZipEntry | null {
  const { path, isDirectory } = entryName(entry.fileNameRaw);
  const problem = (what: string): Error => new Error(`${shown(path)} ${what}`);
  const { compressionMethod: method, uncompressedSize: size, compressedSize } = entry;
  if ((entry.generalPurposeBitFlag & encryptedFlags) !== 0) throw problem("is encrypted");
  if (!methods.includes(method)) throw problem(`uses compression method ${method}, not 0 or 8`);
  if (size > compressedSize * maxRatio) throw problem(`cannot inflate ${compressedSize} bytes to ${size}`);
  const mode = unixModeOf(entry);
  const kind = kindOf(mode, isDirectory);
  if (kind === undefined) throw problem("is a device, a pipe or a socket");
  if (isDirectory && kind === "link") throw problem("is both a folder and a link");
  if (kind === "directory" || isDirectory) {
    if (size > 0) throw problem("is a folder with content");
    return path === "" ? null : { kind: "directory", name: path };
  }
  if (path === "") throw new Error("the zip's root is a file");
  if (kind === "file") return { kind, name: path, mode: mode === 0 ? defaultMode : mode & 0o777, size };
  if (size === 0) throw problem("is a link without a target");
  if (size > maxPathBytes) throw problem(`is a link whose target is longer than ${maxPathBytes} bytes`);
  return { kind, name: path, size };
}

/** 0 where the entry has none. */
function unixModeOf({ versionMadeBy, externalFileAttributes }: Entry): number {
  return unixSystems.includes(versionMadeBy >> 8) ? externalFileAttributes >>> 16 : 0;
}

function kindOf(mode: number, isDirectory: boolean): ZipEntry["kind"] | undefined {
  const type = mode & typeMask;
  if (type === 0) return isDirectory ? "directory" : "file";
  return types.get(type);
}

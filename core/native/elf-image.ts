/**
 * How the loader would map an ELF file: its program headers. Offsets: System V ABI, "Program Header";
 * https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html
 */
import { Bytes } from "./bytes.ts";
import type { Elf } from "./elf.ts";
import type { FileWindow } from "./window.ts";

/**
 * `header-cut`: the header or the program headers end with the file. `header-invalid`: a field that no loader
 * accepts. `no-segments`: nothing to map. `truncated`: a segment goes on behind the file's end; touching it
 * raises SIGBUS. `misaligned`: a segment that cannot be mapped by pages.
 */
export type ElfDefect = "header-cut" | "header-invalid" | "no-segments" | "truncated" | "misaligned";

/**
 * What glibc refuses in the header of a library (dl-load.c, open_verify). The kernel, which starts programs,
 * does not look at it.
 */
export type Refusal = "version" | "abi-version" | "padding";

export interface Segment {
  readonly address: number;
  readonly offset: number;
  readonly size: number;
}

export interface ElfImage {
  readonly loads: readonly Segment[];
  readonly dynamic: Segment | null;
  /** PT_INTERP: the loader a program names; null for a library and for a static program. */
  readonly interpreter: string | null;
  /** The size the segments need the file to have. */
  readonly neededSize: number;
  readonly defect: "no-segments" | "truncated" | "misaligned" | null;
  /** Null where glibc takes the header. */
  readonly refusal: Refusal | null;
}

const ptLoad = 1;
const ptDynamic = 2;
const ptInterp = 3;
/** Both machines that Lambda has use pages of 4 KiB. */
const pageBytes = 4096;
/** The newest that glibc knows (elf/libc-abis: LIBC_ABI_ABSOLUTE is 1 to 3 by machine). */
const newestAbiVersion = 3;
/** Linkers write about a dozen. */
const maxHeaders = 512;

const layouts = {
  32: { header: 52, phoff: 28, phentsize: 42, phnum: 44, entry: 32, offset: 4, address: 8, size: 16 },
  64: { header: 64, phoff: 32, phentsize: 54, phnum: 56, entry: 56, offset: 8, address: 16, size: 32 },
} as const;

export function readElfImage(
  window: FileWindow,
  elf: Elf,
): ElfImage | { readonly defect: "header-cut" | "header-invalid" } {
  const width = layouts[elf.bits];
  const headerBytes = window.slice(0, width.header);
  if (headerBytes === null) return { defect: "header-cut" };
  const header = new Bytes(headerBytes, elf.endian === "little");
  const start = header.word(width.phoff, elf.bits);
  const count = Math.min(header.u16(width.phnum) ?? 0, maxHeaders);
  if (header.u16(width.phentsize) !== width.entry) return { defect: "header-invalid" };
  const table = start === null ? null : window.slice(start, count * width.entry);
  if (table === null) return { defect: "header-cut" };
  const image = readTable(window, new Bytes(table, elf.endian === "little"), elf.bits);
  return { ...image, refusal: refusalOf(header, elf) };
}

/** glibc's order: the version, the ABI's version, then whether the rest of e_ident is 0. */
function refusalOf(header: Bytes, { osAbi }: Elf): Refusal | null {
  if (header.u8(6) !== 1 || header.u32(20) !== 1) return "version";
  const abiVersion = header.u8(8) ?? 0;
  if (osAbi === 0 ? abiVersion !== 0 : abiVersion > newestAbiVersion) return "abi-version";
  for (let at = 9; at < 16; at++) if (header.u8(at) !== 0) return "padding";
  return null;
}

/** Where an address of the running image is in the file; null where no segment holds it. */
export function fileOffset({ loads }: Pick<ElfImage, "loads">, address: number): number | null {
  for (const load of loads) {
    if (address >= load.address && address < load.address + load.size)
      return load.offset + address - load.address;
  }
  return null;
}

function defectOf(isEmpty: boolean, isCut: boolean, isMisaligned: boolean): ElfImage["defect"] {
  if (isEmpty) return "no-segments";
  if (isCut) return "truncated";
  return isMisaligned ? "misaligned" : null;
}

function readTable(window: FileWindow, table: Bytes, bits: 32 | 64): Omit<ElfImage, "refusal"> {
  const width = layouts[bits];
  const loads: Segment[] = [];
  let dynamic: Segment | null = null;
  let interpreter: string | null = null;
  let neededSize = 0;
  let unmappable = false;
  let misaligned = false;
  for (let at = 0; at < table.length; at += width.entry) {
    const type = table.u32(at);
    if (type !== ptLoad && type !== ptDynamic && type !== ptInterp) continue;
    const offset = table.word(at + width.offset, bits);
    const address = table.word(at + width.address, bits);
    const size = table.word(at + width.size, bits);
    if (offset === null || address === null || size === null) {
      // Larger than any file.
      if (type === ptLoad) unmappable = true;
      continue;
    }
    if (type === ptLoad) {
      loads.push({ address, offset, size });
      misaligned ||= (address - offset) % pageBytes !== 0;
      neededSize = Math.max(neededSize, size === 0 ? 0 : offset + size);
    } else if (type === ptDynamic) dynamic = { address, offset, size };
    else interpreter = window.text(offset);
  }
  const isCut = unmappable || neededSize > window.size;
  const defect = defectOf(loads.length === 0 && !unmappable, isCut, misaligned);
  // The loader goes by the address; where no segment holds it, the file's own word is all there is.
  const mapped = dynamic === null ? null : fileOffset({ loads }, dynamic.address);
  if (dynamic !== null && mapped !== null) dynamic = { ...dynamic, offset: mapped };
  return { loads, dynamic, interpreter, neededSize, defect };
}

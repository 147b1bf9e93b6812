/**
 * What an ELF file shows the loader: PT_DYNAMIC. Tags: System V ABI, "Dynamic Section", and glibc's elf.h.
 * Section headers are never used: they may be stripped.
 */
import { Bytes } from "./bytes.ts";
import type { Elf } from "./elf.ts";
import { type ElfImage, fileOffset } from "./elf-image.ts";
import type { FileWindow } from "./window.ts";

export interface ElfDynamic {
  /** DT_NEEDED, in order. */
  readonly needed: readonly string[];
  /** DT_FILTER: libraries that it replaces. The loader needs them as it does the others. */
  readonly filters: readonly string[];
  readonly soname: string | null;
  /** As written, with their tokens; empty where absent. */
  readonly rpath: readonly string[];
  readonly runpath: readonly string[];
  /** A program that was built to run at any address: a DYN file that dlopen refuses. */
  readonly pie: boolean;
  /** DF_1_NOOPEN: only a program may bring it along. */
  readonly noOpen: boolean;
  readonly tables: ElfTables;
}

/** Positions in the file; null where the file has none. */
export interface ElfTables {
  readonly strings: number | null;
  readonly stringsSize: number;
  readonly symbols: number | null;
  readonly hash: number | null;
  readonly gnuHash: number | null;
  /** One u16 a symbol: the version it has or needs. */
  readonly versionOfSymbol: number | null;
  readonly versionNeeds: number | null;
  readonly versionNeedCount: number;
  readonly versionDefinitions: number | null;
  readonly versionDefinitionCount: number;
}

const DT_NULL = 0;
const DT_NEEDED = 1;
const DT_HASH = 4;
const DT_STRTAB = 5;
const DT_SYMTAB = 6;
const DT_STRSZ = 10;
const DT_SONAME = 14;
const DT_RPATH = 15;
const DT_RUNPATH = 29;
const DT_GNU_HASH = 0x6ffffef5;
const DT_VERSYM = 0x6ffffff0;
const DT_FLAGS_1 = 0x6ffffffb;
const DT_VERDEF = 0x6ffffffc;
const DT_VERDEFNUM = 0x6ffffffd;
const DT_VERNEED = 0x6ffffffe;
const DT_VERNEEDNUM = 0x6fffffff;
const DT_FILTER = 0x7fffffff;
const DF_1_PIE = 0x08000000;
const DF_1_NOOPEN = 0x40;

const MAX_ENTRIES = 2048;
const MAX_NEEDED = 256;

/** Null without a dynamic section that can be read. */
export function readElfDynamic(
  window: FileWindow,
  { bits, endian }: Elf,
  image: ElfImage,
): ElfDynamic | null {
  if (image.dynamic === null) return null;
  const word = bits / 8;
  const length = Math.min(image.dynamic.size, MAX_ENTRIES * 2 * word, window.size - image.dynamic.offset);
  const bytes = window.slice(image.dynamic.offset, length - (length % (2 * word)));
  if (bytes === null || bytes.length === 0) return null;
  const section = new Bytes(bytes, endian === "little");
  const single = new Map<number, number>();
  const neededAt: number[] = [];
  const filtersAt: number[] = [];
  for (let at = 0; at < section.length; at += 2 * word) {
    const tag = section.word(at, bits);
    const value = section.word(at + word, bits);
    if (tag === DT_NULL) break;
    if (tag === null || value === null) continue;
    const names = tag === DT_NEEDED ? neededAt : tag === DT_FILTER ? filtersAt : null;
    if (names === null) single.set(tag, value);
    else if (names.length < MAX_NEEDED) names.push(value);
  }
  const position = (tag: number): number | null => {
    const address = single.get(tag);
    return address === undefined ? null : fileOffset(image, address);
  };
  const strings = position(DT_STRTAB);
  const stringsSize = single.get(DT_STRSZ) ?? 0;
  const textAt = (at: number | undefined): string | null =>
    at === undefined || strings === null || at >= stringsSize ? null : window.text(strings + at);
  return {
    needed: neededAt.flatMap((at) => textAt(at) ?? []),
    filters: filtersAt.flatMap((at) => textAt(at) ?? []),
    soname: textAt(single.get(DT_SONAME)),
    rpath: folders(textAt(single.get(DT_RPATH))),
    runpath: folders(textAt(single.get(DT_RUNPATH))),
    // A flag beyond 2^31 makes & negative, never zero.
    pie: ((single.get(DT_FLAGS_1) ?? 0) & DF_1_PIE) !== 0,
    noOpen: ((single.get(DT_FLAGS_1) ?? 0) & DF_1_NOOPEN) !== 0,
    tables: {
      strings,
      stringsSize,
      symbols: position(DT_SYMTAB),
      hash: position(DT_HASH),
      gnuHash: position(DT_GNU_HASH),
      versionOfSymbol: position(DT_VERSYM),
      versionNeeds: position(DT_VERNEED),
      versionNeedCount: single.get(DT_VERNEEDNUM) ?? 0,
      versionDefinitions: position(DT_VERDEF),
      versionDefinitionCount: single.get(DT_VERDEFNUM) ?? 0,
    },
  };
}

function folders(list: string | null): readonly string[] {
  return list === null || list === "" ? [] : list.split(":");
}

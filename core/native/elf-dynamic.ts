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

const dtNull = 0;
const dtNeeded = 1;
const dtHash = 4;
const dtStrtab = 5;
const dtSymtab = 6;
const dtStrsz = 10;
const dtSoname = 14;
const dtRpath = 15;
const dtRunpath = 29;
const dtGnuHash = 0x6ffffef5;
const dtVersym = 0x6ffffff0;
const dtFlags1 = 0x6ffffffb;
const dtVerdef = 0x6ffffffc;
const dtVerdefnum = 0x6ffffffd;
const dtVerneed = 0x6ffffffe;
const dtVerneednum = 0x6fffffff;
const dtFilter = 0x7fffffff;
const df1Pie = 0x08000000;
const df1NoOpen = 0x40;

const maxEntries = 2048;
const maxNeeded = 256;

/** Null without a dynamic section that can be read. */
export function readElfDynamic(
  window: FileWindow,
  { bits, endian }: Elf,
  image: ElfImage,
): ElfDynamic | null {
  if (image.dynamic === null) return null;
  const word = bits / 8;
  const length = Math.min(image.dynamic.size, maxEntries * 2 * word, window.size - image.dynamic.offset);
  const bytes = window.slice(image.dynamic.offset, length - (length % (2 * word)));
  if (bytes === null || bytes.length === 0) return null;
  const section = new Bytes(bytes, endian === "little");
  const single = new Map<number, number>();
  const neededAt: number[] = [];
  const filtersAt: number[] = [];
  for (let at = 0; at < section.length; at += 2 * word) {
    const tag = section.word(at, bits);
    const value = section.word(at + word, bits);
    if (tag === dtNull) break;
    if (tag === null || value === null) continue;
    const names = tag === dtNeeded ? neededAt : tag === dtFilter ? filtersAt : null;
    if (names === null) single.set(tag, value);
    else if (names.length < maxNeeded) names.push(value);
  }
  const position = (tag: number): number | null => {
    const address = single.get(tag);
    return address === undefined ? null : fileOffset(image, address);
  };
  const strings = position(dtStrtab);
  const stringsSize = single.get(dtStrsz) ?? 0;
  const textAt = (at: number | undefined): string | null =>
    at === undefined || strings === null || at >= stringsSize ? null : window.text(strings + at);
  return {
    needed: neededAt.flatMap((at) => textAt(at) ?? []),
    filters: filtersAt.flatMap((at) => textAt(at) ?? []),
    soname: textAt(single.get(dtSoname)),
    rpath: folders(textAt(single.get(dtRpath))),
    runpath: folders(textAt(single.get(dtRunpath))),
    // A flag beyond 2^31 makes & negative, never zero.
    pie: ((single.get(dtFlags1) ?? 0) & df1Pie) !== 0,
    noOpen: ((single.get(dtFlags1) ?? 0) & df1NoOpen) !== 0,
    tables: {
      strings,
      stringsSize,
      symbols: position(dtSymtab),
      hash: position(dtHash),
      gnuHash: position(dtGnuHash),
      versionOfSymbol: position(dtVersym),
      versionNeeds: position(dtVerneed),
      versionNeedCount: single.get(dtVerneednum) ?? 0,
      versionDefinitions: position(dtVerdef),
      versionDefinitionCount: single.get(dtVerdefnum) ?? 0,
    },
  };
}

function folders(list: string | null): readonly string[] {
  return list === null || list === "" ? [] : list.split(":");
}

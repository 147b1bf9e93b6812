/**
 * The dynamic symbol table. No field has its length: it is DT_HASH's chain count, or one past the last
 * symbol of DT_GNU_HASH's longest chain, or what fits between the table and the string table, which linkers
 * put behind it.
 */
import { Bytes } from "./bytes.ts";
import type { Elf } from "./elf.ts";
import type { ElfDynamic } from "./elf-dynamic.ts";
import type { FileWindow } from "./window.ts";

export interface SymbolEntry {
  /** Position of its name in `strings`. */
  readonly name: number;
  readonly defined: boolean;
  /** The address; 0 where undefined. */
  readonly value: number;
  readonly index: number;
}

const decoder = new TextDecoder();
const layouts = {
  32: { entry: 16, value: 4, section: 14 },
  64: { entry: 24, value: 8, section: 6 },
} as const;
const maxSymbols = 50_000;
const maxStrings = 4 * 1024 * 1024;

/**
 * The symbols that are wanted, by the position of the name in the string table and by their number. Null
 * without a table that can be read.
 */
export function readSymbols(
  window: FileWindow,
  { bits, endian }: Elf,
  { tables }: ElfDynamic,
  wanted: (name: number, index: number) => boolean,
): readonly SymbolEntry[] | null {
  const width = layouts[bits];
  if (tables.symbols === null) return null;
  const fits = Math.floor((window.size - tables.symbols) / width.entry);
  const count = Math.min(symbolCount(window, bits, endian, tables, width.entry), maxSymbols, fits);
  const bytes = window.slice(tables.symbols, count * width.entry);
  if (bytes === null) return null;
  const table = new Bytes(bytes, endian === "little");
  const entries: SymbolEntry[] = [];
  // The first entry is reserved.
  for (let index = 1; index < count; index++) {
    const at = index * width.entry;
    const name = table.u32(at) ?? 0;
    if (!wanted(name, index)) continue;
    entries.push({
      name,
      defined: table.u16(at + width.section) !== 0,
      value: table.word(at + width.value, bits) ?? 0,
      index,
    });
  }
  return entries;
}

/** The string table, at most its first 4 MiB; null without one. */
export function readStrings(window: FileWindow, { tables }: ElfDynamic): Uint8Array | null {
  if (tables.strings === null) return null;
  return window.slice(tables.strings, Math.min(tables.stringsSize, maxStrings, window.size - tables.strings));
}

/** The text that begins at `at`, up to its NUL or the end of what was read. */
export function symbolName(strings: Uint8Array, at: number): string {
  const end = strings.indexOf(0, at);
  return decoder.decode(strings.subarray(at, end < 0 ? strings.length : end));
}

function symbolCount(
  window: FileWindow,
  bits: 32 | 64,
  endian: Elf["endian"],
  tables: ElfDynamic["tables"],
  entry: number,
): number {
  const { hash, gnuHash, symbols, strings } = tables;
  const header = hash === null ? null : window.slice(hash, 8);
  if (header !== null) return new Bytes(header, endian === "little").u32(4) ?? 0;
  const byChains = gnuHash === null ? null : lastOfChains(window, gnuHash, bits, endian);
  if (byChains !== null) return byChains;
  return symbols !== null && strings !== null && strings > symbols
    ? Math.floor((strings - symbols) / entry)
    : 0;
}

function lastOfChains(
  window: FileWindow,
  start: number,
  bits: 32 | 64,
  endian: Elf["endian"],
): number | null {
  const little = endian === "little";
  const header = window.slice(start, 16);
  if (header === null) return null;
  const fields = new Bytes(header, little);
  const buckets = fields.u32(0) ?? 0;
  const firstHashed = fields.u32(4) ?? 0;
  const bucketsAt = start + 16 + ((fields.u32(8) ?? 0) * bits) / 8;
  const table = buckets > maxSymbols ? null : window.slice(bucketsAt, buckets * 4);
  if (table === null) return null;
  const bucketBytes = new Bytes(table, little);
  let last = 0;
  for (let at = 0; at < bucketBytes.length; at += 4) last = Math.max(last, bucketBytes.u32(at) ?? 0);
  if (last < firstHashed) return firstHashed;
  const chainsAt = bucketsAt + buckets * 4;
  for (; last < maxSymbols; last++) {
    const link = window.slice(chainsAt + (last - firstHashed) * 4, 4);
    if (link === null) return null;
    // The lowest bit ends a chain.
    if (((new Bytes(link, little).u32(0) ?? 0) & 1) === 1) return last + 1;
  }
  return last;
}

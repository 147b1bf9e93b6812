/**
 * Symbol versions: what a file needs of each library, and what a library offers. Structures: Linux Standard
 * Base, "Symbol Versioning".
 */
import { Bytes } from "./bytes.ts";
import type { Elf } from "./elf.ts";
import type { ElfDynamic } from "./elf-dynamic.ts";
import type { FileWindow } from "./window.ts";

/** Judged per library: the same prefix may name versions of several (`GLIBC_2.0` of libgcc_s on musl). */
export interface VersionNeeds {
  readonly library: string;
  readonly versions: readonly NeededVersion[];
}

export interface NeededVersion {
  readonly name: string;
  /** The loader only warns when it is missing. */
  readonly weak: boolean;
  /** Its number in the table that ties symbols to versions. */
  readonly index: number;
}

const verneedBytes = 16;
const vernauxBytes = 16;
const verdefBytes = 20;
const verFlagBase = 1;
const verFlagWeak = 2;
const maxLibraries = 256;
const maxVersions = 2048;

export function readVersionNeeds(
  window: FileWindow,
  { endian }: Elf,
  { tables }: ElfDynamic,
): readonly VersionNeeds[] {
  const { strings, versionNeeds: start } = tables;
  const needs: VersionNeeds[] = [];
  if (strings === null || start === null) return needs;
  let versionsLeft = maxVersions;
  let at = start;
  for (let left = Math.min(tables.versionNeedCount, maxLibraries); left > 0; left--) {
    const need = bytesAt(window, at, verneedBytes, endian);
    const file = need?.u32(4) ?? null;
    const library = file === null ? null : window.text(strings + file);
    if (need === null || library === null) break;
    const count = Math.min(need.u16(2) ?? 0, versionsLeft);
    const versions = neededVersions(window, strings, at + (need.u32(8) ?? 0), count, endian);
    versionsLeft -= versions.length;
    needs.push({ library, versions });
    const next = need.u32(12) ?? 0;
    if (next === 0) break;
    at += next;
  }
  return needs;
}

/** The chain of entries that begins at `start`. */
function neededVersions(
  window: FileWindow,
  strings: number,
  start: number,
  count: number,
  endian: Elf["endian"],
): readonly NeededVersion[] {
  const versions: NeededVersion[] = [];
  let at = start;
  for (let left = count; left > 0; left--) {
    const entry = bytesAt(window, at, vernauxBytes, endian);
    const name = entry === null ? null : window.text(strings + (entry.u32(8) ?? 0));
    if (entry === null || name === null) break;
    versions.push({
      name,
      weak: ((entry.u16(4) ?? 0) & verFlagWeak) !== 0,
      index: (entry.u16(6) ?? 0) & 0x7fff,
    });
    const next = entry.u32(12) ?? 0;
    if (next === 0) break;
    at += next;
  }
  return versions;
}

/**
 * The versions a library offers, without its own name; empty where it has none, and then the loader asks for
 * none.
 */
export function readVersionDefinitions(
  window: FileWindow,
  { endian }: Elf,
  { tables }: ElfDynamic,
): readonly string[] {
  const { strings, versionDefinitions: start } = tables;
  const names: string[] = [];
  if (strings === null || start === null) return names;
  let at = start;
  for (let left = Math.min(tables.versionDefinitionCount, maxVersions); left > 0; left--) {
    const definition = bytesAt(window, at, verdefBytes, endian);
    const aux = definition === null ? null : bytesAt(window, at + (definition.u32(12) ?? 0), 8, endian);
    const name = aux === null ? null : window.text(strings + (aux.u32(0) ?? 0));
    if (definition === null || name === null) break;
    if (((definition.u16(2) ?? 0) & verFlagBase) === 0) names.push(name);
    const next = definition.u32(16) ?? 0;
    if (next === 0) break;
    at += next;
  }
  return names;
}

function bytesAt(window: FileWindow, offset: number, length: number, endian: Elf["endian"]): Bytes | null {
  const bytes = window.slice(offset, length);
  return bytes === null ? null : new Bytes(bytes, endian === "little");
}

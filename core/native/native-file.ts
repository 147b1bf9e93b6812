import type { FileSystem } from "../file-system.ts";
import { type Addon, readAddon } from "./addon.ts";
import type { Elf } from "./elf.ts";
import { type ElfDynamic, readElfDynamic } from "./elf-dynamic.ts";
import { type ElfDefect, type ElfImage, readElfImage } from "./elf-image.ts";
import { readSymbols } from "./elf-symbols.ts";
import { readVersionDefinitions, readVersionNeeds, type VersionNeeds } from "./elf-versions.ts";
import { identify, identifyBytes, type NativeIdentity } from "./identify.ts";
import { type Libc, libcOf } from "./libc.ts";
import { FileWindow } from "./window.ts";

/** What the loader would learn of a file before it runs any of its code. */
export interface NativeFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** `directory` and `denied`: there is no content to judge. */
  readonly identity: NativeIdentity | { readonly format: "directory" | "denied" };
  readonly defect: ElfDefect | null;
  /** Null for anything but a whole ELF file. */
  readonly image: ElfImage | null;
  readonly dynamic: ElfDynamic | null;
  readonly libc: Libc | null;
}

const maxRemembered = 2_000;

/**
 * Native files by path, each read once. What is asked of few files (symbols, definitions) is read when asked.
 */
export class NativeFiles {
  readonly #files: FileSystem;
  readonly #known = new Map<string, NativeFile | null>();
  readonly #definitions = new Map<string, readonly string[]>();
  readonly #needs = new Map<string, readonly VersionNeeds[]>();

  constructor(files: FileSystem) {
    this.#files = files;
  }

  /** Null where nothing is at the path, or something that is not a file (a device, a pipe). */
  read(path: string): NativeFile | null {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const stat = this.#files.stat(path);
    const file = stat === null || stat.kind === "other" ? null : this.#read({ path, ...stat });
    if (this.#known.size < maxRemembered) this.#known.set(path, file);
    return file;
  }

  /** How the library registers with Node; null where its symbols cannot be read. */
  addon(file: NativeFile): Addon | null {
    return this.#open(file, (window, elf, image, dynamic) => readAddon(window, elf, image, dynamic));
  }

  /** The versions the library offers. */
  definitions(file: NativeFile): readonly string[] {
    return this.#once(this.#definitions, file, (window, elf, dynamic) =>
      readVersionDefinitions(window, elf, dynamic),
    );
  }

  /** The versions the file needs, library by library. */
  needs(file: NativeFile): readonly VersionNeeds[] {
    return this.#once(this.#needs, file, (window, elf, dynamic) => readVersionNeeds(window, elf, dynamic));
  }

  /** A symbol the file wants in the version with this number; null where none is found. */
  symbolWanting(file: NativeFile, versionIndex: number): string | null {
    return this.#open(file, (window, elf, _, dynamic) => {
      const { versionOfSymbol, strings } = dynamic.tables;
      if (versionOfSymbol === null) return null;
      const isWanted = (index: number): boolean => {
        const version = window.slice(versionOfSymbol + 2 * index, 2);
        const [first = 0, second = 0] = version ?? [];
        return (
          ((elf.endian === "little" ? first | (second << 8) : (first << 8) | second) & 0x7fff) ===
          versionIndex
        );
      };
      const symbol = readSymbols(window, elf, dynamic, (_name, index) => isWanted(index))?.find(
        ({ defined }) => !defined,
      );
      return symbol === undefined || strings === null ? null : window.text(strings + symbol.name) || null;
    });
  }

  #read(at: { path: string; kind: "file" | "directory" | "other"; size: number; mode: number }): NativeFile {
    const { path, size, mode } = at;
    const file = { path, size, mode, defect: null, image: null, dynamic: null, libc: null };
    if (at.kind === "directory") return { ...file, identity: { format: "directory" } };
    const window = new FileWindow(this.#files, path, size);
    const head = size === 0 ? this.#files.readAt(path, 0, 1) : window.slice(0, Math.min(size, identifyBytes));
    if (head === null) return { ...file, identity: { format: "denied" } };
    const identity = identify(head);
    return { ...file, identity, ...(identity.format === "elf" ? readWhole(window, identity) : {}) };
  }

  #once<Entry>(
    known: Map<string, readonly Entry[]>,
    file: NativeFile,
    read: (window: FileWindow, elf: Elf, dynamic: ElfDynamic) => readonly Entry[],
  ): readonly Entry[] {
    const before = known.get(file.path);
    if (before !== undefined) return before;
    const entries = this.#open(file, (window, elf, _, dynamic) => read(window, elf, dynamic)) ?? [];
    if (known.size < maxRemembered) known.set(file.path, entries);
    return entries;
  }

  #open<Answer>(
    file: NativeFile,
    ask: (window: FileWindow, elf: Elf, image: ElfImage, dynamic: ElfDynamic) => Answer,
  ): Answer | null {
    const { identity, image, dynamic } = file;
    if (identity.format !== "elf" || image === null || dynamic === null) return null;
    return ask(new FileWindow(this.#files, file.path, file.size), identity, image, dynamic);
  }
}

function readWhole(window: FileWindow, elf: Elf): Partial<NativeFile> {
  const image = readElfImage(window, elf);
  if (!("loads" in image)) return { defect: image.defect };
  const dynamic = readElfDynamic(window, elf, image);
  const needs = (): readonly VersionNeeds[] =>
    dynamic === null ? [] : readVersionNeeds(window, elf, dynamic);
  return { defect: image.defect, image, dynamic, libc: libcOf(image.interpreter, dynamic, needs) };
}

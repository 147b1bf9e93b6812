/**
 * /etc/ld.so.cache, which the loader asks before its default folders. Layout: glibc's dl-cache.h, "struct
 * cache_file_new".
 */
import type { FileSystem } from "../file-system.ts";
import { Bytes } from "./bytes.ts";

const decoder = new TextDecoder();
const cachePath = "/etc/ld.so.cache";
const magic = "glibc-ld.so.cache1.1";
const headerBytes = 48;
const entryBytes = 24;
const maxBytes = 1024 * 1024;
const maxText = 4096;

/** Answers by comparing bytes: of some hundred names two or three are ever asked for. */
export class LoaderCache {
  readonly #bytes: Uint8Array;
  readonly #view: Bytes;
  readonly #count: number;

  /** Holds nothing without a cache, or with an older kind of one. */
  constructor(files: FileSystem) {
    const bytes = files.readFile(cachePath, maxBytes)?.bytes ?? new Uint8Array();
    const isCache = decoder.decode(bytes.subarray(0, magic.length)) === magic;
    this.#bytes = bytes;
    // Written by ldconfig on the machine itself: both machines Lambda has are little-endian.
    this.#view = new Bytes(bytes, true);
    const fitting = Math.floor((bytes.length - headerBytes) / entryBytes);
    this.#count = isCache ? Math.min(this.#view.u32(20) ?? 0, fitting) : 0;
  }

  /** In the cache's order; files for other CPUs may be among them. */
  pathsOf(name: string): readonly string[] {
    const wanted = new TextEncoder().encode(`${name}\0`);
    const paths: string[] = [];
    for (let index = 0; index < this.#count; index++) {
      const at = headerBytes + index * entryBytes;
      if (!this.#isAt(wanted, this.#view.u32(at + 4))) continue;
      const path = this.#textAt(this.#view.u32(at + 8));
      if (path !== null) paths.push(path);
    }
    return paths;
  }

  #isAt(wanted: Uint8Array, start: number | null): boolean {
    for (let index = 0; index < wanted.length; index++) {
      if (start === null || this.#bytes[start + index] !== wanted[index]) return false;
    }
    return true;
  }

  #textAt(start: number | null): string | null {
    if (start === null || start >= this.#bytes.length) return null;
    const end = this.#bytes.subarray(start, start + maxText).indexOf(0);
    return end <= 0 ? null : decoder.decode(this.#bytes.subarray(start, start + end));
  }
}

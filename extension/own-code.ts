/**
 * The bytes of the function's own files, as one hash: everything that was loaded from the function's root and
 * is in no `node_modules`.
 *
 * A file of up to 4 MiB is read whole, of a larger one the size, the first and the last MiB, and 16 parts of
 * 64 KiB between them. Past 32 MiB in all, or 2,000 files, only the size counts.
 *
 * The checksum is the CRC-32 of node:zlib. It is native, and its module loads in a fifth of the time that
 * node:crypto takes. It distinguishes two deploys; it does not defend against someone who wants two to look alike.
 */
import type { FileSystem } from "../core/file-system.ts";
import type { Analysis } from "../core/findings/engine/analysis.ts";
import type { ResolutionRecord } from "../core/journal/records.ts";
import { placeInNodeModules } from "../core/layout/copy.ts";
import { codeFingerprintOf, type OwnFile } from "../core/layout/fingerprint.ts";

const stepBytes = 64 * 1024;
const maxWhole = 4 * 1024 * 1024;
const edgeBytes = 1024 * 1024;
const parts = 16;
const partBytes = 64 * 1024;
const maxBytes = 32 * 1024 * 1024;
const maxFiles = 2_000;

export class OwnCode {
  readonly #files: FileSystem;
  readonly #analysis: Analysis;
  readonly #sysroot: string;
  readonly #own = new Map<string, OwnFile>();
  #bytesLeft = maxBytes;
  #fingerprint: { readonly packages: string; readonly files: number; readonly hash: string } | null = null;

  constructor(files: FileSystem, analysis: Analysis, sysroot: string) {
    this.#files = files;
    this.#analysis = analysis;
    this.#sysroot = sysroot;
  }

  /** In steps: takes in the own files among these. */
  *reading(resolutions: readonly ResolutionRecord[]): Generator<void, void> {
    for (const { path, how } of resolutions) {
      if (how === "require.resolve" || this.#own.has(path) || this.#own.size >= maxFiles) continue;
      if (!path.startsWith("/") || placeInNodeModules(path) !== null) continue;
      if (this.#analysis.copyOf(path).root !== "function") continue;
      const size = this.#files.stat(path)?.size ?? 0;
      const name = path.startsWith(this.#sysroot) ? path.slice(this.#sysroot.length) : path;
      this.#own.set(path, { name, size, checksum: yield* this.#checksum(path, size) });
    }
  }

  /** @param packages the fingerprint of the packages */
  fingerprint(packages: string): string {
    const known = this.#fingerprint;
    const files = this.#own.size;
    if (known !== null && known.packages === packages && known.files === files) return known.hash;
    const hash = codeFingerprintOf(packages, this.#own.values());
    this.#fingerprint = { packages, files, hash };
    return hash;
  }

  *#checksum(path: string, size: number): Generator<void, number> {
    let value = 0;
    for (const [start, end] of partsOf(size)) {
      for (let from = start; from < end && this.#bytesLeft > 0; from += stepBytes) {
        const bytes = this.#files.readAt(path, from, Math.min(stepBytes, end - from));
        if (bytes === null) return value;
        this.#bytesLeft -= bytes.length;
        value = crc32(bytes, value);
        yield;
      }
    }
    return value;
  }
}

function partsOf(size: number): (readonly [start: number, end: number])[] {
  if (size <= maxWhole) return [[0, size]];
  const gap = (size - 2 * edgeBytes) / (parts + 1);
  const between = Array.from({ length: parts }, (_, index) => Math.floor(edgeBytes + gap * (index + 1)));
  return [
    [0, edgeBytes],
    ...between.map((start) => [start, start + partBytes] as const),
    [size - edgeBytes, size],
  ];
}

function crc32(bytes: Uint8Array, value: number): number {
  // Loaded when it is first needed: the extension's start does not wait for it.
  const zlib = require("node:zlib") as typeof import("node:zlib");
  return zlib.crc32(bytes, value);
}

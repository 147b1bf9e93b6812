/** Native files and the loader's cache. */
import type { FileSystem } from "../../../core/file-system.ts";
import { identify } from "../../../core/native/identify.ts";
import { LoaderCache } from "../../../core/native/loader-cache.ts";
import { NativeFiles } from "../../../core/native/native-file.ts";
import type { Target } from "../target.ts";
import { sizeOf, words } from "./support.ts";

/** The input as the one file there is; what is read of it is counted. */
class OneFile implements FileSystem {
  bytesRead = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  readFile(_: string, maxBytes: number): { bytes: Uint8Array; truncated: boolean } {
    return { bytes: this.readAt("", 0, maxBytes), truncated: this.#bytes.length > maxBytes };
  }

  readAt(_: string, offset: number, length: number): Uint8Array {
    const bytes = this.#bytes.subarray(offset, offset + length);
    this.bytesRead += bytes.length;
    return bytes;
  }

  readDir(): null {
    return null;
  }

  stat(): { kind: "file"; size: number; mode: number; modifiedMs: number } {
    return { kind: "file", size: this.#bytes.length, mode: 0o755, modifiedMs: 0 };
  }

  realpath(path: string): string {
    return path;
  }
}

export const native: Target = {
  name: "native",
  share: 0.07,
  maxBytes: 20_000,
  words: words(
    "\x7fELF",
    "MZ",
    "PE\0\0",
    "\xcf\xfa\xed\xfe",
    "\xca\xfe\xba\xbe",
    "GLIBC_2.38\0",
    "libc.so.6\0",
    "version https://git-lfs",
  ),
  operations: { base: 100_000, perByte: 20 },
  size: { base: 10_000, perByte: 60 },
  run(input) {
    const files = new OneFile(input);
    const natives = new NativeFiles(files);
    const file = natives.read("/a.node");
    if (file === null) return 0;
    const wanted = natives
      .needs(file)
      .flatMap(({ versions }) => versions.slice(0, 4).map(({ index }) => natives.symbolWanting(file, index)));
    const size = sizeOf([file, identify(input), natives.addon(file), natives.definitions(file), wanted]);
    return size + files.bytesRead / 16;
  },
};

export const loaderCache: Target = {
  name: "loader-cache",
  share: 0.04,
  maxBytes: 8_192,
  words: words("glibc-ld.so.cache1.1", "libc.so.6\0", "/lib64/\0"),
  operations: { base: 30_000, perByte: 20 },
  size: { base: 1_000, perByte: 400 },
  run(input) {
    const cache = new LoaderCache(new OneFile(input));
    return sizeOf(["libc.so.6", "", "/"].map((name) => cache.pathsOf(name)));
  },
};

/**
 * What is inside a bundle, by what its bundler wrote next to it. The first of these that is there and can be
 * read counts:
 * 1. the source map that the bundle's last line names, or that is in that line;
 * 2. the file with the bundle's name and `.map`;
 * 3. a JSON file in the bundle's folder or the function's, with `meta` or `stats` in its name: esbuild's metafile
 *    or webpack's stats, if the bundle is one of its outputs.
 *
 * Versions that none of them has come from a package-lock.json in one of the two folders. Reading is in steps
 * and bounded in bytes. A file that was read in part is named once.
 */
import type { FileSystem } from "../../file-system.ts";
import { joinPath, lastSegment, parentOf } from "../paths.ts";
import type { OnProblem } from "../problem.ts";
import { bytesOf, JsonError, JsonReader, type ReadAt } from "./json-reader.ts";
import { readLock } from "./lock.ts";
import { inlineBytes, mapPlaceOf } from "./map-comment.ts";
import { readMetafile } from "./metafile.ts";
import { type BundledCopy, PackedFiles } from "./packed-files.ts";
import { readSourceMap } from "./source-map.ts";
import { readWebpackStats } from "./webpack-stats.ts";

export interface BundleContents {
  /** The bundle's file. */
  readonly bundle: string;
  /** The file that says what is in it; the bundle itself for an inline map. */
  readonly from: string;
  readonly copies: readonly BundledCopy[];
}

/** In one environment, of all files together. */
const maxBytes = 64 * 1024 * 1024;
const maxLockBytes = 8 * 1024 * 1024;
const maxNames = 500;
const maxDescriptions = 4;
const lockName = "package-lock.json";

type Read = (json: JsonReader, files: PackedFiles) => Generator<void, boolean>;

export class BundleReader {
  readonly #files: FileSystem;
  readonly #onProblem: OnProblem;
  #bytesLeft = maxBytes;

  constructor(files: FileSystem, onProblem: OnProblem) {
    this.#files = files;
    this.#onProblem = onProblem;
  }

  /** Null if nothing next to the bundle says what is in it. @param folder the function's own */
  *reading(bundle: string, folder: string): Generator<void, BundleContents | null> {
    const place = yield* mapPlaceOf(this.#files, bundle, folder);
    if (place?.kind === "inline") {
      const bytes = inlineBytes(this.#files, bundle, place.start);
      const found = yield* this.#read(bundle, bundle, bytes, readSourceMap, folder);
      if (found !== null) return found;
    }
    const maps = new Set([...(place?.kind === "file" ? [place.path] : []), `${bundle}.map`]);
    for (const path of maps) {
      const found = yield* this.#readFile(bundle, path, readSourceMap, folder);
      if (found !== null) return found;
    }
    for (const path of this.#descriptions(bundle, folder)) {
      const asMetafile: Read = (json, files) => readMetafile(json, bundle, files);
      const asStats: Read = (json, files) => readWebpackStats(json, bundle, files);
      const found =
        (yield* this.#readFile(bundle, path, asMetafile, folder)) ??
        (yield* this.#readFile(bundle, path, asStats, folder));
      if (found !== null) return found;
    }
    return null;
  }

  #descriptions(bundle: string, folder: string): readonly string[] {
    const folders = new Set([parentOf(bundle) ?? "/", folder]);
    return [...folders]
      .flatMap((one) =>
        (this.#files.readDir(one, maxNames) ?? [])
          .filter((name) => /^[^/]*(?:meta|stats)[^/]*\.json$/i.test(name))
          .map((name) => joinPath(one, name)),
      )
      .slice(0, maxDescriptions);
  }

  *#readFile(
    bundle: string,
    path: string,
    read: Read,
    folder: string,
  ): Generator<void, BundleContents | null> {
    if (this.#files.stat(path)?.kind !== "file") return null;
    return yield* this.#read(bundle, path, bytesOf(this.#files, path), read, folder);
  }

  *#read(
    bundle: string,
    from: string,
    bytes: ReadAt,
    read: Read,
    folder: string,
  ): Generator<void, BundleContents | null> {
    const packed = new PackedFiles();
    const isKnown = yield* this.#json(from, bytes, this.#bytesLeft, (json) => read(json, packed));
    const copies = packed.copies();
    if (packed.isFull) this.#onProblem({ path: from, what: "names more packages than are kept" });
    // Of a file that is too large, what was read counts.
    if (isKnown !== true && (isKnown !== "too-large" || copies.length === 0)) return null;
    if (packed.files === 0) return null;
    return { bundle, from, copies: yield* this.#withVersions(copies, bundle, folder) };
  }

  *#withVersions(
    copies: readonly BundledCopy[],
    bundle: string,
    folder: string,
  ): Generator<void, readonly BundledCopy[]> {
    const unknown = new Set(copies.flatMap(({ version, place }) => (version === null ? [place] : [])));
    if (unknown.size === 0) return copies;
    for (const path of new Set([`${parentOf(bundle) ?? ""}/${lockName}`, `${folder}/${lockName}`])) {
      if (this.#files.stat(path)?.kind !== "file") continue;
      const most = Math.min(maxLockBytes, this.#bytesLeft);
      const locked = yield* this.#json(path, bytesOf(this.#files, path), most, (json) =>
        readLock(json, unknown),
      );
      if (locked !== "too-large" && locked !== "malformed")
        return copies.map((copy) => ({ ...copy, version: copy.version ?? locked.get(copy.place) ?? null }));
    }
    return copies;
  }

  /** What was read, or why not all of it was. */
  *#json<Result>(
    path: string,
    bytes: ReadAt,
    most: number,
    read: (json: JsonReader) => Generator<void, Result>,
  ): Generator<void, Result | JsonError["reason"]> {
    const json = new JsonReader(bytes, most);
    try {
      return yield* read(json);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      const what =
        error.reason === "too-large"
          ? `was read up to its byte ${json.bytesRead}; ${lastSegment(path)} may name more bundled packages`
          : "is not the JSON that its name promises";
      this.#onProblem({ path, what });
      return error.reason;
    } finally {
      this.#bytesLeft -= json.bytesRead;
    }
  }
}

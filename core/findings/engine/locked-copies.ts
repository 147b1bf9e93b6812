/**
 * Compares what is loaded with the lock of the function, and hands each pair to the rules:
 * 1. a copy from a layer, with what the lock has in its folder: by version, and where that is the same, by
 *    the hash of its files. Where several layers have other files in one folder, /opt has a mixture of them,
 *    which no lock describes: there only the version counts.
 * 2. a copy from a layer that the lock does not have. It counts only where the lock knows all layers, and
 *    once for each node_modules with all that are new in it.
 * 3. a copy from the runtime, or from another place in /opt, where the lock has the package in /opt and it is
 *    not there; and a package that was asked for in vain, for the same reason.
 * Hashes cost reads, so they end at a limit. A lock that is not there costs nothing.
 */
import type { UnresolvedRecord } from "../../journal/records.ts";
import { topNodeModules } from "../../layout/copy.ts";
import { type CopyRef, isOwnCode } from "../../layout/copy-ref.ts";
import type { OnProblem } from "../../layout/problem.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import { folderHash, HashBudget, type HashPort } from "../../lock/folder-hash.ts";
import type { LayerNames, LockedCopy } from "../../lock/layer-names.ts";
import { labelOf, lockName } from "../../lock/lock.ts";
import type { LockedPlace } from "../rule/subjects.ts";
import type { EnvironmentWorld } from "./environment-world.ts";
import type { LoadedCopy } from "./inventory.ts";
import type { Judge } from "./judge.ts";

/** Some 150 packages of common size. At 128 MB a step of 64 KiB takes some milliseconds. */
export const maxHashedBytes = 8 * 1024 * 1024;
export const maxHashedFiles = 1_000;
const maxMissing = 200;

/** What the comparison with a lock needs from outside of core. */
export interface Locking extends HashPort {
  /** As Lambda names the function. */
  readonly functionName: string;
}

export class LockedCopies {
  readonly #world: EnvironmentWorld;
  readonly #judge: Judge;
  readonly #port: HashPort | null;
  readonly #onProblem: OnProblem;
  readonly #budget = new HashBudget(maxHashedBytes, maxHashedFiles);
  #saidLimit = false;
  /** Package -> the first module that asked for it in vain, since the last settling. */
  readonly #missing = new Map<string, string | null>();

  constructor(world: EnvironmentWorld, judge: Judge, port: HashPort | null, onProblem: OnProblem) {
    this.#world = world;
    this.#judge = judge;
    this.#port = port;
    this.#onProblem = onProblem;
  }

  /** Something was asked for and not found. */
  observe({ specifier, importer }: UnresolvedRecord): void {
    const name = parseBareSpecifier(specifier)?.package;
    if (name !== undefined && !this.#missing.has(name) && this.#missing.size < maxMissing)
      this.#missing.set(name, importer);
  }

  /** @param copies those first loaded since the last settling */
  *settle(copies: readonly LoadedCopy[]): Generator<void, void> {
    const missing = [...this.#missing];
    this.#missing.clear();
    const layers = copies.length + missing.length === 0 ? null : this.#world.layers;
    if (layers === null) return;
    for (const [name, importer] of missing) {
      const locked = this.#goneOf(name, importer, layers);
      const by = importer === null ? null : { path: importer, copy: this.#world.copyOf(importer) };
      if (locked !== null)
        this.#judge.judge("drift", { kind: "missing", package: name, importer: by, locked }, null);
      yield;
    }
    const unlocked = new Map<string, CopyRef[]>();
    for (const copy of copies) {
      if (isOwnCode(copy) || copy.how === "bundled") continue;
      const locked = copy.root === "layer" ? layers.lockedAt(this.#below(copy.path)) : null;
      if (locked !== null) yield* this.#compare(copy, locked);
      else if (!this.#isElsewhere(copy, layers) && copy.root === "layer" && layers.isWhole) {
        const folder = topNodeModules(copy.path);
        if (folder !== null) unlocked.set(folder, [...(unlocked.get(folder) ?? []), copy]);
      }
      yield;
    }
    for (const [folder, found] of unlocked) {
      const [copy] = found;
      if (copy !== undefined) this.#judge.judge("drift", { kind: "unlocked", copy, folder, found }, null);
      yield;
    }
  }

  *#compare(copy: CopyRef, locked: LockedCopy): Generator<void, void> {
    const isSame = copy.version === locked.package.version;
    const tree = isSame && locked.alone ? yield* this.#hash(copy.path) : null;
    this.#judge.judge("drift", { kind: "locked", copy, locked: this.#placeOf(locked), tree }, null);
  }

  *#hash(folder: string): Generator<void, string | null> {
    if (this.#port === null) return null;
    const hash =
      this.#budget.entries > 0
        ? yield* folderHash(folder, this.#world.files, this.#port, this.#budget)
        : null;
    if (hash === null && !this.#saidLimit) {
      this.#saidLimit = true;
      this.#onProblem({
        path: folder,
        what:
          `was not compared with ${lockName} file by file, and other packages may not be either: ` +
          `at most ${maxHashedBytes / 1024 / 1024} MiB and ${maxHashedFiles} files are read`,
      });
    }
    return hash;
  }

  /** Judges the copy where the lock has its package in /opt, in a folder that is not there. */
  #isElsewhere(copy: LoadedCopy, layers: LayerNames): boolean {
    if (copy.root !== "layer" && copy.root !== "runtime") return false;
    if (`${topNodeModules(copy.path)}/${copy.package}` !== copy.path) return false;
    const locked = this.#goneOf(copy.package, copy.importer, layers);
    if (locked !== null) this.#judge.judge("drift", { kind: "gone", copy, locked }, null);
    return locked !== null;
  }

  /** Where the lock has the package in /opt; null where it does not, or a folder of these is there. */
  #goneOf(name: string, importer: string | null, layers: LayerNames): LockedPlace | null {
    const { roots, files } = this.#world;
    // The runtime's own code takes the runtime's packages, whatever is in /opt.
    if (importer !== null && roots.rootOf(importer) === "runtime") return null;
    const [first, ...others] = layers.foldersOf(name);
    if (first === undefined) return null;
    if ([first, ...others].some((folder) => files.stat(`${roots.layer}/${folder}`) !== null)) return null;
    const locked = layers.lockedAt(first);
    return locked === null ? null : this.#placeOf(locked);
  }

  #placeOf({ layer, folder, package: { version, tree } }: LockedCopy): LockedPlace {
    return { layer: labelOf(layer), path: `${this.#world.roots.layer}/${folder}`, version, tree };
  }

  #below(path: string): string {
    return path.slice(this.#world.roots.layer.length + 1);
  }
}

/**
 * Compares what is loaded with the lock of the function, and hands each pair to the rules:
 * 1. a copy from a layer, with what the lock has in its folder: by version, and where that is the same, by the
 *    hash of its files. Where several layers have other files in one folder, /opt has a mixture of them, which
 *    no lock describes: there only the version counts.
 * 2. a copy from a layer that the lock does not have. It counts only where the lock knows all layers, and once
 *    for each node_modules with all that are new in it.
 * 3. a copy from the runtime, or from another place in /opt, where the lock has the package in /opt and it is
 *    not there.
 * Hashes cost reads, so they end at a limit. A lock that is not there costs nothing.
 */
import { topNodeModules } from "../../layout/copy.ts";
import { type CopyRef, isOwnCode } from "../../layout/copy-ref.ts";
import type { OnProblem } from "../../layout/problem.ts";
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

  constructor(world: EnvironmentWorld, judge: Judge, port: HashPort | null, onProblem: OnProblem) {
    this.#world = world;
    this.#judge = judge;
    this.#port = port;
    this.#onProblem = onProblem;
  }

  /** @param copies those first loaded since the last settling */
  *settle(copies: readonly LoadedCopy[]): Generator<void, void> {
    const layers = copies.length === 0 ? null : this.#world.layers;
    if (layers === null) return;
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
    const { roots, files } = this.#world;
    if (copy.root !== "layer" && copy.root !== "runtime") return false;
    if (`${topNodeModules(copy.path)}/${copy.package}` !== copy.path) return false;
    // The runtime's own code takes the runtime's packages, whatever is in /opt.
    if (copy.importer !== null && roots.rootOf(copy.importer) === "runtime") return false;
    const places = layers.foldersOf(copy.package).map((folder) => `${roots.layer}/${folder}`);
    if (places.length === 0 || places.some((path) => files.stat(path) !== null)) return false;
    const locked = layers.lockedAt(this.#below(places[0] ?? ""));
    if (locked === null) return false;
    this.#judge.judge("drift", { kind: "gone", copy, locked: this.#placeOf(locked) }, null);
    return true;
  }

  #placeOf({ layer, folder, package: { version, tree } }: LockedCopy): LockedPlace {
    return { layer: labelOf(layer), path: `${this.#world.roots.layer}/${folder}`, version, tree };
  }

  #below(path: string): string {
    return path.slice(this.#world.roots.layer.length + 1);
  }
}

/**
 * Signs, in a live /opt, that layers were merged over one another inside one package. A merge overwrites
 * files and removes none (Lambda developer guide, layers), so what a later layer did not bring stays behind.
 * None of the signs is proof:
 *
 * - `other-version`: npm's record of the folder names another version than the one that is there.
 * - `stray-nested`: the package holds a nested package that npm's record of the folder does not know, though
 *   it knows the package.
 * - `missing-entry`: "main" or "exports" names a file that is not there.
 * - `two-times`: its files were written at two times far apart. Tools that patch a package after its install
 *   leave the same trace.
 * - `absent`: npm's record names packages that are not there. A merge does not remove them; someone pruned,
 *   or packed only a part.
 *
 * Only loaded copies are looked at, within a budget of 256 files and 64 listings an environment.
 */

import type { FileSystem } from "../../file-system.ts";
import type { CopyRef } from "../../layout/copy-ref.ts";
import { requireExtensions } from "../../layout/entry.ts";
import { entryTargets } from "../../layout/exports.ts";
import type { Folders } from "../../layout/folders.ts";
import type { HiddenLocks } from "../../layout/hidden-lock.ts";
import type { PackageReader } from "../../layout/package-json.ts";
import { joinPath } from "../../layout/paths.ts";
import type { Usage } from "./usage.ts";

export type SquashSign =
  | {
      readonly kind: "other-version";
      readonly record: string;
      readonly recorded: string;
      readonly found: string;
    }
  | {
      readonly kind: "stray-nested";
      readonly record: string;
      readonly path: string;
      readonly loaded: boolean;
    }
  | { readonly kind: "missing-entry"; readonly field: "main" | "exports"; readonly missing: string }
  | {
      readonly kind: "two-times";
      readonly hoursApart: number;
      readonly older: readonly string[];
      readonly newer: readonly string[];
    }
  | {
      readonly kind: "absent";
      readonly record: string;
      readonly packages: readonly string[];
      readonly count: number;
    };

const maxFiles = 256;
const maxListings = 64;
const maxNames = 32;
const maxModules = 4;
const maxListed = 16;
const inNodeModules = "/node_modules/";
/** What `require` tries behind "main". */
const mainEndings = ["", ...requireExtensions, ...requireExtensions.map((end) => `/index${end}`)];
const hourMs = 3_600_000;

/** Part of the rules' `World`. */
interface Places {
  readonly files: FileSystem;
  readonly folders: Folders;
  readonly packages: PackageReader;
  readonly usage: Usage;
}

export class SquashSigns {
  readonly #places: Places;
  readonly #locks: HiddenLocks;
  #filesLeft = maxFiles;
  #listingsLeft = maxListings;

  constructor(places: Places, locks: HiddenLocks) {
    this.#places = places;
    this.#locks = locks;
  }

  /** `folder` is the layer's own node_modules that holds the copy. */
  ofCopy(copy: CopyRef, folder: string): readonly SquashSign[] {
    return [...this.#byRecord(copy, folder), ...this.#missingEntry(copy), ...this.#twoTimes(copy)];
  }

  ofFolder(folder: string): readonly SquashSign[] {
    const lock = this.#locks.of(folder);
    const top = [...(lock?.keys() ?? [])].filter((path) => !path.includes(inNodeModules));
    const gone = top.filter(
      (name) => (name.startsWith("@") ? this.#mayList() : true) && !this.#places.folders.has(folder, name),
    );
    if (gone.length === 0) return [];
    return [
      {
        kind: "absent",
        record: `${folder}/.package-lock.json`,
        packages: gone.slice(0, maxListed),
        count: gone.length,
      },
    ];
  }

  #byRecord({ path, version }: CopyRef, folder: string): readonly SquashSign[] {
    const lock = this.#locks.of(folder);
    const below = path.slice(folder.length + 1);
    const recorded = lock?.get(below);
    if (lock === null || recorded === undefined) return [];
    const record = `${folder}/.package-lock.json`;
    const signs: SquashSign[] = [];
    if (version !== null && version !== recorded)
      signs.push({ kind: "other-version", record, recorded, found: version });
    for (const name of this.#nestedIn(`${path}/node_modules`)) {
      const stray = `${path}${inNodeModules}${name}`;
      // Bundled dependencies are recorded as well; what has no package.json is a cache or a leftover of a
      // build.
      if (lock.has(`${below}${inNodeModules}${name}`) || this.#places.packages.read(stray) === null) continue;
      signs.push({
        kind: "stray-nested",
        record,
        path: stray,
        loaded: this.#places.usage.modulesOf(stray).length > 0,
      });
    }
    return signs;
  }

  /** The names of the packages in a nested node_modules. */
  #nestedIn(folder: string): readonly string[] {
    return this.#namesIn(folder)
      .slice(0, maxNames)
      .flatMap((name) => {
        if (name.startsWith("@")) return this.#namesIn(`${folder}/${name}`).map((leaf) => `${name}/${leaf}`);
        return name.startsWith(".") ? [] : [name];
      });
  }

  /** Past the budget a folder is taken to be empty. */
  #namesIn(folder: string): readonly string[] {
    return this.#mayList() ? [...(this.#places.folders.namesIn(folder) ?? [])] : [];
  }

  #missingEntry({ path }: CopyRef): readonly SquashSign[] {
    const manifest = this.#places.packages.read(path);
    if (manifest?.exports !== undefined) {
      const missing = entryTargets(manifest.exports).map((target) => joinPath(path, target));
      return missing
        .filter((file) => !this.#isThere(file))
        .map((file) => ({ kind: "missing-entry", field: "exports", missing: file }));
    }
    if (manifest === null || manifest.main === null) return [];
    const main = joinPath(path, manifest.main);
    return mainEndings.some((end) => this.#isThere(main + end))
      ? []
      : [{ kind: "missing-entry", field: "main", missing: main }];
  }

  /** Past the budget nothing counts as missing. */
  #isThere(path: string): boolean {
    return !this.#mayRead() || this.#places.files.stat(path)?.kind === "file";
  }

  #twoTimes({ path }: CopyRef): readonly SquashSign[] {
    const paths = new Set([
      `${path}/package.json`,
      ...this.#places.usage.modulesOf(path).slice(0, maxModules),
    ]);
    const times = [...paths].flatMap((file) => {
      const stat = this.#mayRead() ? this.#places.files.stat(file) : null;
      return stat === null ? [] : [{ file, at: stat.modifiedMs }];
    });
    times.sort((left, right) => left.at - right.at);
    let cut = 0;
    let widest = 0;
    for (let index = 1; index < times.length; index++) {
      const gap = (times[index]?.at ?? 0) - (times[index - 1]?.at ?? 0);
      if (gap > widest) [cut, widest] = [index, gap];
    }
    if (widest < hourMs) return [];
    const names = (part: typeof times): string[] => part.map(({ file }) => file).slice(0, maxListed);
    return [
      {
        kind: "two-times",
        hoursApart: Math.floor(widest / hourMs),
        older: names(times.slice(0, cut)),
        newer: names(times.slice(cut)),
      },
    ];
  }

  #mayRead(): boolean {
    return this.#filesLeft-- > 0;
  }

  #mayList(): boolean {
    return this.#listingsLeft-- > 0;
  }
}

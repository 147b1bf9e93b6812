import type { CopyRef } from "../../layout/copy-ref.ts";
import type { PackageJson } from "../../layout/package-json.ts";

const maxModules = 16;
const noCopies: ReadonlySet<string> = new Set();
const nothingUsed: ReadonlyMap<string, string> = new Map();

/**
 * Who uses which copy of which package, and who declares it as a peer. Bounded by the number of copies and
 * edges the analysis takes in.
 */
export class Usage {
  /** Using copy -> package -> the first copy it got. */
  readonly #got = new Map<string, Map<string, string>>();
  /** Used copy -> the copies that use it. */
  readonly #users = new Map<string, Set<string>>();
  /** Used copy -> the copies that chose it by path. */
  readonly #choosers = new Map<string, Set<string>>();
  readonly #peerDeclarers = new Map<string, CopyRef[]>();
  readonly #modules = new Map<string, string[]>();

  /** `packageName` as the importer wrote it. */
  addUse(user: string, packageName: string, used: string): void {
    getOrAdd(this.#users, used, () => new Set<string>()).add(user);
    const got = getOrAdd(this.#got, user, () => new Map<string, string>());
    if (!got.has(packageName)) got.set(packageName, used);
  }

  /** Code in `chooser` loaded the copy by a path it had found itself. */
  addChoice(chooser: string, used: string): void {
    getOrAdd(this.#choosers, used, () => new Set<string>()).add(chooser);
  }

  addCopy(copy: CopyRef, manifest: PackageJson | null): void {
    for (const peer of manifest?.peerDependencies.keys() ?? [])
      getOrAdd(this.#peerDeclarers, peer, () => [] as CopyRef[]).push(copy);
  }

  addModule(copy: string, path: string): void {
    const modules = getOrAdd(this.#modules, copy, () => [] as string[]);
    if (modules.length < maxModules) modules.push(path);
  }

  /** The first modules loaded from a copy, at most 16. */
  modulesOf(copy: string): readonly string[] {
    return this.#modules.get(copy) ?? [];
  }

  /**
   * Loaded copies whose package.json asks for `packageName` as a peer: for one instance shared with whoever
   * uses them.
   */
  peerDeclarers(packageName: string): readonly CopyRef[] {
    return this.#peerDeclarers.get(packageName) ?? [];
  }

  /** The copy of `packageName` that the code in `user` got; null where it never asked. */
  copyUsedBy(user: string, packageName: string): string | null {
    return this.#got.get(user)?.get(packageName) ?? null;
  }

  /** Package -> the first copy of it that the code in `user` got. */
  usedBy(user: string): ReadonlyMap<string, string> {
    return this.#got.get(user) ?? nothingUsed;
  }

  choosersOf(used: string): ReadonlySet<string> {
    return this.#choosers.get(used) ?? noCopies;
  }

  usersOf(used: string): ReadonlySet<string> {
    return this.#users.get(used) ?? noCopies;
  }
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

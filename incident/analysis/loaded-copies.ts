/**
 * What some environments had loaded, asked by path. A file belongs to the loaded copy with the longest path
 * above it, unless a `node_modules` between them says that it belongs to a copy that no line names.
 */
import type { CopyRef } from "../../core/findings/finding.ts";
import { placeInNodeModules } from "../../core/layout/copy.ts";
import { parentOf } from "../../core/layout/paths.ts";
import { copyAt } from "../model/copy-at.ts";
import type { Copy } from "../model/model.ts";

export class LoadedCopies {
  readonly #byPath = new Map<string, CopyRef>();
  readonly #copies: readonly Copy[];
  #users: Map<string, Set<string>> | null = null;

  constructor(sets: Iterable<readonly Copy[]>) {
    this.#copies = [...new Set([...sets].flat())];
    for (const copy of this.#copies) this.#byPath.set(copy.path, refOf(copy));
  }

  copyOf(path: string): CopyRef {
    const top = placeInNodeModules(path)?.path.length ?? 0;
    for (let at: string | null = path; at !== null && at.length >= top; at = parentOf(at)) {
      const copy = this.#byPath.get(at);
      if (copy !== undefined) return copy;
    }
    return copyAt(path);
  }

  /**
   * The copies, by directory, whose code was the first to import from the one in this directory: no line
   * has later ones.
   */
  usersOf(directory: string): ReadonlySet<string> {
    this.#users ??= this.#importers();
    return this.#users.get(directory) ?? new Set();
  }

  #importers(): Map<string, Set<string>> {
    const users = new Map<string, Set<string>>();
    for (const { path, importer } of this.#copies) {
      const user = importer === null ? null : this.copyOf(importer).path;
      if (user === null || user === path) continue;
      const known = users.get(path);
      if (known === undefined) users.set(path, new Set([user]));
      else known.add(user);
    }
    return users;
  }
}

function refOf({ package: name, version, root, path, layer, link }: Copy): CopyRef {
  return {
    package: name,
    version,
    root,
    path,
    ...(layer === undefined ? {} : { layer }),
    ...(link === null ? {} : { link }),
  };
}

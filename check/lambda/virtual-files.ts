/**
 * Core's file-system port over trees that are mounted at absolute paths. Links lead where they would in
 * Lambda: inside the mounted trees, or nowhere. A file that turns out to be damaged is reported once, and
 * from then on is not there.
 */
import type { FileContent, FileStat, FileSystem } from "../../core/file-system.ts";
import { joinPath, lastSegment, parentOf } from "../../core/layout/paths.ts";
import type { OnProblem } from "../../core/layout/problem.ts";
import { type Folders, foldersOf } from "./folders.ts";
import type { Tree, TreeNode } from "./tree.ts";
import { unreadText } from "./unread-text.ts";

const maxHops = 40;
const directory: TreeNode = { kind: "directory" };

/** Files below one place. All paths are relative to it. */
export interface Mount {
  readonly folders: Folders;
  node(path: string): TreeNode | undefined;
  /** @throws Error when the file is damaged or cannot be read. */
  read(path: string, offset: number, length: number): Uint8Array;
  /** The artefact that the file is from, for a message. */
  nameOf(path: string): string;
}

export class VirtualFiles implements FileSystem {
  /** By the place, which is absolute and physical. */
  readonly #mounts = new Map<string, Mount>();
  /** Folders that are there because something is mounted below them -> their names. */
  readonly #above = new Map<string, Set<string>>([["/", new Set()]]);
  readonly #onProblem: OnProblem;
  readonly #damaged = new Set<string>();
  #hasLinks = false;

  constructor(onProblem: OnProblem) {
    this.#onProblem = onProblem;
  }

  /** @param at absolute and physical, and not inside of what is mounted already */
  mount(at: string, mount: Mount): void {
    this.#mounts.set(at, mount);
    this.#hasLinks ||= mount.folders.hasLinks;
    for (let path = at, above = parentOf(at); above !== null; path = above, above = parentOf(path)) {
      const names = this.#above.get(above) ?? new Set();
      this.#above.set(above, names.add(lastSegment(path)));
    }
  }

  mountTree(at: string, tree: Tree): void {
    this.mount(at, {
      folders: foldersOf(tree.nodes),
      node: (path) => tree.nodes.get(path),
      read: (path, offset, length) => tree.read(path, offset, length),
      nameOf: () => tree.name,
    });
  }

  readFile(path: string, maxBytes: number): FileContent | null {
    const found = this.#located(path);
    if (found?.node.kind !== "file") return null;
    const bytes = this.#read(found.path, 0, maxBytes);
    return bytes === null ? null : { bytes, truncated: found.node.size > maxBytes };
  }

  readAt(path: string, offset: number, length: number): Uint8Array | null {
    const found = this.#located(path);
    return found?.node.kind === "file" ? this.#read(found.path, offset, length) : null;
  }

  readDir(path: string, maxEntries: number): readonly string[] | null {
    const found = this.#located(path);
    if (found?.node.kind !== "directory") return null;
    const place = this.#placeOf(found.path);
    const names =
      place === null
        ? [...(this.#above.get(found.path) ?? [])].sort()
        : place.mount.folders.names(place.path);
    return names.slice(0, maxEntries);
  }

  stat(path: string): FileStat | null {
    const node = this.#located(path)?.node;
    if (node === undefined || node.kind === "link") return null;
    return node.kind === "directory"
      ? { kind: "directory", size: 0, mode: 0o755, modifiedMs: 0 }
      : { kind: "file", size: node.size, mode: node.mode, modifiedMs: 0 };
  }

  realpath(path: string): string | null {
    const normal = joinPath("/", path);
    const known = this.#node(normal);
    // Nothing is below a link, so what is known by its path is physical unless it is a link itself.
    const real = known !== undefined && known.kind !== "link" ? normal : this.#followed(normal);
    return real === null || this.#damaged.has(real) ? null : real;
  }

  #located(path: string): { readonly path: string; readonly node: TreeNode } | null {
    const real = this.realpath(path);
    const node = real === null ? undefined : this.#node(real);
    return real === null || node === undefined ? null : { path: real, node };
  }

  /**
   * Part by part, as Linux does it. Null where nothing is there, and where links go round: all of a path
   * share the hops, since links that lead through several others each would otherwise take for ever.
   */
  #followed(path: string): string | null {
    if (!this.#hasLinks) return null;
    // The next one last.
    const parts = path.split("/").reverse();
    let at = "/";
    let hops = 0;
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      if (part === "" || part === ".") continue;
      const next = part === ".." ? (parentOf(at) ?? "/") : joinPath(at, part);
      const node = this.#node(next);
      if (node === undefined || (node.kind === "file" && parts.length > 0)) return null;
      if (node.kind !== "link") at = next;
      else {
        hops++;
        if (hops > maxHops) return null;
        if (node.target.startsWith("/")) at = "/";
        parts.push(...node.target.split("/").reverse());
      }
    }
    return at;
  }

  /** Of a physical path. */
  #node(path: string): TreeNode | undefined {
    const place = this.#placeOf(path);
    if (place === null) return this.#above.has(path) ? directory : undefined;
    const { mount, path: below } = place;
    return mount.node(below) ?? (mount.folders.has(below) ? directory : undefined);
  }

  #placeOf(path: string): { readonly mount: Mount; readonly path: string } | null {
    for (const [at, mount] of this.#mounts) {
      if (path.startsWith(at) && (path.length === at.length || path[at.length] === "/"))
        return { mount, path: path.slice(at.length + 1) };
    }
    return null;
  }

  #read(path: string, offset: number, length: number): Uint8Array | null {
    const place = this.#placeOf(path);
    if (place === null) return null;
    try {
      return place.mount.read(place.path, offset, length);
    } catch (error) {
      this.#damaged.add(path);
      this.#onProblem({ path, what: unreadText(error, place.mount.nameOf(place.path)) });
      return null;
    }
  }
}

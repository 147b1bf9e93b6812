import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { FileContent, FileStat, FileSystem } from "../../../core/file-system.ts";

/** A file's text or bytes, a folder, an object with `json`, or a symbolic link. */
export type Node = string | Uint8Array | Json | Link | Folder;
export interface Folder {
  readonly [name: string]: Node;
}

class Json {
  readonly text: string;
  constructor(value: unknown) {
    this.text = JSON.stringify(value);
  }
}

class Link {
  readonly target: string;
  constructor(target: string) {
    this.target = target;
  }
}

/** The roots of one environment; keys are paths below each root and may hold slashes. */
export interface Tree {
  readonly function?: Folder;
  /** Merged in order, as Lambda does: a later layer overwrites an earlier one's file. */
  readonly layers?: readonly Folder[];
  readonly runtime?: Folder;
  /** Anywhere else. */
  readonly elsewhere?: Folder;
  /** When a file was written, where that matters; all others at 0. In memory only. */
  readonly modifiedMs?: Readonly<Record<string, number>>;
  /** A file's permission bits, where they matter; all others are 0o755. In memory only. */
  readonly modes?: Readonly<Record<string, number>>;
}

export const json = (value: unknown): Node => new Json(value);

/** A symbolic link; a relative target is seen from the link's own folder. */
export const link = (target: string): Node => new Link(target);

/** A package with a main file: `pkg("foo", "1.2.3", { dependencies: … }, { "lib/x.js": "" })`. */
export function pkg(name: string, version: string, manifest: object = {}, files: Folder = {}): Folder {
  return {
    "package.json": json({ name, version, ...manifest }),
    "index.js": `module.exports = ${JSON.stringify(`${name}@${version}`)};`,
    ...files,
  };
}

/** Every file and link of the tree by its absolute path below `sysroot`. */
export function flatten(tree: Tree, sysroot = ""): ReadonlyMap<string, Uint8Array | Link> {
  const flat = new Map<string, Uint8Array | Link>();
  const add = (folder: Folder, at: string): void => {
    for (const [name, node] of Object.entries(folder)) {
      const path = posix.join(at, name);
      if (typeof node === "string") flat.set(path, new TextEncoder().encode(node));
      else if (node instanceof Json) flat.set(path, new TextEncoder().encode(node.text));
      else if (node instanceof Uint8Array || node instanceof Link) flat.set(path, node);
      else add(node, path);
    }
  };
  add(tree.runtime ?? {}, `${sysroot}/var/runtime`);
  add(tree.function ?? {}, `${sysroot}/var/task`);
  for (const layer of tree.layers ?? []) add(layer, `${sysroot}/opt`);
  add(tree.elsewhere ?? {}, sysroot || "/");
  return flat;
}

/** The tree on disk below `directory`. */
export function writeTree(tree: Tree, directory: string): void {
  for (const [path, content] of flatten(tree, directory)) {
    mkdirSync(dirname(path), { recursive: true });
    if (content instanceof Link)
      symlinkSync(content.target.startsWith("/") ? join(directory, content.target) : content.target, path);
    else writeFileSync(path, content);
  }
}

/** The tree in memory, with symbolic links followed as Linux does. Counts what it is asked. */
export class MemoryFiles implements FileSystem {
  readonly asked = { readFile: 0, readAt: 0, readDir: 0, stat: 0, realpath: 0 };
  readonly #content: ReadonlyMap<string, Uint8Array | Link>;
  readonly #modifiedMs: Readonly<Record<string, number>>;
  readonly #modes: Readonly<Record<string, number>>;
  readonly #folders = new Map<string, Set<string>>([["/", new Set()]]);

  constructor(tree: Tree) {
    this.#content = flatten(tree);
    this.#modifiedMs = tree.modifiedMs ?? {};
    this.#modes = tree.modes ?? {};
    for (const path of this.#content.keys()) {
      for (let at = path; at !== "/"; at = posix.dirname(at)) {
        const parent = posix.dirname(at);
        const names = this.#folders.get(parent) ?? new Set();
        names.add(posix.basename(at));
        this.#folders.set(parent, names);
      }
    }
  }

  readFile(path: string, maxBytes: number): FileContent | null {
    this.asked.readFile++;
    const content = this.#content.get(this.#resolve(path) ?? "");
    if (!(content instanceof Uint8Array)) return null;
    return { bytes: content.subarray(0, maxBytes), truncated: content.length > maxBytes };
  }

  readAt(path: string, offset: number, length: number): Uint8Array | null {
    this.asked.readAt++;
    const real = this.#resolve(path) ?? "";
    const content = this.#content.get(real);
    const isReadable = ((this.#modes[real] ?? 0o755) & 0o444) !== 0;
    return content instanceof Uint8Array && isReadable ? content.subarray(offset, offset + length) : null;
  }

  readDir(path: string, maxEntries: number): readonly string[] | null {
    this.asked.readDir++;
    const names = this.#folders.get(this.#resolve(path) ?? "");
    return names === undefined ? null : [...names].sort().slice(0, maxEntries);
  }

  stat(path: string): FileStat | null {
    this.asked.stat++;
    const real = this.#resolve(path);
    if (real === null) return null;
    const content = this.#content.get(real);
    const size = content instanceof Uint8Array ? content.length : 0;
    return {
      kind: content instanceof Uint8Array ? "file" : "directory",
      size,
      mode: this.#modes[real] ?? 0o755,
      modifiedMs: this.#modifiedMs[real] ?? 0,
    };
  }

  realpath(path: string): string | null {
    this.asked.realpath++;
    return this.#resolve(path);
  }

  #resolve(path: string, depth = 0): string | null {
    if (!path.startsWith("/") || depth > 20) return null;
    let at = "";
    const segments = posix.normalize(path).split("/").filter(Boolean);
    for (const [index, segment] of segments.entries()) {
      const next = `${at}/${segment}`;
      const content = this.#content.get(next);
      if (content instanceof Link)
        return this.#resolve(
          posix.join(posix.resolve(at || "/", content.target), ...segments.slice(index + 1)),
          depth + 1,
        );
      if (content === undefined && !this.#folders.has(next)) return null;
      at = next;
    }
    return at || "/";
  }
}

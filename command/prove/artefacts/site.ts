/** What a repair may ask of function and layers as they are. Every look is bounded. */
import { type Dirent, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { candidateFolders, parseNodePath } from "../../../core/layout/candidates.ts";
import { isInside, joinPath, parentOf } from "../../../core/layout/paths.ts";
import type { NodeLine } from "../../../sandbox/runtime/nodes.ts";
import { hostPath, pathInLayer, type Tree } from "./tree.ts";

/** A copy of a package in function or layers. */
export interface DiskCopy {
  readonly path: string;
  readonly version: string | null;
}

/** A copy as one layer has it, whatever the others put over it. */
export interface LayerCopy extends DiskCopy {
  /** Counts from 0, the lowest. */
  readonly layer: number;
}

const maxFolders = 50_000;
const maxLevels = 24;
const maxManifest = 1024 * 1024;

export class Site {
  readonly #tree: Tree;
  readonly line: NodeLine;
  #packageFolders: readonly string[] | null = null;

  constructor(tree: Tree, line: NodeLine) {
    this.#tree = tree;
    this.line = line;
  }

  /** The path is in function or layers, so that a copy of them can be changed there. */
  canEdit(path: string): boolean {
    const host = hostPath(this.#tree, path);
    return host !== null && host !== this.#tree.task && host !== this.#tree.opt;
  }

  kindOf(path: string): "file" | "directory" | "link" | null {
    const host = hostPath(this.#tree, path);
    const stat = host === null ? undefined : lstatSync(host, { throwIfNoEntry: false });
    if (stat?.isSymbolicLink()) return "link";
    return stat?.isDirectory() ? "directory" : stat?.isFile() ? "file" : null;
  }

  has(path: string): boolean {
    return this.kindOf(path) !== null;
  }

  /** Null if there is no package.json of an object. */
  versionAt(folder: string): string | null {
    const host = hostPath(this.#tree, folder);
    return host === null ? null : manifestVersion(host);
  }

  /** Real folders of that package in any node_modules of function and layers. */
  copiesOf(name: string): readonly DiskCopy[] {
    this.#packageFolders ??= [...this.#nodeModulesBelow("/var/task"), ...this.#nodeModulesBelow("/opt")];
    return this.#packageFolders
      .map((folder) => joinPath(folder, name))
      .filter((path) => this.kindOf(path) === "directory")
      .map((path) => ({ path, version: this.versionAt(path) }));
  }

  /** What each layer alone has at that path, where several layers have something: lowest first. */
  mergedAt(path: string): readonly LayerCopy[] {
    const found = this.#tree.layers.flatMap((_, layer) => {
      const host = pathInLayer(this.#tree, layer, path);
      const isThere = host !== null && lstatSync(host, { throwIfNoEntry: false })?.isDirectory() === true;
      return isThere ? [{ path, layer, version: manifestVersion(host) }] : [];
    });
    return found.length > 1 ? found : [];
  }

  /** Files of that name, and of those that begin with it and a dot, in function and layers. */
  filesNamed(name: string): readonly string[] {
    const found: string[] = [];
    this.#walk(["/var/task", "/opt"], (folder, entry) => {
      const fits = entry.name === name || entry.name.startsWith(`${name}.`);
      if (fits && entry.isFile()) found.push(joinPath(folder, entry.name));
    });
    return found;
  }

  /** What Node finds first for the package from a folder, once `gone` is away. */
  reached(name: string, from: string, gone: string): string | null {
    const nodePath = parseNodePath(
      [
        `/opt/nodejs/node${this.line}/node_modules`,
        "/opt/nodejs/node_modules",
        "/var/runtime/node_modules",
        "/var/runtime",
        "/var/task",
      ].join(":"),
    );
    const found = candidateFolders(from, nodePath)
      .map((folder) => joinPath(folder, name))
      .find((path) => path !== gone && this.has(path));
    return found ?? null;
  }

  #nodeModulesBelow(root: string): string[] {
    const found = new Set<string>();
    this.#walk([root], (folder, entry) => {
      if (entry.name === "node_modules" && entry.isDirectory()) found.add(joinPath(folder, entry.name));
    });
    // In a layer packages may lie, by mistake, where Node does not look.
    if (root === "/opt") for (const folder of ["/opt", "/opt/nodejs"]) found.add(folder);
    return [...found];
  }

  /** Calls `visit` for each entry, and goes into folders, never through links. */
  #walk(roots: readonly string[], visit: (folder: string, entry: Dirent) => void): void {
    const open = roots.map((path) => ({ path, host: hostPath(this.#tree, path) ?? "", level: 0 }));
    for (let left = maxFolders; left > 0; left--) {
      const next = open.pop();
      if (next === undefined) return;
      for (const entry of entriesOf(next.host)) {
        visit(next.path, entry);
        if (next.level < maxLevels && entry.isDirectory())
          open.push({
            path: joinPath(next.path, entry.name),
            host: join(next.host, entry.name),
            level: next.level + 1,
          });
      }
    }
  }
}

function manifestVersion(folder: string): string | null {
  const file = join(folder, "package.json");
  try {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > maxManifest) return null;
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version?: unknown };
    return typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The node_modules folder in which only this importer, and what is below it, finds a package first. */
export function packagesOf(importer: string): string {
  const at = importer.lastIndexOf("/node_modules/");
  if (at !== -1) {
    const [first = "", second = ""] = importer.slice(at + "/node_modules/".length).split("/");
    const name = first.startsWith("@") || first.startsWith(".") ? `${first}/${second}` : first;
    return `${importer.slice(0, at)}/node_modules/${name}/node_modules`;
  }
  if (isInside(importer, "/opt/nodejs")) return "/opt/nodejs/node_modules";
  if (isInside(importer, "/opt")) return joinPath(parentOf(importer) ?? "/opt", "node_modules");
  return "/var/task/node_modules";
}

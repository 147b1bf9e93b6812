/**
 * The mounts that turn Lambda's Node image into one of the customer's own: files in other places, and system
 * commands that are not there.
 */
import { existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Settings } from "../contract/options.ts";
import type { StagedRoots } from "../roots/stage.ts";

export interface Bind {
  readonly source: string;
  readonly target: string;
}

/**
 * In the order they must be mounted in, after the roots. Folders that no root holds are staged below the
 * sandbox's directory.
 */
export function imageBinds({ image }: Settings, roots: StagedRoots): Bind[] {
  const binds: Bind[] = [];
  const staged = join(roots.directory, "image");
  const tops = new Set<string>();
  for (const [path, source] of Object.entries(roots.imageFiles)) {
    const [, top = "", second] = path.split("/");
    const root =
      top === "var" && second === "lang"
        ? roots.lang
        : top === "var" && second === "runtime"
          ? roots.runtime
          : undefined;
    if (root === undefined && !tops.has(top)) {
      tops.add(top);
      binds.push({ source: join(staged, top), target: `/${top}` });
    }
    placeholder(source, root === undefined ? staged + path : join(root, ...path.split("/").slice(3)));
    binds.push({ source, target: path });
  }
  // An empty file cannot be run as a command: it has no x bit.
  const nothing = join(roots.directory, "nothing");
  writeFileSync(nothing, "");
  const hidden = new Set<string>();
  for (const name of image.without ?? []) {
    for (const folder of commandFolders) {
      const path = join(folder, name);
      if (!existsSync(path)) continue;
      // A folder and a link to it are two mounts of one folder.
      for (const target of [path, realpathSync(path)]) hidden.add(target);
    }
  }
  return [...binds, ...[...hidden].map((target) => ({ source: nothing, target }))];
}

const commandFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** Something of the same kind to mount on. */
export function placeholder(source: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (statSync(source).isDirectory()) mkdirSync(path);
  else writeFileSync(path, "");
}

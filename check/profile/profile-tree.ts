/**
 * A profile as the files of /var/runtime. Only a package's name, version and place are known, so each has one
 * empty file that every path in it leads to: what the package itself loads is not predicted.
 */
import { memoryTree } from "../lambda/memory-tree.ts";
import type { Tree } from "../lambda/tree.ts";
import type { RuntimeProfile } from "./runtime-profile.ts";

const root = "/var/runtime/";
const entry = "./index.js";

export function profileTree({ runtime, packages }: RuntimeProfile): Tree {
  const files = new Map<string, string>();
  for (const { name, version, path } of packages) {
    if (!path.startsWith(root)) continue;
    const folder = path.slice(root.length);
    const manifest = {
      name,
      ...(version !== null && { version }),
      main: entry,
      exports: { ".": entry, "./package.json": "./package.json", "./*": entry },
    };
    files.set(`${folder}/package.json`, JSON.stringify(manifest));
    files.set(`${folder}/index.js`, "");
  }
  return memoryTree(`the profile of ${runtime}`, files);
}

import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Every file below the folder, as a path from it with `/`, in the order of their names. */
export function pathsBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** What is in a folder, to compare two of them. No link is followed. */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, relative } from "node:path";

/** Path -> type, permission bits and content, of everything below a folder except for what is `without`. */
export function treeOf(folder: string, without?: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string): void => {
    if (path === without) return;
    const stats = lstatSync(path);
    const mode = (stats.mode & 0o7777).toString(8);
    const name = relative(folder, path);
    if (stats.isSymbolicLink()) found[name] = `link ${readlinkSync(path)}`;
    else if (stats.isFile()) found[name] = `file ${mode} ${readFileSync(path, "base64")}`;
    else {
      found[name] = `directory ${mode}`;
      for (const inside of readdirSync(path)) visit(join(path, inside));
    }
  };
  visit(folder);
  return found;
}

/** The npm package, as this checkout's build makes it. */
import { cpSync } from "node:fs";
import { join } from "node:path";

/** Puts it into a folder's `node_modules`. */
export function installPackage(folder: string): void {
  cpSync("dist/package", join(folder, "node_modules/outcrop"), { recursive: true });
}

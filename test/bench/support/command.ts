/** The command as the npm package has it, in a folder of its own: dist/package may be made again by another run. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { bundleCommand } from "../../../build/bundle-command.ts";

/** @returns the path of the program */
export async function commandIn(folder: string): Promise<string> {
  await bundleCommand(join(folder, "bin"));
  // What the command reads of the package when it writes a report.
  for (const path of ["package.json", "docs/findings"]) cpSync(path, join(folder, path), { recursive: true });
  return join(folder, "bin/outcrop.js");
}

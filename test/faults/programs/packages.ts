/**
 * The real packages of test/faults/packages, installed from their lock on first use: once for each state of
 * it.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const sources = join(import.meta.dirname, "../packages");

/**
 * The folder that their node_modules is in.
 * @throws Error with npm's complaint
 */
export async function installedPackages(): Promise<string> {
  const state = createHash("sha256")
    .update(readFileSync(join(sources, "package-lock.json")))
    .digest("hex");
  const folder = resolve("dist/faults-packages", state.slice(0, 8));
  if (existsSync(folder)) return folder;
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  try {
    for (const name of ["package.json", "package-lock.json"]) cpSync(join(sources, name), join(aside, name));
    await promisify(execFile)(
      "npm",
      ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"],
      { cwd: aside },
    );
    renameSync(aside, folder);
  } catch (error) {
    // Another process may have been first.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}

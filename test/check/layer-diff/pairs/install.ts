/**
 * One release of a package as a layer: nodejs/node_modules as npm fills it for Lambda's x64. Its dependencies are
 * those of one day, so that each run has the same.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";

const day = "2025-10-01";
const options = [
  ...["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"],
  ...["--os=linux", "--cpu=x64", "--libc=glibc", `--before=${day}`],
];

/** @returns the layer's folder. @throws Error with npm's complaint */
export async function installedLayer(name: string, version: string): Promise<string> {
  const state = createHash("sha256")
    .update(readFileSync(import.meta.filename))
    .digest("hex")
    .slice(0, 8);
  const folder = resolve(`dist/layer-diff/${name.replace("/", "+")}-${version}-${state}`);
  if (existsSync(folder)) return folder;
  const aside = `${folder}.${process.pid}`;
  mkdirSync(`${aside}/nodejs`, { recursive: true });
  try {
    writeFileSync(`${aside}/nodejs/package.json`, JSON.stringify({ dependencies: { [name]: version } }));
    await promisify(execFile)("npm", options, { cwd: `${aside}/nodejs` });
    if (!existsSync(folder)) renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}

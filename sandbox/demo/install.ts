/** Makes the demo's roots from npm's lockfiles: once for each state of their sources. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ownFile } from "../../core/own-files.ts";
import { rootsFolder } from "./places.ts";
import type { DemoRoot } from "./scenario.ts";

const sources = fileURLToPath(ownFile("sandbox/demo/"));

const npmCi = ["ci", "--ignore-scripts", "--install-links", "--prefer-offline", "--no-audit", "--no-fund"];

export interface InstalledRoot {
  readonly directory: string;
  /** False when an earlier run had installed it. */
  readonly fresh: boolean;
}

/**
 * Two demos at once do not disturb each other: each installs aside, and the first to finish is kept.
 * @throws Error naming the root.
 */
export async function install(root: DemoRoot): Promise<InstalledRoot> {
  const source = join(sources, root.name);
  const state = stateOf(root, source);
  const directory = join(rootsFolder, `${root.name}-${state}`);
  if (existsSync(directory)) return { directory, fresh: false };
  const aside = `${directory}.${process.pid}`;
  try {
    const folder = join(aside, root.folder);
    mkdirSync(rootsFolder, { recursive: true });
    cpSync(source, folder, { recursive: true });
    await npm([...npmCi, ...(root.npmOptions ?? [])], folder);
    root.pack?.(folder);
    if (!existsSync(directory)) renameSync(aside, directory);
    dropOtherStates(root.name, state);
  } catch (error) {
    throw new Error(`${root.name}: ${error instanceof Error ? error.message : error}`);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return { directory, fresh: true };
}

/**
 * Everything an installed root is made of: its sources, its lockfile, the packing in scenario.ts, this CPU.
 */
function stateOf(root: DemoRoot, source: string): string {
  const hash = createHash("sha256")
    .update(process.arch)
    .update(JSON.stringify(root))
    .update(String(root.pack));
  const entries = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(path.slice(source.length)).update(readFileSync(path));
  return hash.digest("hex").slice(0, 8);
}

function dropOtherStates(name: string, state: string): void {
  const others = readdirSync(rootsFolder).filter(
    (entry) =>
      new RegExp(`^${name}-[0-9a-f]{8}(?:\\.zip)?$`).test(entry) && !entry.startsWith(`${name}-${state}`),
  );
  for (const other of others) rmSync(join(rootsFolder, other), { recursive: true, force: true });
}

/** @throws Error with the first line of npm's complaint that is a sentence. */
async function npm(parameters: readonly string[], cwd: string): Promise<void> {
  try {
    await promisify(execFile)("npm", parameters, { cwd });
  } catch (error) {
    const output = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    const sentence = output
      .split("\n")
      .find((line) => /^npm error (?!(?:code|syscall|errno|path|dest|type) )/.test(line));
    throw new Error(sentence?.replace("npm error", "npm ci:") ?? String(error));
  }
}

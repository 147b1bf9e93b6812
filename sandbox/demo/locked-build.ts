/**
 * The teams' build, by the commands that they would run: each team packs its layer with a manifest, and the
 * function's build locks the layers. So every finding names its layer.
 */
import { execFile } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { lockName } from "../../core/lock/lock.ts";
import { ownProgram } from "../../core/own-files.ts";
import type { LayerName } from "./scenario.ts";

const program = fileURLToPath(ownProgram);

/** @returns the layer's zip, next to its folder. @throws Error with what the command said */
export async function packLayer(directory: string, { name, version }: LayerName): Promise<string> {
  const zip = `${directory}.zip`;
  await outcrop("layer", "pack", directory, "--name", name, "--version", version, "--out", zip);
  return zip;
}

/**
 * Puts the lock into the function's folder. Two demos at once do not disturb each other.
 * @param layers lowest first
 * @throws Error with what the command said
 */
export async function lockFunction(directory: string, layers: readonly string[]): Promise<void> {
  const draft = `${directory}.lock.${process.pid}`;
  const given = layers.flatMap((zip) => ["--layer", zip]);
  try {
    await outcrop("lock", "--function", directory, ...given, "--out", draft);
    renameSync(draft, join(directory, lockName));
  } finally {
    rmSync(draft, { force: true });
  }
}

async function outcrop(...parameters: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [program, ...parameters]);
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new Error(said === "" ? String(error) : said);
  }
}

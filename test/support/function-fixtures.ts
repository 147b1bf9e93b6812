/** The functions of test/fixtures/functions as directories that can be deployed. */
import { cpSync, mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const fixtures = join(import.meta.dirname, "../fixtures/functions");
const repository = join(import.meta.dirname, "../..");
const made: string[] = [];

afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const directory = mkdtempSync(join(tmpdir(), "outcrop-function-"));
  made.push(directory);
  return directory;
}

/** A copy of the fixture. A folder `_node_modules`, which git does not ignore, becomes `node_modules`. */
export function deployable(name: string): string {
  const directory = temporaryFolder();
  cpSync(join(fixtures, name), directory, { recursive: true, verbatimSymlinks: true });
  nameNodeModules(directory);
  return directory;
}

function nameNodeModules(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isSymbolicLink()) {
      const target = readlinkSync(path);
      rmSync(path);
      symlinkSync(target.replaceAll("_node_modules", "node_modules"), path);
    } else if (entry.isDirectory()) {
      nameNodeModules(path);
      if (entry.name === "_node_modules") renameSync(path, join(directory, "node_modules"));
    }
  }
}

/**
 * A native addon for this machine that loads on every Node line: it is on Node-API. One of the packages of
 * this repository.
 */
export function nativeAddon(): string {
  const libc = process.platform === "linux" ? "-gnu" : "";
  const platform = `${process.platform}-${process.arch}${libc}`;
  return join(repository, `node_modules/lightningcss-${platform}/lightningcss.${platform}.node`);
}

/** The built layer, or another one: a broken copy must make tests fail. */
export const layerUnderTest = process.env["OUTCROP_TEST_LAYER"] ?? join(repository, "dist/layer");

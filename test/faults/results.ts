/** What the tests saw, kept in dist/faults for the page: one file for each Node and group. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = resolve("dist/faults");

export interface CellResult {
  /** How often the fault was caused. */
  readonly times: number;
  /** The first thing that did not hold; null if all did. */
  readonly problem: string | null;
}

/** By the id of the cell. */
export type GroupResults = Readonly<Record<string, CellResult>>;

export function writeResults(group: string, results: GroupResults): void {
  const place = join(folder, process.version);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, `${group}.json`), `${JSON.stringify(results, null, 2)}\n`);
}

/** By Node version, then by group. */
export function readResults(): ReadonlyMap<string, ReadonlyMap<string, GroupResults>> {
  const versions = readdirSync(folder).sort();
  return new Map(versions.map((version) => [version, readVersion(join(folder, version))]));
}

function readVersion(place: string): ReadonlyMap<string, GroupResults> {
  const files = readdirSync(place);
  return new Map(
    files.map((file) => [
      file.replace(/\.json$/, ""),
      JSON.parse(readFileSync(join(place, file), "utf8")) as GroupResults,
    ]),
  );
}

/** What the tests saw, kept in dist/faults for the page: one file for each Node and group. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { nodeLines } from "../../sandbox/runtime/nodes.ts";
import type { Group } from "./fault.ts";

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
  const versions = existsSync(folder) ? readdirSync(folder).sort() : [];
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

/** What is missing until every cell has run on every Node line, or null. */
export function missingCells(groups: ReadonlyMap<string, Group>): string | null {
  const results = readResults();
  for (const line of nodeLines) {
    const [, seen] = [...results].find(([version]) => version.startsWith(`v${line}.`)) ?? [];
    for (const [name, { cells }] of groups)
      for (const { id } of cells)
        if (seen?.get(name)?.[id] === undefined)
          return `dist/faults has no result of ${name} ${id} on Node ${line}`;
  }
  return null;
}

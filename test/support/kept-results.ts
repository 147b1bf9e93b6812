/** What whole runs of some tests leave in dist/results, for the pages that are generated of them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = "dist/results";

export const resultsPath = (name: string): string => `${folder}/${name}.json`;

export function keepResults(name: string, results: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(resultsPath(name), `${JSON.stringify(results, null, 2)}\n`);
}

/** @throws Error where no run has left any, or where they are not JSON */
export function keptResults<Results>(name: string): Results {
  return JSON.parse(readFileSync(resultsPath(name), "utf8")) as Results;
}

/** What is missing where no run has left any, or null. */
export function missingResults(name: string): string | null {
  return existsSync(resultsPath(name)) ? null : `${resultsPath(name)} does not exist`;
}

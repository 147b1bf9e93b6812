/**
 * dist/bench.json: what was measured last, case by case. A run of some cases replaces theirs and keeps the
 * others', if the machine is the same.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Figure } from "./figures.ts";
import type { Machine } from "./machine.ts";

export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly command: string;
  readonly measuredAt: string;
  /** Few runs: good for trying out, not for comparing. */
  readonly quick: boolean;
  readonly notes: readonly string[];
  /** What could not be measured on this machine, and why. */
  readonly skipped: readonly string[];
  readonly figures: readonly Figure[];
}

export interface Results {
  readonly schema: 1;
  readonly machine: Machine;
  readonly cases: readonly CaseResult[];
}

/** Null without results, or without any that can be read. */
export function readResults(path: string): Results | null {
  try {
    const results = JSON.parse(readFileSync(path, "utf8")) as Results;
    return results.schema === 1 ? results : null;
  } catch {
    return null;
  }
}

/** @param order the names of all cases, as they are listed */
export function merge(
  kept: Results | null,
  machine: Machine,
  measured: readonly CaseResult[],
  order: readonly string[],
): Results {
  const old = kept !== null && JSON.stringify(kept.machine) === JSON.stringify(machine) ? kept.cases : [];
  const byName = new Map([...old, ...measured].map((result) => [result.name, result]));
  return { schema: 1, machine, cases: order.flatMap((name) => byName.get(name) ?? []) };
}

export function writeResults(path: string, results: Results): void {
  mkdirSync(dirname(path), { recursive: true });
  // Each figure carries its whole name, so that a line of the file can be found by it.
  const cases = results.cases.map((result) => ({
    ...result,
    figures: result.figures.map((figure) => ({
      figure: `${result.name}/${figure.arm}/${figure.measure}`,
      ...figure,
    })),
  }));
  writeFileSync(path, `${JSON.stringify({ ...results, cases }, null, 2)}\n`);
}

/**
 * What a run of the command found: kept in dist/compat.json, from which docs/generated/compatibility.md is
 * written.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { NodeLine } from "../../sandbox/runtime/nodes.ts";
import type { ArmName } from "./arm.ts";
import { mostOften, type Outcome, type Runs } from "./outcome.ts";

export interface TestResult extends Runs {
  readonly name: string;
  /** Whether the shim wrote anything while the test ran with it. */
  readonly observed: boolean;
}

export interface SuiteResult {
  /** Its name in nodeSuites or packages. */
  readonly suite: string;
  readonly version: string;
  readonly line: NodeLine;
  /** The Node that ran it, as `process.version` has it. */
  readonly node: string;
  /** How many the suite has, where `tests` may be fewer. */
  readonly all?: number;
  readonly tests: readonly TestResult[];
}

export function passed({ tests }: Pick<SuiteResult, "tests">, arm: ArmName): number {
  return ended(tests, arm, "passed");
}

export function ended(tests: readonly TestResult[], arm: ArmName, outcome: Outcome): number {
  return tests.filter((test) => mostOften(test[arm]) === outcome).length;
}

/** @returns all of both by name; of a test that is in both the later result */
export function addedTo(before: readonly TestResult[], later: readonly TestResult[]): TestResult[] {
  const tests = new Map([...before, ...later].map((test) => [test.name, test]));
  return [...tests.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const resultsPath = "dist/compat.json";

export function writeResults(results: readonly SuiteResult[]): void {
  mkdirSync(dirname(resultsPath), { recursive: true });
  writeFileSync(resultsPath, JSON.stringify(results));
}

export function readResults(): SuiteResult[] {
  return JSON.parse(readFileSync(resultsPath, "utf8")) as SuiteResult[];
}

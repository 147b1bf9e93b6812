/**
 * Runs each of Node's tests plain and with the shim on one Node, two tests at a time, and again where the
 * arms end differently.
 */
import { mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { type ArmName, Arms, armNames, type Preload, repetitions } from "./arm.ts";
import { runToEnd } from "./ended-process.ts";
import type { NodeTest } from "./node-tests.ts";
import type { Outcome } from "./outcome.ts";
import type { TestResult } from "./results.ts";

const atOnce = 2;
const timeoutMs = 60_000;

export interface NodeTestsPlan {
  /** The binary. */
  readonly node: string;
  /** The tree's root. */
  readonly source: string;
  readonly preload: Preload;
  /** An empty folder for the tests' own files. */
  readonly work: string;
}

export async function runNodeTests(
  { node, source, preload, work }: NodeTestsPlan,
  tests: readonly NodeTest[],
): Promise<TestResult[]> {
  const queue = [...tests.entries()];
  const results: TestResult[] = [];
  const lane = async (number: number): Promise<void> => {
    const arms = new Arms(resolve(work, `root-${number}`));
    const files = resolve(work, `files-${number}`);
    const run = async (test: NodeTest, arm: ArmName): Promise<Outcome> => {
      rmSync(files, { recursive: true, force: true });
      mkdirSync(files, { recursive: true });
      const { command, env } = arms.preloaded(preload, arm, [node, ...test.flags, test.path]);
      return outcomeOf(
        await runToEnd({ command, cwd: source, env: { ...environment(files, number), ...env }, timeoutMs }),
      );
    };
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [at, test] = next;
      const runs: Record<ArmName, Outcome[]> = {
        plain: [await run(test, "plain")],
        shim: [await run(test, "shim")],
      };
      const observed = arms.observed();
      if (runs.plain[0] !== runs.shim[0]) {
        for (let i = 0; i < repetitions; i++)
          for (const arm of armNames) runs[arm].push(await run(test, arm));
        arms.observed();
      }
      results[at] = { name: test.name, ...runs, observed };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number)));
  return results;
}

/**
 * TEST_THREAD_ID and NODE_TEST_DIR keep the files of tests apart that run at the same time
 * (test/common/tmpdir.js of Node's source).
 */
function environment(files: string, number: number): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: files,
    LANG: "C.UTF-8",
    NODE_TEST_DIR: files,
    TEST_THREAD_ID: String(number),
  };
}

/** A test that leaves itself out says so as the Test Anything Protocol does, and ends with 0. */
export function outcomeOf({
  status,
  stdout,
}: {
  readonly status: number | null;
  readonly stdout: string;
}): Outcome {
  if (status !== 0) return "failed";
  return /^1\.\.0 # Skipped/m.test(stdout) ? "skipped" : "passed";
}

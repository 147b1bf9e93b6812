/**
 * Runs the test suite on each Node line that Lambda offers: `npm test`. With `--node 22|24` on one of them, and other arguments go to vitest:
 * `npm run test:22 -- test/shim`. A whole run fails on a skipped test as on a failed one.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { nodeBinary, nodeLines } from "./nodes.ts";
import { leftOut } from "./test-needs.ts";

interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

const args = process.argv.slice(2);
const chosen = args.indexOf("--node");
const lines = chosen === -1 ? nodeLines : nodeLines.filter((line) => line === Number(args[chosen + 1]));
if (chosen !== -1) args.splice(chosen, 2);
if (lines.length === 0) {
  console.error(`--node takes one of ${nodeLines.join(", ")}`);
  process.exit(2);
}

const { patterns, reasons } = leftOut();
for (const reason of reasons) console.log(reason);
const excluded = patterns.flatMap((pattern) => ["--exclude", pattern]);

let passed = 0;
let failed = 0;
let skipped = 0;
for (const line of lines) {
  const node = nodeBinary(line);
  const results = `dist/tests-node${line}.json`;
  console.log(`\nNode ${line}: ${node}`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  const { status } = spawnSync(node, ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...excluded, ...args], { stdio: "inherit" });
  const counts = JSON.parse(readFileSync(results, "utf8")) as Counts;
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
  skipped += counts.numPendingTests + counts.numTodoTests;
  if (status !== 0) process.exitCode = 1;
}
const whole = args.length === 0;
if (whole && (skipped > 0 || passed === 0)) process.exitCode = 1;
for (const reason of reasons) console.log(reason);
console.log(`\ntests: ${passed} passed, ${failed} failed, ${skipped} skipped`);

/**
 * Runs tests on Lambda's Node lines. `npm test`, `test:system` and `test:long` name a tier: its files on the
 * main line and, with the system tier, what depends on Node on every line. Other arguments go to vitest, so
 * that `npm run test:26 -- test/shim` runs one folder on one line, whatever its tier. A run of whole tiers
 * fails on a skipped test as on a failed one.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { mainLine, type NodeLine, nodeBinary, nodeLines } from "../sandbox/runtime/nodes.ts";
import { leftOut } from "./test-needs.ts";
import { chosen, projects, type Tier, tiers } from "./test-tiers.ts";

/** The part of vitest's JSON report that is read here. */
interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly FileResult[];
}

interface FileResult {
  readonly name: string;
  readonly status: string;
  /** Why the file itself failed, or "". */
  readonly message: string;
  readonly assertionResults: readonly {
    status: string;
    fullName: string;
    failureMessages?: readonly string[];
  }[];
}

const args = process.argv.slice(2);

/**
 * One line for each failed test, and for each file that failed as a whole: the end of a long log is often all
 * that is kept of it.
 */
function failures({ testResults }: Results): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const failedTests = assertionResults.filter((result) => result.status === "failed");
    if (failedTests.length === 0) return status === "failed" ? [`${file}: ${message.slice(0, 500)}`] : [];
    return failedTests.map(
      ({ fullName, failureMessages = [] }) =>
        `${file}: ${fullName}: ${failureMessages[0]?.slice(0, 500) ?? ""}`,
    );
  });
}

/** Takes `name value` out of the arguments. */
function taken<Value extends string | number>(name: string, values: readonly Value[]): readonly Value[] {
  const at = args.indexOf(name);
  if (at === -1) return [];
  const [, text = ""] = args.splice(at, 2);
  const found = values.filter((value) => String(value) === text);
  if (found.length > 0) return found;
  console.error(`${name} takes one of ${values.join(", ")}`);
  process.exit(2);
}

const lines = taken<NodeLine>("--node", nodeLines);
const tier = taken<Tier>("--tier", tiers);
const whole = args.length === 0;
const all = projects(".");

const unusable: string[] = [];
const failedTests: string[] = [];
let passed = 0;
let failed = 0;
let skipped = 0;
for (const line of lines.length > 0 ? lines : nodeLines) {
  const only = tier.length === 0 ? all : chosen(all, tier, { isMain: line === mainLine });
  if (only.length === 0) continue;
  const node = nodeBinary(line);
  // Node 26 needs libatomic, which a small system may lack.
  const { status: starts, stderr } = spawnSync(node, ["--version"], { encoding: "utf8" });
  if (starts !== 0) {
    unusable.push(`left out, Node ${line} does not start: ${stderr.trim()}`);
    if (process.env["OUTCROP_REQUIRE_ALL"] === "1" || lines.length > 0) process.exitCode = 1;
    continue;
  }
  const results = `dist/tests-node${line}.json`;
  console.log(`\nNode ${line}: ${node}, ${only.map(({ name }) => name).join(", ")}`);
  mkdirSync("dist", { recursive: true });
  rmSync(results, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  const selected = only.flatMap(({ name }) => ["--project", name]);
  const { status } = spawnSync(
    node,
    ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...selected, ...args],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exitCode = 1;
  // Without it vitest did not get as far as the tests.
  if (!existsSync(results)) continue;
  const counts = JSON.parse(readFileSync(results, "utf8")) as Results;
  failedTests.push(...failures(counts).map((failure) => `Node ${line}: ${failure}`));
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
  skipped += counts.numPendingTests + counts.numTodoTests;
}
if (passed === 0 || (whole && skipped > 0)) process.exitCode = 1;
for (const failure of failedTests) console.log(`\nfailed: ${failure}`);
for (const reason of [...leftOut().reasons, ...unusable]) console.log(reason);
console.log(`\ntests: ${passed} passed, ${failed} failed, ${skipped} skipped`);

/** `npm run compat`: the tests of others, without the shim and with it. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../command/shared/usage.ts";
import { type NodeLine, nodeBinary } from "../../sandbox/runtime/nodes.ts";
import type { Preload } from "./arm.ts";
import { checkOut } from "./checkout.ts";
import { type Declared, declared, declaredInert } from "./declared.ts";
import { differencesIn, problemsIn, toldRuns } from "./differences.ts";
import { nodeSuites, nodeTestsIn } from "./node-tests.ts";
import { type CompatOptions, compatOptions, help, sourceFor } from "./options.ts";
import { verdictOf } from "./outcome.ts";
import { packages } from "./packages.ts";
import {
  addedTo,
  passed,
  readResults,
  resultsPath,
  type SuiteResult,
  type TestResult,
  writeResults,
} from "./results.ts";
import { runNodeTests } from "./run-node-tests.ts";
import { runPackage } from "./run-package.ts";

const checkouts = "dist/compat/packages";

try {
  process.exitCode = await main(compatOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function main(options: CompatOptions): Promise<number> {
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const suites = [...nodeSuites, ...packages].map(({ name }) => name);
  const unknown = options.only.find((name) => !suites.includes(name));
  if (unknown !== undefined) throw new UsageError(`--only: one of ${suites.join(", ")}, not ${unknown}`);
  if (!existsSync("dist/layer/outcrop/shim.cjs"))
    throw new UsageError("no dist/layer: npm run build comes first");

  const wanted = (name: string): boolean => options.only.length === 0 || options.only.includes(name);
  const results: SuiteResult[] = [];
  for (const line of options.lines) {
    for (const { name, preload } of nodeSuites.filter((suite) => wanted(suite.name))) {
      const result = await nodeSuite(name, preload, line, options);
      if (result === null) console.log(`${name}: left out, because --node-source is missing`);
      else results.push(told(result));
    }
    for (const { name } of packages.filter((tested) => wanted(tested.name)))
      results.push(told(await packageSuite(name, line, options)));
  }
  const ran = ({ suite, test }: Declared): boolean =>
    !isNodeSuite(suite) || (options.tests?.test(test) ?? true);
  const problems = problemsIn(differencesIn(results, { declared: declared.filter(ran), declaredInert }));
  for (const problem of problems) console.error(problem);
  return problems.length === 0 && results.length > 0 ? 0 : 1;
}

async function nodeSuite(
  suite: string,
  preload: Preload,
  line: NodeLine,
  { sources, tests: chosen }: CompatOptions,
): Promise<SuiteResult | null> {
  const source = sourceFor(line, sources);
  if (source === undefined) return null;
  const node = nodeBinary(line);
  const all = nodeTestsIn(source.folder);
  const tests = all.filter(({ name }) => chosen?.test(name) ?? true);
  const run = { node, source: source.folder, preload };
  return {
    suite,
    version: source.version,
    line,
    node: versionOf(node),
    all: all.length,
    tests: await inFolder((work) => runNodeTests({ ...run, work }, tests)),
  };
}

async function packageSuite(name: string, line: NodeLine, options: CompatOptions): Promise<SuiteResult> {
  const tested = packages.find((candidate) => candidate.name === name) as (typeof packages)[number];
  const node = nodeBinary(line);
  const folder = checkOut(tested, { repositories: options.packages, node, into: checkouts });
  const tests = await inFolder((work) => runPackage({ node, folder, work }, tested));
  return { suite: name, version: tested.version, line, node: versionOf(node), tests };
}

/** As `process.version` has it. */
function versionOf(node: string): string {
  return execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
}

async function inFolder(run: (folder: string) => Promise<TestResult[]>): Promise<TestResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "outcrop-compat-"));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function told(result: SuiteResult): SuiteResult {
  const { suite, version, node, tests } = result;
  console.log(
    `${suite} ${version} on ${node}: ${tests.length} tests, ${passed(result, "plain")} pass without, ` +
      `${passed(result, "shim")} with`,
  );
  for (const test of tests) if (verdictOf(test) !== "same") console.log(`  ${test.name}: ${toldRuns(test)}`);
  keep(result);
  return result;
}

/** With what other runs gave: in other suites, and in the tests of Node's that this one left out. */
function keep(result: SuiteResult): void {
  const before = existsSync(resultsPath) ? readResults() : [];
  const last = before.find(({ suite, line }) => suite === result.suite && line === result.line);
  const same = isNodeSuite(result.suite) && last?.version === result.version && last.node === result.node;
  const tests = same ? addedTo(last.tests, result.tests) : result.tests;
  writeResults([...before.filter((other) => other !== last), { ...result, tests }]);
}

function isNodeSuite(suite: string): boolean {
  return nodeSuites.some(({ name }) => name === suite);
}

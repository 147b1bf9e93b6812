/** The harness on tests of its own: it must see a shim that shows, and must see that it was there. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { Preload } from "./arm.ts";
import { nodeTestsIn } from "./node-tests.ts";
import type { TestedPackage } from "./packages.ts";
import { runNodeTests } from "./run-node-tests.ts";
import { runPackage } from "./run-package.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function made(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-test-")));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Fails with the shim: what a preload has loaded shows in the list of Node's own modules. */
const looks = "require('node:assert').ok(!process.moduleLoadList.includes('NativeModule module'))";

it("runs Node's tests with their flags in both arms, and sees where they differ", async () => {
  const source = made({
    "test/parallel/test-module-same.js": "",
    "test/parallel/test-module-looks.js": looks,
    "test/parallel/test-http-other.js": "process.exit(1)",
    "test/es-module/test-flags.mjs":
      "// Flags: --expose-gc --no-warnings\nif (typeof gc !== 'function') process.exit(1)",
    "test/es-module/helper.mjs": "process.exit(1)",
    "test/async-hooks/test-skips.js": "console.log('1..0 # Skipped: for a reason')",
    "test/module-hooks/test-inert.js": "// Flags: --permission --allow-fs-read=*\n",
    "test/module-hooks/test-fails.js": "throw new Error('in both')",
  });
  const results = await runNodeTests(
    { node: process.execPath, source, preload: "wrapped", work: made({}) },
    nodeTestsIn(source),
  );
  const told = results.map(
    ({ name, plain, shim, observed }) => `${name}: ${plain.join()} ${shim.join()} ${observed}`,
  );
  const five = (outcome: string): string => Array(5).fill(outcome).join();
  expect(told).toEqual([
    `parallel/test-module-looks.js: ${five("passed")} ${five("failed")} true`,
    "parallel/test-module-same.js: passed passed true",
    "es-module/test-flags.mjs: passed passed true",
    "module-hooks/test-fails.js: failed failed true",
    "module-hooks/test-inert.js: passed passed false",
    "async-hooks/test-skips.js: skipped skipped true",
  ]);
});

it("observes the processes that Node's tests start, when that is asked for", async () => {
  const source = made({
    "test/parallel/test-module-starts.js": `process.exitCode =
        require('node:child_process').spawnSync(process.execPath,
          [__dirname + '/child.js']).status`,
    "test/parallel/child.js": "process.exitCode = process.listenerCount('uncaughtExceptionMonitor')",
    "test/es-module/none": "",
    "test/module-hooks/none": "",
    "test/async-hooks/none": "",
  });
  const run = async (preload: Preload): Promise<unknown[]> => {
    const [result] = await runNodeTests(
      { node: process.execPath, source, preload, work: made({}) },
      nodeTestsIn(source),
    );
    return [result?.plain[0], result?.shim[0]];
  };
  expect(await run("wrapped")).toEqual(["passed", "passed"]);
  expect(await run("inherited")).toEqual(["passed", "failed"]);
});

it("runs a package's tests a file a process, or with the preload in all that a runner starts", async () => {
  const child = "console.log('ok 1 - child', process.env.NAMED); require('./empty.cjs')";
  const folder = made({
    "test/one.cjs": `console.log('ok 1 - same');
      try { ${looks}; console.log('ok 2 - looks') } catch { console.log('not ok 2 - looks') }`,
    "test/other.txt": "",
    "runner.cjs":
      "require('node:child_process').spawnSync(process.execPath, ['child.cjs'], { stdio: 'inherit' })",
    "child.cjs": child,
    "empty.cjs": "",
  });
  const tested: TestedPackage = {
    name: "some",
    repository: "",
    version: "1.0.0",
    ref: "",
    tools: [],
    runs: [
      { files: { folder: "test", match: /\.cjs$/ }, args: ["{file}"], counts: "tap" },
      {
        files: null,
        args: ["runner.cjs"],
        env: { NAMED: "by the table" },
        counts: "tap",
        preload: "inherited",
      },
    ],
  };
  const results = await runPackage({ node: process.execPath, folder, work: made({}) }, tested);
  expect(
    results.map(({ name, plain, shim, observed }) => [name, plain[0], shim[0], shim.length, observed]),
  ).toEqual([
    ["test/one.cjs: same", "passed", "passed", 5, true],
    ["test/one.cjs: looks", "passed", "failed", 5, true],
    ["test/one.cjs", "passed", "passed", 5, true],
    ["child by the table", "passed", "passed", 1, true],
    ["the whole run", "passed", "passed", 1, true],
  ]);
});

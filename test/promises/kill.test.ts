import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type SandboxOptions, startSandbox } from "../../sandbox/index.ts";
import {
  type EmittedLine,
  Folders,
  linesOf,
  ofType,
  packageFiles,
  type Tree,
  withLayer,
} from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

/**
 * Runs `event.code` with the journal's path in reach; what it throws does not matter, so that the arm
 * without Outcrop answers alike.
 */
const handler = `
  const fs = require('node:fs');
  const journal = '/tmp/.outcrop/journal';
  exports.handler = async ({ code, load }) => {
    if (code) try { new Function('fs', 'journal', code)(fs, journal) } catch {}
    return load ? require(load) : 'ok';
  };`;
const task: Tree = {
  "index.js": handler,
  ...packageFiles("node_modules", "one"),
  ...packageFiles("node_modules", "two"),
};

interface Outcome {
  readonly payloads: readonly unknown[];
  readonly lines: readonly EmittedLine[];
  readonly extensionExits: readonly unknown[];
}

async function run(options: SandboxOptions, events: readonly unknown[]): Promise<Outcome> {
  const sandbox = await startSandbox(options);
  const payloads: unknown[] = [];
  for (const event of events) payloads.push((await sandbox.invoke(event)).payload);
  await sandbox.shutdown();
  const extensionExits = sandbox
    .exits()
    .filter(({ role }) => role === "extension")
    .map(({ code, during }) => ({ code, during }));
  return { payloads, lines: linesOf(sandbox.logs().extensions["outcrop"]), extensionExits };
}

/**
 * Same answers with and without Outcrop, an extension that lives to the end, every invocation reported;
 * returns the diagnostics.
 */
async function survives(
  options: SandboxOptions,
  events: readonly unknown[],
): Promise<{ diagnostics: unknown[]; lines: readonly EmittedLine[] }> {
  const without = await run({ timeoutMs: 60_000, ...options }, events);
  const attached = await run(withLayer(options), events);
  expect(attached.payloads).toEqual(without.payloads);
  expect(attached.extensionExits).toEqual([{ code: 0, during: "shutdown" }]);
  expect(ofType(attached.lines, "invocation")).toHaveLength(events.length);
  return {
    diagnostics: ofType(attached.lines, "diagnostic").map((line) => line["message"]),
    lines: attached.lines,
  };
}

const removed = /^the journal was removed from \/tmp/;

describe("a function that meddles with the journal", () => {
  it.each([
    ["deletes it", "fs.rmSync(journal)", removed],
    [
      "empties /tmp",
      "for (const name of fs.readdirSync('/tmp')) fs.rmSync('/tmp/' + name, { recursive: true })",
      removed,
    ],
    ["replaces it by a symbolic link", "fs.rmSync(journal); fs.symlinkSync('/etc/passwd', journal)", removed],
    ["makes it a link to itself", "fs.rmSync(journal); fs.symlinkSync('journal', journal)", removed],
    ["cuts it", "fs.truncateSync(journal, 0)", /^the journal was cut/],
    [
      "fills it with junk",
      "fs.appendFileSync(journal, Buffer.alloc(300000, 'junk\\n\\0'))",
      /^the journal has lines that are not records/,
    ],
    [
      "makes it one line of a gigabyte",
      "fs.truncateSync(journal, 2 ** 30)",
      /^the journal has a line that is longer|^the journal is larger than/,
    ],
    ["overwrites the end mark", "fs.writeFileSync('/tmp/.outcrop/end-mark', 'x'.repeat(9999))", null],
  ])("%s: answers as before, and one diagnostic says it", async (_, code, diagnostic) => {
    const { diagnostics, lines } = await survives({ task: folders.make(task) }, [
      {},
      { code },
      { load: "one" },
      { load: "two" },
      {},
    ]);
    if (diagnostic === null) expect(diagnostics).toEqual([]);
    else {
      expect(diagnostics.length).toBeGreaterThanOrEqual(1);
      for (const message of diagnostics) expect(message).toMatch(diagnostic);
    }
    if (diagnostic === removed || diagnostic === null) {
      const told = ofType(lines, "resolution").map((line) => line["package"]);
      expect(told).toEqual(expect.arrayContaining(["one", "two"]));
    }
  });

  it("fills /tmp: answers as before, and one diagnostic says that records are missing", async () => {
    const fill = `for (let size = 2 ** 20; size >= 1; size /= 2) try {
          for (;;) fs.appendFileSync('/tmp/full', Buffer.alloc(size)) } catch {}`;
    // More than the block the journal already has can hold.
    const names = Array.from({ length: 60 }, (_, i) => `lazy-${i}`);
    const full = Object.assign(
      { ...task },
      ...names.map((name) => packageFiles("node_modules", name)),
    ) as Tree;
    const events = [{}, { code: fill }, ...names.map((load) => ({ load }))];
    const { diagnostics } = await survives({ task: folders.make(full), tmpMb: 4 }, events);
    expect(diagnostics).toEqual([expect.stringMatching(/^the shim could not write to the journal/)]);
  });
});

describe("a function with invalid package.json files", () => {
  const packages: Tree = {
    "index.js": `for (const name of ['missing', 'huge', 'text', 'list', 'deep', 'good', 'loop']) try {
          require(name) }
        catch {} exports.handler = async () => 'ok';`,
    "node_modules/missing/index.js": "",
    "node_modules/huge/package.json": JSON.stringify({
      name: "huge",
      version: "1.0.0",
      description: "x".repeat(3_000_000),
    }),
    "node_modules/huge/index.js": "",
    "node_modules/list/package.json": "[1, 2, 3]",
    "node_modules/list/index.js": "",
    "node_modules/deep/package.json":
      `{"name":"deep","dependencies":${'{"a":'.repeat(500)}1` + `${"}".repeat(500)}}`,
    "node_modules/deep/index.js": "",
    "node_modules/text/package.json": "this is not JSON",
    "node_modules/text/index.js": "",
    ...packageFiles("node_modules", "good"),
  };

  it("answers as before; each bad file is named once, and nothing else is lost", async () => {
    const folder = folders.make(packages);
    symlinkSync("loop", join(folder, "node_modules/loop"));
    const { diagnostics, lines } = await survives({ task: folder }, [{}, {}]);
    const named = diagnostics
      .map((message) => /node_modules\/(\w+)\/package\.json/.exec(String(message))?.[1])
      .sort();
    expect(new Set(named).size).toBe(named.length);
    expect(named).toEqual(expect.arrayContaining(["huge"]));
    expect(ofType(lines, "resolution").map((line) => line["package"])).toEqual(
      expect.arrayContaining(["good", "missing", "huge"]),
    );
  });
});

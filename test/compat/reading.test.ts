/** What the harness reads: the flags of Node's tests, the points of a run, the version of a tree. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { UsageError } from "../../command/shared/usage.ts";
import { type NodeLine, nodeLines } from "../../sandbox/runtime/nodes.ts";
import { flagsOf } from "./flags.ts";
import { compatOptions, type NodeSource, sourceFor, versionIn } from "./options.ts";
import type { Outcome } from "./outcome.ts";
import { addedTo, type TestResult } from "./results.ts";
import { outcomeOf } from "./run-node-tests.ts";
import { tapPoints } from "./tap.ts";

describe("the flags of a test", () => {
  it.each([
    ["// Flags: --expose-internals --no-warnings\n'use strict';", ["--expose-internals", "--no-warnings"]],
    ["'use strict';\n//   Flags:   --expose-gc  \r\n", ["--expose-gc"]],
    ["// Flags: --one\n// Flags: --two\n", ["--one"]],
    ["// Flags:\n", []],
    ["// flags: --one\nconst text = 'Flags: --two';", []],
    ["", []],
  ])("of %j are %j", (source, flags) => {
    expect(flagsOf(source)).toEqual(flags);
  });
});

describe("the points of a run", () => {
  it.each([
    ["not numbered", "ok\nnot ok", { "": "passed", " (2)": "failed" }],
    ["numbered, with and without a dash", "1..2\nok 1 one\nnot ok 2 - two", { one: "passed", two: "failed" }],
    [
      "nested, as node:test does",
      "# Subtest: a\n    ok 1 - b\n      ---\n      duration_ms: 1\n      ...\nok 1 - a",
      { b: "passed", a: "passed" },
    ],
    [
      "nested, as tap does",
      "ok 1 - a # time=1.2ms {\n    ok 1 - b # time=3ms\n}",
      { a: "passed", b: "passed" },
    ],
    [
      "left out or to be done",
      "ok 1 - a # SKIP no network\nnot ok 2 b # TODO later",
      { a: "skipped", b: "skipped" },
    ],
    ["of one name", "ok 1 a\nnot ok 2 a\nok 3 a", { a: "passed", "a (2)": "failed", "a (3)": "passed" }],
    ["with a # in the name", "ok 1 issue #12 is fixed", { "issue #12 is fixed": "passed" }],
    [
      "among other output",
      "TAP version 14\nokay then\nBail out!\n  at ok (file.js:1)\nok 1 a\r\n",
      { a: "passed" },
    ],
  ])("%s", (_, output, points) => {
    expect(Object.fromEntries(tapPoints(output))).toEqual(points);
  });
});

describe("one of Node's tests", () => {
  it.each([
    [{ status: 0, stdout: "" }, "passed"],
    [{ status: 0, stdout: "1..0 # Skipped: no crypto\n" }, "skipped"],
    [{ status: 1, stdout: "1..0 # Skipped: no crypto\n" }, "failed"],
    [{ status: null, stdout: "" }, "failed"],
  ])("that ended with %j has %s", (ended, outcome) => {
    expect(outcomeOf(ended)).toBe(outcome);
  });
});

const header = "#define NODE_MAJOR_VERSION 24\n#define NODE_MINOR_VERSION 2\n#define NODE_PATCH_VERSION 0\n";

describe("a tree of Node's source", () => {
  it("prints its version", () => {
    expect(versionIn(header)).toBe("24.2.0");
    expect(() => versionIn(header.replace("PATCH", "OTHER"))).toThrow("no version");
  });

  it("serves the line it was given for, else its own major version, else any line that has none", () => {
    const tree = (version: string, line: NodeLine | null = null): NodeSource => ({
      line,
      folder: version,
      version,
    });
    const [old, young, given] = [tree("22.1.0"), tree("24.2.0"), tree("25.8.1", 26)];
    expect(sourceFor(24, [old, young])).toBe(young);
    expect(sourceFor(24, [old])).toBe(old);
    expect(sourceFor(26, [old, young, given])).toBe(given);
    expect(sourceFor(26, [old, young])).toBe(old);
    expect(sourceFor(24, [given])).toBeUndefined();
    expect(sourceFor(24, [])).toBeUndefined();
  });
});

describe("the command line", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  const tree = (file: string, text: string): string => {
    const folder = mkdtempSync(join(tmpdir(), "outcrop-test-"));
    folders.push(folder);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
    return folder;
  };

  it("takes a tree for each line, and the folder that holds tests alone", () => {
    const whole = tree("src/node_version.h", header);
    const tests = tree("node_version.ts", '// Whose.\n\nexport const version = "25.8.1";\n');
    const { sources } = compatOptions(["--node-source", whole, "--node-source", `26=${tests}`]);
    expect(sources).toEqual([
      { line: null, folder: whole, version: "24.2.0" },
      { line: 26, folder: tests, version: "25.8.1" },
    ]);
  });

  it.each([
    ["a line that is not Lambda's", (folder: string) => ["--node-source", `20=${folder}`]],
    ["a folder that is not there", (folder: string) => ["--node-source", `22=${folder}/none`]],
    ["a folder without a version", (folder: string) => ["--node-source", `${folder}/src`]],
    ["tests that are not a regular expression", () => ["--tests", "("]],
    ["a line that it cannot run", () => ["--node", "20"]],
  ])("refuses %s", (_, parameters) => {
    expect(() => compatOptions(parameters(tree("src/node_version.h", header)))).toThrow(UsageError);
  });

  it("runs every line, or the one that is named", () => {
    expect(compatOptions([]).lines).toEqual(nodeLines);
    expect(compatOptions(["--node", "26"]).lines).toEqual([26]);
  });
});

it("puts the results of a part of the tests next to those of others", () => {
  const result = (name: string, outcome: Outcome): TestResult => ({
    name,
    plain: [outcome],
    shim: [outcome],
    observed: true,
  });
  const before = [result("a", "failed"), result("c", "passed")];
  expect(addedTo(before, [result("a", "passed"), result("b", "passed")])).toEqual(
    ["a", "b", "c"].map((name) => result(name, "passed")),
  );
});

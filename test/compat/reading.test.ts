/** What the harness reads: the flags of Node's tests, the points of a run, the version of a tree. */
import { describe, expect, it } from "vitest";
import { flagsOf } from "./flags.ts";
import { sourceFor, versionIn } from "./options.ts";
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
    ["nested, as tap does", "ok 1 - a # time=1.2ms {\n    ok 1 - b # time=3ms\n}", { a: "passed", b: "passed" }],
    ["left out or to be done", "ok 1 - a # SKIP no network\nnot ok 2 b # TODO later", { a: "skipped", b: "skipped" }],
    ["of one name", "ok 1 a\nnot ok 2 a\nok 3 a", { a: "passed", "a (2)": "failed", "a (3)": "passed" }],
    ["with a # in the name", "ok 1 issue #12 is mended", { "issue #12 is mended": "passed" }],
    ["among other output", "TAP version 14\nokay then\nBail out!\n  at ok (file.js:1)\nok 1 a\r\n", { a: "passed" }],
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

describe("a tree of Node's source", () => {
  const header = "#define NODE_MAJOR_VERSION 24\n#define NODE_MINOR_VERSION 2\n#define NODE_PATCH_VERSION 0\n";

  it("tells its version", () => {
    expect(versionIn(header)).toBe("24.2.0");
    expect(() => versionIn(header.replace("PATCH", "OTHER"))).toThrow("no version");
  });

  it("serves the Node of its own major version, and others when there is none of theirs", () => {
    const [old, young] = ["22.1.0", "24.2.0"].map((version) => ({ folder: version, version }));
    if (old === undefined || young === undefined) throw new Error("two trees");
    expect(sourceFor(24, [old, young])).toBe(young);
    expect(sourceFor(24, [old])).toBe(old);
    expect(sourceFor(24, [])).toBeUndefined();
  });
});

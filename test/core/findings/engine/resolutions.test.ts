import { describe, expect, test } from "vitest";
import type { JournalRecord } from "../../../../core/journal/records.ts";
import { analyse, got, thread } from "../../support/journal.ts";
import { pkg, type Tree } from "../../support/tree.ts";

const tree: Tree = {
  function: { ...pkg("app", "1.0.0", { imports: { "#a": "a" } }), "node_modules/a": pkg("a", "2.0.0") },
  layers: [{ "nodejs/node_modules/a": pkg("a", "1.0.0") }],
};
const winner = "/var/task/node_modules/a/index.js";
const shadows = (...records: readonly JournalRecord[]) =>
  analyse(tree)
    .see(thread(), ...records)
    .findings.filter(({ code }) => code === "shadowed-package");

test("one subject a folder, package and winner, with its importers counted", () => {
  const records = ["x", "y", "y"].map((name) => got(`/var/task/${name}.js`, "a", winner));
  expect(shadows(...records)).toMatchObject([{ importers: 2 }]);
});

test("what leaves the copy by #imports is compared with the folders above alone", () =>
  expect(shadows(got("/var/task/x.js", "#a", winner))).toEqual([]));

describe("no subject", () => {
  test.each([
    ["a relative path", got("/var/task/x.js", "./node_modules/a/index.js", winner)],
    ["an absolute path", got("/var/task/x.js", winner, winner)],
    ["an entry point", got(null, "a", winner)],
    ["an importer that is not a file", got("[eval]", "a", winner)],
    ["a built-in", got("/var/task/x.js", "fs", "node:fs")],
    ["a copy asking for itself", got("/var/task/node_modules/a/lib/x.js", "a", winner)],
  ])("for %s", (_, record) => expect(shadows(record)).toEqual([]));
});

test("who only looked a copy up does not use it", () => {
  const { analysis, see } = analyse(tree);
  see(thread(), got("/var/task/x.js", "a", winner, "require.resolve"));
  expect([...analysis.usersOf("/var/task/node_modules/a")]).toEqual([]);
  see(got("/var/task/x.js", "a", winner));
  expect([...analysis.usersOf("/var/task/node_modules/a")]).toEqual(["/var/task"]);
});

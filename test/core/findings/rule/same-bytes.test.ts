import { expect, test } from "vitest";
import { SameBytes } from "../../../../core/findings/rule/same-bytes.ts";
import { type Folder, MemoryFiles, pkg } from "../../support/tree.ts";

const compare = (left: Folder, right: Folder, modules = ["/var/task/a/index.js"]): number => {
  return new SameBytes(new MemoryFiles({ function: { a: left }, layers: [{ a: right }] })).filesEqual(
    "/var/task/a",
    "/opt/a",
    modules,
  );
};

test("package.json and the loaded modules", () => {
  expect(compare(pkg("a", "1.0.0"), pkg("a", "1.0.0"))).toBe(2);
  expect(compare(pkg("a", "1.0.0"), pkg("a", "1.0.0", {}, { "index.js": "other" }))).toBe(0);
  expect(compare(pkg("a", "1.0.0", {}, { "b.js": "1" }), pkg("a", "1.0.0", {}, { "b.js": "2" }))).toBe(2);
  expect(compare(pkg("a", "1.0.0"), {})).toBe(0);
});

test("a file past the limit is never called the same", () => {
  const big = { "index.js": "x".repeat(70 * 1024) };
  expect(compare(pkg("a", "1.0.0", {}, big), pkg("a", "1.0.0", {}, big))).toBe(0);
});

test("read once per pair, and no more than 512 files in all", () => {
  const files = new MemoryFiles({ function: { a: pkg("a", "1.0.0") }, layers: [{ a: pkg("a", "1.0.0") }] });
  const bytes = new SameBytes(files);
  expect([
    bytes.filesEqual("/var/task/a", "/opt/a", []),
    bytes.filesEqual("/var/task/a", "/opt/a", []),
  ]).toEqual([1, 1]);
  expect(files.asked.readFile).toBe(2);
  for (let index = 0; index < 600; index++) bytes.filesEqual(`/x${index}`, "/y", []);
  expect(files.asked.readFile).toBe(2 + 511);
});

import { expect, test } from "vitest";
import { Folders } from "../../../core/layout/folders.ts";
import { MemoryFiles } from "../support/tree.ts";

test("one listing answers for a whole folder", () => {
  const files = new MemoryFiles({ function: { "node_modules/a/x": "", "node_modules/@s/b/x": "" } });
  const folders = new Folders(files);
  expect(
    ["a", "b", "@s/b", "@s/c", "__proto__", "constructor"].map((name) =>
      folders.has("/var/task/node_modules", name),
    ),
  ).toEqual([true, false, true, false, false, false]);
  expect(files.asked.readDir).toBe(2);
});

test("a folder that is not there holds nothing and is asked once", () => {
  const files = new MemoryFiles({});
  const folders = new Folders(files);
  expect(folders.has("/node_modules", "a") || folders.has("/node_modules", "b")).toBe(false);
  expect(files.asked.readDir).toBe(1);
});

test("past the listing's limit the file system is asked for the one name", () => {
  const names = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`p${index}`, ""]));
  const folders = new Folders(new MemoryFiles({ function: { node_modules: { ...names, zzz: "" } } }));
  expect(folders.has("/var/task/node_modules", "zzz")).toBe(true);
  expect(folders.has("/var/task/node_modules", "zzzz")).toBe(false);
});

import { expect, test } from "vitest";
import { findProgram, isShell, pathFolders } from "../../../core/native/program-search.ts";
import { MemoryFiles } from "../support/tree.ts";

const files = new MemoryFiles({
  function: { "bin/tool": "x", "bin/plain": "x", tool: "x", "bin/folder/x": "x" },
  layers: [{ "bin/tool": "x", "bin/plain": "x", "bin/only": "x" }],
  modes: { "/var/task/bin/plain": 0o644, "/opt/bin/only": 0o644 },
});
const search = { searchPath: "/var/task/bin:/opt/bin", cwd: "/var/task" };

test.each<[string, string | null, string]>([
  ["tool", "/var/task/bin/tool", "the first folder of PATH wins"],
  ["plain", "/opt/bin/plain", "a file without its x bit is passed over"],
  ["only", "/opt/bin/only", "unless there is no other"],
  ["folder", null, "a folder is not a program"],
  ["./tool", "/var/task/tool", "a path begins in the child's folder"],
  ["bin/tool", "/var/task/bin/tool", "with any slash"],
  ["/opt/bin/tool", "/opt/bin/tool", "or is alone"],
  ["gone", null, "a name that no folder has"],
  ["", null, "no name"],
])("%j is %j: %s", (name, path) => {
  expect(findProgram(name, search, files)).toBe(path);
});

test("entries of PATH that are relative or empty begin in the child's folder", () => {
  expect(pathFolders({ searchPath: "bin::/opt/bin:bin", cwd: "/var/task" })).toEqual([
    "/var/task/bin",
    "/var/task",
    "/opt/bin",
  ]);
  expect(findProgram("tool", { searchPath: "", cwd: "/var/task" }, files)).toBe("/var/task/tool");
});

test("without PATH, the system's own folders", () => {
  expect(pathFolders({ searchPath: null, cwd: "/var/task" })).toEqual(["/bin", "/usr/bin"]);
});

test("a hostile record costs at most 64 look-ups", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => `/d${index}`).join(":");
  expect(pathFolders({ searchPath: many, cwd: "/" })).toHaveLength(64);
  expect(findProgram("tool", { searchPath: "/opt/bin", cwd: "no path" }, files)).toBeNull();
});

test("shells by their names", () => {
  expect(["/bin/sh", "bash", "/usr/bin/busybox"].every(isShell)).toBe(true);
  expect(["/bin/ssh", "fish.sh", "sha"].some(isShell)).toBe(false);
});

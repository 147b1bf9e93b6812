import { expect, test } from "vitest";
import { CountedFiles } from "../../../core/layout/counted-files.ts";
import { MemoryFiles } from "../support/tree.ts";

test("the bytes of contents are counted, and nothing else changes", () => {
  const files = new MemoryFiles({ function: { "a.txt": "0123456789", sub: { b: "" } } });
  const counted = new CountedFiles(files);
  expect(counted.readFile("/var/task/a.txt", 4)).toEqual(files.readFile("/var/task/a.txt", 4));
  expect(counted.readAt("/var/task/a.txt", 8, 9)).toEqual(files.readAt("/var/task/a.txt", 8, 9));
  expect(counted.readFile("/var/task/x", 4)).toBeNull();
  expect(counted.readAt("/var/task/x", 0, 4)).toBeNull();
  expect(counted.bytesRead).toBe(6);
  expect([
    counted.readDir("/var/task", 9),
    counted.stat("/var/task/a.txt")?.size,
    counted.realpath("/var/task/sub"),
  ]).toEqual([["a.txt", "sub"], 10, "/var/task/sub"]);
  expect(counted.bytesRead).toBe(6);
});

import { expect, test } from "vitest";
import { MemoFiles } from "../../../core/layout/memo-files.ts";
import { MemoryFiles } from "../support/tree.ts";

test("asks once per path, for what is missing too; contents are not kept", () => {
  const files = new MemoryFiles({ function: { "x.js": "1" } });
  const memo = new MemoFiles(files);
  for (const path of ["/var/task/x.js", "/var/task/x.js", "/gone", "/gone"]) {
    memo.stat(path);
    memo.realpath(path);
    memo.readDir(path, 9);
    memo.readFile(path, 9);
    memo.readAt(path, 0, 9);
  }
  expect(files.asked).toEqual({ stat: 2, realpath: 2, readDir: 2, readFile: 4, readAt: 4 });
});

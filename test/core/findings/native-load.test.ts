import { expect, test } from "vitest";
import { hostOf } from "../../../core/findings/host.ts";
import { fittingNeighbour } from "../../../core/findings/native-load.ts";
import type { ThreadRecord } from "../../../core/journal/records.ts";
import { elf } from "../support/elf.ts";
import { thread } from "../support/journal.ts";
import { type Folder, MemoryFiles } from "../support/tree.ts";

const copy = "/var/task/node_modules/n";
const fitting = (files: Folder, path: string): string | null => {
  return fittingNeighbour(
    `${copy}/${path}`,
    copy,
    hostOf(thread() as ThreadRecord),
    new MemoryFiles({ function: { "node_modules/n": files } }),
  );
};

test.each([
  ["in the same folder", { "build/a.node": elf({ machine: 183 }), "build/b.node": elf() }, "build/a.node", "build/b.node"],
  [
    "in a folder beside",
    { "lib/binding/x/n.node": elf({ machine: 183 }), "lib/binding/y/n.node": elf() },
    "lib/binding/x/n.node",
    "lib/binding/y/n.node",
  ],
  [
    "among the prebuilds",
    { "build/Release/n.node": elf({ machine: 183 }), "prebuilds/linux-x64/n.node": elf() },
    "build/Release/n.node",
    "prebuilds/linux-x64/n.node",
  ],
])("%s", (_, files, path, found) => expect(fitting(files, path)).toBe(`${copy}/${found}`));

test("none for another system, another CPU or another name", () => {
  expect(fitting({ "a.node": elf({ machine: 183 }), "b.node": elf({ osAbi: 9 }), "c.so": elf() }, "a.node")).toBeNull();
});

test("never outside of the copy", () => {
  const files = new MemoryFiles({ function: { "node_modules/n/n.node": elf({ machine: 183 }), "node_modules/m/m.node": elf() } });
  expect(fittingNeighbour(`${copy}/n.node`, copy, hostOf(thread() as ThreadRecord), files)).toBeNull();
});

test("the files opened are bounded", () => {
  const files = new MemoryFiles({
    function: { "node_modules/n": Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`${index}.node`, elf({ machine: 183 })])) },
  });
  fittingNeighbour(`${copy}/0.node`, copy, hostOf(thread() as ThreadRecord), files);
  expect(files.asked.readFile).toBe(64);
});

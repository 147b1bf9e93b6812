import { expect, test } from "vitest";
import { Evaluations } from "../../../../core/findings/engine/evaluations.ts";
import type { ResolutionRecord } from "../../../../core/journal/records.ts";
import type { CopyRef } from "../../../../core/layout/copy-ref.ts";
import { PackageReader } from "../../../../core/layout/package-json.ts";
import { got } from "../../support/journal.ts";
import { MemoryFiles } from "../../support/tree.ts";

const packages = new PackageReader(new MemoryFiles({}), () => {});
const copy = (path: string): CopyRef => ({ package: "a", version: null, root: "layer", path });

test("every later copy is compared with the first", () => {
  const evaluated = new Evaluations(packages);
  for (const path of ["/1", "/2", "/1", "/3", "/2"])
    evaluated.add(got(null, "a", `${path}/i.js`) as ResolutionRecord, copy(path));
  expect([...evaluated.pairs].map(({ first, copy: later }) => [first, later])).toEqual([
    ["/1", "/2"],
    ["/1", "/3"],
  ]);
});

test("pairs are bounded", () => {
  const evaluated = new Evaluations(packages);
  for (let index = 0; index < 1_200; index++)
    evaluated.add(got(null, "a", "/i.js") as ResolutionRecord, copy(`/${index}`));
  expect([...evaluated.pairs].length).toBe(1_000);
});

test.each([
  ["what was preloaded before the thread's own record is of the same process", [8], 1],
  ["a restart under another process id shares nothing", [8, 9], 0],
  ["the same process id again changes nothing", [8, 8], 1],
] as const)("%s", (_, pids, pairs) => {
  const evaluated = new Evaluations(packages);
  const [first, ...later] = pids;
  if (later.length > 0) evaluated.began(0, first);
  evaluated.add(got(null, "a", "/1/i.js", "preloaded") as ResolutionRecord, copy("/1"));
  evaluated.began(0, later[0] ?? first);
  evaluated.add(got(null, "a", "/2/i.js") as ResolutionRecord, copy("/2"));
  expect([...evaluated.pairs]).toHaveLength(pairs);
});

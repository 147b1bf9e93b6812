import { expect, test } from "vitest";
import { Evaluations } from "../../../../core/findings/engine/evaluations.ts";
import type { ResolutionRecord } from "../../../../core/journal/records.ts";
import type { CopyRef } from "../../../../core/layout/copy-ref.ts";
import { got } from "../../support/journal.ts";

const copy = (path: string): CopyRef => ({ package: "a", version: null, root: "layer", path });

test("every later copy is compared with the first", () => {
  const evaluated = new Evaluations();
  for (const path of ["/1", "/2", "/1", "/3", "/2"])
    evaluated.add(got(null, "a", `${path}/i.js`) as ResolutionRecord, copy(path));
  expect([...evaluated.pairs].map(({ first, copy: later }) => [first, later])).toEqual([
    ["/1", "/2"],
    ["/1", "/3"],
  ]);
});

test("pairs are bounded", () => {
  const evaluated = new Evaluations();
  for (let index = 0; index < 1_200; index++)
    evaluated.add(got(null, "a", "/i.js") as ResolutionRecord, copy(`/${index}`));
  expect([...evaluated.pairs].length).toBe(1_000);
});

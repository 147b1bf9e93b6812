/**
 * The promises on 60 seeds. The product does not keep them yet, so no tier has this file: when it does, name
 * it sixty-seeds.test.ts and add it to the long tier in build/test-tiers.ts.
 */
import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { studySeeds } from "./seeds.ts";
import { summaryOf } from "./summary.ts";
import { brokenPromises } from "./thresholds.ts";

it("60 seeds keep what was promised", async () => {
  const rows = await studySeeds({ first: 1, last: 60, jobs: availableParallelism() });
  expect(brokenPromises(summaryOf(rows))).toEqual([]);
}, 1_800_000);

/**
 * The promises on 60 seeds. The rules were tuned on these, so this test only notices what gets worse: `npm
 * run truth` with other seeds measures how good the answers are. One answer in ten may be wrong here, instead
 * of one in twenty, since a busy machine disturbs some seeds.
 */
import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { studySeeds } from "./seeds.ts";
import { summaryOf } from "./summary.ts";
import { brokenPromises } from "./thresholds.ts";

it("60 seeds keep what was promised", async () => {
  const rows = await studySeeds({ first: 1, last: 60, jobs: availableParallelism() });
  const summary = summaryOf(rows);
  expect(brokenPromises(summary, { ofAll: 0.9 })).toEqual([]);
  expect(summary.all.of).toBeGreaterThan(45);
}, 1_800_000);

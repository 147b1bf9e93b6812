import { expect, test } from "vitest";
import { aws, folder, useAccount } from "./at-account.ts";
import { proveFleet } from "./fleet-run.ts";

useAccount();

/** More seeds: node test/command/attach/seeds.ts FROM TO. */
test.each([1, 2])(
  "200 functions of seed %i, one call in twenty goes wrong, and the process ends in the middle: each function " +
    "is attached or as before, and after detach as before to the byte",
  async (seed) => {
    const { attached, misfits, attachRuns, detachRuns } = await proveFleet(aws, folder, seed, 200);
    expect(attached + misfits).toBe(200);
    expect(misfits).toBeGreaterThan(10);
    // The first of each was ended in the middle.
    expect([attachRuns > 1, detachRuns > 1]).toEqual([true, true]);
  },
  120_000,
);

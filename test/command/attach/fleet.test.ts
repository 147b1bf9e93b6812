import { expect, test } from "vitest";
import { aws, folder, useAccount } from "./at-account.ts";
import { proveFleet } from "./fleet-run.ts";

useAccount();

/** More seeds: node test/command/attach/seeds.ts FROM TO. */
test.each([
  [200, 1],
  [60, 2],
])(
  "%i functions of seed %i, one call in twenty goes wrong, and the process ends in the middle: each " +
    "function is attached or as before, and after detach as before to the byte",
  async (size, seed) => {
    const { attached, misfits, attachRuns, detachRuns } = await proveFleet(aws, folder, seed, size);
    expect(attached + misfits).toBe(size);
    expect(misfits).toBeGreaterThan(size / 20);
    // The first of each was ended in the middle.
    expect([attachRuns > 1, detachRuns > 1]).toEqual([true, true]);
  },
  120_000,
);

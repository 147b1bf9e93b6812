/** Real packages, many in one function: nothing is foretold wrongly, and no finding above info is false. */
import { expect, test } from "vitest";
import { observe } from "./observe.ts";
import { allPackages } from "./packages.ts";
import { faultsOf } from "./table.ts";

test("all packages in one function", { timeout: 600_000 }, async () => {
  const outcome = await observe(await allPackages());
  expect(faultsOf(outcome)).toEqual([]);
  expect(outcome.recorded).toBeGreaterThan(3_000);
  expect(outcome.missed.length / outcome.recorded).toBeLessThanOrEqual(0.03);
  expect([...outcome.observed, ...outcome.will, ...outcome.may]).toEqual([]);
});

import { expect, it } from "vitest";
import { stepFor } from "../../page/time-step.ts";

it("is one that a reader can count in, however long the range is", () => {
  expect(stepFor(60 * 60_000, 6)).toBe(10 * 60_000);
  expect(stepFor(8.64e15, 90) * 90).toBeGreaterThanOrEqual(8.64e15);
});

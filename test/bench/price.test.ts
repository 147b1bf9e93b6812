import { expect, it } from "vitest";
import { pricePerMillion } from "./price.ts";

it("a million times 1,000 bytes is a GB, at half a dollar", () => {
  expect(pricePerMillion(1_000)).toBe(0.5);
  expect(pricePerMillion(0)).toBe(0);
});

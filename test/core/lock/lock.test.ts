import { expect, it } from "vitest";
import { labelOf } from "../../../core/lock/lock.ts";

it("names a layer by its version, where one is known", () => {
  expect(labelOf({ name: "shop-utils", version: "7" })).toBe("shop-utils:7");
  expect(labelOf({ name: "shop-utils", version: null })).toBe("shop-utils");
});

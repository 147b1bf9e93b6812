import { expect, test } from "vitest";
import { member } from "../../core/json.ts";

test("only an object's own members", () => {
  expect(member({ a: 1 }, "a")).toBe(1);
  expect(member(["x"], "0")).toBe("x");
  for (const value of [null, undefined, "a", 1, {}, []]) expect(member(value, "toString")).toBeUndefined();
});

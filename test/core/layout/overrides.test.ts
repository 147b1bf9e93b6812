import fc from "fast-check";
import { expect, test } from "vitest";
import { overridesOf } from "../../../core/layout/overrides.ts";

test.each([
  [{ overrides: { a: "1.0.0", "@s/b": "^2" } }, { a: "1.0.0", "@s/b": "^2" }],
  [
    { overrides: { "a@^1": { ".": "1.5.0", "@s/b": "2.0.0", c: { d: "$d" } } } },
    { a: "1.5.0", "@s/b": "2.0.0", d: "$d" },
  ],
  [{ resolutions: { "**/a": "1", "b/**/@s/c": "2", "d/e": "3" } }, { a: "1", "@s/c": "2", e: "3" }],
  [{ pnpm: { overrides: { "a@1>@s/b@2": "3", "c>d": "npm:e@1" } } }, { "@s/b": "3", d: "npm:e@1" }],
  [{ overrides: { __proto__: null, constructor: "1" } }, { constructor: "1" }],
  [{ overrides: ["a"], resolutions: 7, pnpm: null }, {}],
  [{}, {}],
  [null, {}],
])("%j", (json, overrides) => expect(Object.fromEntries(overridesOf(json))).toEqual(overrides));

test("total on anything, and bounded", () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      (json) => overridesOf({ overrides: json, resolutions: json, pnpm: json }).size <= 500,
    ),
  );
  const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`p${index}`, "1"]));
  expect(overridesOf({ overrides: many, resolutions: { ...many, more: "1" } }).size).toBe(500);
});

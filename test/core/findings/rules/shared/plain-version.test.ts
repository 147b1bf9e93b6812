import fc from "fast-check";
import diff from "semver/functions/diff.js";
import satisfies from "semver/functions/satisfies.js";
import { expect, test } from "vitest";
import { acceptsPlain, plainDistance } from "../../../../../core/findings/rules/shared/plain-version.ts";

const number = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 999_999_999 }));
const version = fc.tuple(number, number, number).map((parts) => parts.join("."));
const range = fc.tuple(fc.constantFrom("", "^", "~"), version).map((parts) => parts.join(""));

test("as semver judges", () => {
  fc.assert(
    fc.property(range, version, version, (wanted, left, right) => {
      expect(acceptsPlain(wanted, left)).toBe(satisfies(left, wanted));
      const step = diff(left, right);
      expect(plainDistance(left, right)).toBe(step ?? "none");
    }),
    { numRuns: 20_000 },
  );
});

test.each([
  "",
  "*",
  "1",
  "1.2",
  "01.2.3",
  "1.2.3-beta",
  "1.2.3+build",
  "=1.2.3",
  ">=1.2.3",
  "1.2.3 ",
  "^1.2.3 || 2",
  "1234567890.0.0",
  "latest",
])("leaves %j to semver", (text) => {
  expect(acceptsPlain(text, "1.2.3")).toBeNull();
  expect(acceptsPlain("^1.2.3", text)).toBeNull();
  expect(plainDistance(text, "1.2.3")).toBeNull();
});

test("a range is not a version", () => {
  expect(acceptsPlain("1.2.3", "^1.2.3")).toBeNull();
  expect(plainDistance("^1.2.3", "1.2.3")).toBeNull();
});

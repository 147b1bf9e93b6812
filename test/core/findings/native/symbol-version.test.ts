import fc from "fast-check";
import { expect, test } from "vitest";
import { compareVersions, highestLike, isLevel } from "../../../../core/findings/native/symbol-version.ts";

test.each([
  ["GLIBC_2.4", "GLIBC_2.34"],
  ["GLIBC_2.34", "GLIBC_2.38"],
  ["GLIBC_2.2", "GLIBC_2.2.5"],
  ["GLIBCXX_3.4", "GLIBCXX_3.4.1"],
  ["GLIBCXX_3.4.9", "GLIBCXX_3.4.29"],
])("%s comes before %s", (lower, higher) => {
  expect(compareVersions(lower, higher)).toBeLessThan(0);
  expect(compareVersions(higher, lower)).toBeGreaterThan(0);
  expect(compareVersions(lower, lower)).toBe(0);
});

test("the highest of a kind", () => {
  const offered = ["GLIBC_2.34", "GLIBC_2.4", "GLIBC_PRIVATE", "GLIBC_ABI_DT_RELR", "GCC_3.0"];
  expect(highestLike("GLIBC_2.38", offered)).toBe("GLIBC_2.34");
  expect(highestLike("GLIBCXX_3.4.31", offered)).toBeNull();
  expect(highestLike("GLIBC_ABI_DT_RELR", [])).toBeNull();
});

test("a level ends in a number", () =>
  expect(["GLIBC_2.34", "GLIBC_2", "GLIBC_PRIVATE", "GLIBC_ABI_DT_RELR", ""].map(isLevel)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]));

test("it is an order, whatever the names", () => {
  const name = fc.oneof(fc.string(), fc.stringMatching(/^[A-C]{1,2}_\d{1,2}(\.\d{1,2}){0,2}$/));
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
      if (compareVersions(a, b) < 0 && compareVersions(b, c) < 0)
        expect(compareVersions(a, c)).toBeLessThan(0);
    }),
  );
});

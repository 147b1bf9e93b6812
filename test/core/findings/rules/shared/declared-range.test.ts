import fc from "fast-check";
import { expect, test } from "vitest";
import {
  accepts,
  acceptsLineOf,
  declarationOf,
  distance,
} from "../../../../../core/findings/rules/shared/declared-range.ts";
import { parsePackageJson } from "../../../../../core/layout/package-json.ts";

test.each([
  ["^1.0.0", "1.2.3", true],
  ["^1.0.0", "2.0.0", false],
  ["^1.0.0", "1.2.3-beta", false],
  [">=1.2.3-alpha <2", "1.2.3-beta", true],
  ["*", "1.0.0-beta", true],
  ["v1.x || >=3", "3.1.0", true],
  ["npm:@s/other@~1.2.0", "1.2.9", true],
  ["npm:other@^1", "2.0.0", false],
  ["npm:other", "9.0.0", true],
  ["latest", "1.0.0", null],
  ["link:../x", "1.0.0", null],
  ["workspace:*", "1.0.0", null],
  ["github:o/r#v1", "1.0.0", null],
  ["o/r", "1.0.0", null],
  ["https://example.org/x.tgz", "1.0.0", null],
  ["^1.0.0", "one", null],
  ["^1.0.0", null, null],
  ["1 || ".repeat(500), "1.0.0", null],
])("%.30s takes %s: %s", (range, version, taken) => expect(accepts(range, version)).toBe(taken));

test.each([
  ["^1.5.0", "1.0.0", true],
  ["^1.5.0", "2.0.0", false],
  ["<5", "5.0.0", false],
  ["~0.3.1", "0.3.0", true],
  ["^0.3.0", "0.4.0", false],
  [">=1.2.0 <1.4.0", "1.9.0", true],
  ["tag", "1.0.0", null],
])("%s takes something of the line of %s: %s", (range, version, taken) =>
  expect(acceptsLineOf(range, version)).toBe(taken),
);

test.each([
  ["1.0.0", "1.0.0", "none"],
  ["1.0.0", "1.0.1", "patch"],
  ["1.0.0", "1.1.0", "minor"],
  ["1.0.0", "2.0.0", "major"],
  ["1.0.0-a.1", "1.0.0-a.2", "patch"],
  ["2.0.0-a", "1.0.0", "major"],
  [null, "1.0.0", "unknown"],
  ["x", "1.0.0", "unknown"],
])("%s and %s are apart by %s", (left, right, apart) => expect(distance(left, right)).toBe(apart));

test("npm's precedence", () => {
  const manifest = parsePackageJson(
    new TextEncoder().encode(
      JSON.stringify({
        dependencies: { a: "1", b: "1" },
        optionalDependencies: { a: "2" },
        peerDependencies: { b: "2", c: "3" },
        peerDependenciesMeta: { c: { optional: true } },
      }),
    ),
  );
  if (typeof manifest === "string") throw new Error(manifest);
  expect(["a", "b", "c", "d"].map((name) => declarationOf(manifest, name))).toEqual([
    { field: "optionalDependencies", range: "2", optional: true },
    { field: "dependencies", range: "1", optional: false },
    { field: "peerDependencies", range: "3", optional: true },
    null,
  ]);
  expect(declarationOf(null, "a")).toBeNull();
});

test("total on any text", () => {
  const rangeLike = fc.string({ unit: fc.constantFrom(..."0123456789.^~<>=|-x* vnpm:@/") });
  fc.assert(
    fc.property(fc.oneof(rangeLike, fc.string()), fc.oneof(rangeLike, fc.string()), (range, version) => {
      accepts(range, version);
      acceptsLineOf(range, version);
      distance(range, version);
    }),
    { numRuns: 5_000 },
  );
});

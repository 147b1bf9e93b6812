import { expect, test } from "vitest";
import { parseBareSpecifier } from "../../../core/layout/specifier.ts";

test.each([
  ["a", "a", ""],
  ["a/lib/x.js", "a", "lib/x.js"],
  ["@s/a", "@s/a", ""],
  ["@s/a/x", "@s/a", "x"],
  ["a/", "a", ""],
  [".prisma/client", ".prisma/client", ""],
  [".prisma/client/default.js", ".prisma/client", "default.js"],
  ["__proto__", "__proto__", ""],
])("%s is package %s, subpath %j", (specifier, name, subpath) =>
  expect(parseBareSpecifier(specifier)).toEqual({ package: name, subpath }),
);

test.each([
  "./a",
  "../a",
  "/a",
  ".",
  "..",
  ".prisma",
  "./prisma/client",
  "../prisma/client",
  "..prisma/client",
  "#a",
  "node:fs",
  "file:///a.js",
  "data:text/javascript,1",
  "@s",
  "",
  "%41",
  "a\\b",
])("%j has no candidates", (specifier) => {
  expect(parseBareSpecifier(specifier)).toBeNull();
});

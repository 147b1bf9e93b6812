import { describe, expect, test } from "vitest";
import type { NearMiss } from "../../../../../core/findings/rules/shared/near-miss.ts";
import type { UnresolvedEvidence } from "../../../../../core/findings/rules/shared/unresolved-evidence.ts";
import {
  isLoadersProbe,
  severityOf,
  withoutVariant,
} from "../../../../../core/findings/rules/shared/unresolved-grade.ts";

/** What the function's own code asked for, in vain, and did not get over. */
const missing: UnresolvedEvidence = {
  error: "MODULE_NOT_FOUND",
  specifier: "absent",
  how: "require",
  searched: ["/var/task/node_modules"],
  nearMisses: [],
  declared: "required",
  byPackage: false,
  recovered: false,
  survived: false,
  fatal: false,
  present: null,
  forHost: null,
  unbuilt: null,
  intoAnother: false,
};
const folder = "/opt/nodejs/node16/node_modules/absent";
const near: NearMiss[] = [{ kind: "wrong-layer-folder", path: folder, expected: "/opt/nodejs/node_modules" }];
const foreign = "/var/task/node_modules/absent-linux-arm64";
const other: NearMiss[] = [
  { kind: "other-platform", path: foreign, platform: "linux", cpu: "arm64", libc: null },
];

describe("how grave a failed resolution is", () => {
  test.each<[string, Partial<UnresolvedEvidence>, string]>([
    ["what the function needs", {}, "error"],
    [
      "what a package asked for without a declaration, and the function ended of it",
      { byPackage: true, declared: null, fatal: true },
      "error",
    ],
    ["the same, an optional one", { byPackage: true, declared: "optional", fatal: true }, "error"],
    ["what it only asked the path of, and ended of it", { how: "require.resolve", fatal: true }, "warning"],
    ["what it only asked the path of", { how: "require.resolve" }, "warning"],
    ["what it got over, with nothing near it", { survived: true }, "info"],
    ["what it got over, with a copy out of reach", { survived: true, nearMisses: near }, "warning"],
    ["what it got by other means", { recovered: true }, "info"],
    ["a package.json", { specifier: "absent/package.json" }, "info"],
    [
      "another platform's package, and the function ended",
      { nearMisses: other, byPackage: true, declared: "optional" },
      "error",
    ],
    [
      "another platform's package, and it went on",
      { nearMisses: other, byPackage: true, survived: true },
      "warning",
    ],
    [
      "the host's own package, with none for another there, and the function ended",
      { forHost: "x64", byPackage: true, declared: "optional" },
      "error",
    ],
    [
      "the host's own package, and it went on without",
      { forHost: "x64", byPackage: true, declared: "optional", survived: true },
      "info",
    ],
    ["what replaces the native file", { byPackage: true, searched: [], specifier: "./n.wasi.cjs" }, "info"],
    ["a package's own file", { byPackage: true, searched: [], specifier: "./lib/absent.js" }, "warning"],
    [
      "a package's native file",
      { byPackage: true, searched: [], specifier: "./build/Release/absent.node" },
      "info",
    ],
    ["what a package does not declare", { byPackage: true, declared: null }, "info"],
    ["what a package declares", { byPackage: true }, "error"],
  ])("%s", (_, part, severity) => {
    expect(severityOf({ ...missing, ...part })).toBe(severity);
  });
});

test("a loader that probes for paths does not concern the function, once it went on", () => {
  const probe = { ...missing, searched: [], survived: true, byPackage: true, specifier: "./a.mjs" };
  expect(isLoadersProbe(probe)).toBe(true);
  expect(isLoadersProbe({ ...probe, byPackage: false })).toBe(false);
  expect(isLoadersProbe({ ...probe, byPackage: false, specifier: "/var/task/a.mjs" })).toBe(true);
  expect(isLoadersProbe({ ...probe, survived: false })).toBe(false);
  expect(isLoadersProbe({ ...probe, nearMisses: near })).toBe(false);
});

test("the variants of one path are one", () => {
  expect(["/a/b", "/a/b.js", "/a/b.cjs", "/a/b/index.json", "/a/b.node"].map(withoutVariant)).toEqual(
    Array(5).fill("/a/b"),
  );
  expect(withoutVariant("/a/b.min")).toBe("/a/b.min");
});

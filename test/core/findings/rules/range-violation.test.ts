import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/catalogue.ts";
import { findingsOf, got } from "../../support/journal.ts";
import { pkg, type Tree } from "../../support/tree.ts";

const path = "/opt/nodejs/node_modules/a/index.js";
const asked = [got("/var/task/index.js", "a", path)];
const tree = (manifest: object, version: string): Tree => ({
  function: pkg("app", "1.0.0", manifest),
  layers: [{ "nodejs/node_modules/a": pkg("a", version) }],
});

describe("outside of the range", () => {
  test.each([
    [{ dependencies: { a: "^1.0.0" } }, "2.0.0", "error", true],
    [{ dependencies: { a: "^1.5.0" } }, "1.4.0", "warning", false],
    [{ dependencies: { a: "^0.3.0" } }, "0.4.0", "error", true],
    [{ dependencies: { a: "1.0.0" } }, "1.0.1", "warning", false],
    [{ dependencies: { a: "<5" } }, "6.0.0", "error", true],
    [{ dependencies: { a: "^1 || ^3" } }, "2.0.0", "error", true],
    [{ dependencies: { a: "npm:other@^1.0.0" } }, "2.0.0", "error", true],
    [{ dependencies: { a: "^1.0.0" } }, "2.0.0-beta.1", "error", true],
    [{ peerDependencies: { a: "^1.0.0" } }, "2.0.0", "warning", true],
    [{ optionalDependencies: { a: "^1.0.0" } }, "2.0.0", "warning", true],
  ])("%j got %s: %s", (manifest, version, severity, otherLine) => {
    const [finding] = findingsOf("range-violation", tree(manifest, version), asked);
    expect(finding).toMatchObject({ severity, package: "a", loser: null, winner: { version, root: "layer" }, evidence: { otherLine } });
    expect(finding?.evidence.declaredIn).toBe("/var/task/package.json");
  });
});

describe("silent", () => {
  test.each([
    [{ dependencies: { a: "^1.0.0" } }, "1.9.0"],
    [{ dependencies: { a: "*" } }, "1.0.0-beta.1"],
    [{ dependencies: { a: "" } }, "9.0.0"],
    [{ dependencies: { a: "^1.0.0-0" } }, "1.0.0-beta.1"],
    [{ dependencies: { a: "latest" } }, "9.0.0"],
    [{ dependencies: { a: "file:../a" } }, "9.0.0"],
    [{ dependencies: { a: "workspace:^1.0.0" } }, "9.0.0"],
    [{ dependencies: { a: "git+https://example.org/a.git#semver:^1" } }, "9.0.0"],
    [{ dependencies: { a: "npm:other" } }, "9.0.0"],
    [{ dependencies: { a: "^1.0.0" }, optionalDependencies: { a: "^2.0.0" } }, "2.0.0"],
    [{ devDependencies: { a: "^1.0.0" } }, "2.0.0"],
    [{ dependencies: { a: "^1.0.0" } }, "no version"],
    [{}, "2.0.0"],
  ])("%j got %s", (manifest, version) => expect(findingsOf("range-violation", tree(manifest, version), asked)).toEqual([]));
});

test("seen through two of its importer's files it is one finding", () => {
  const [finding, ...more] = findingsOf("range-violation", tree({ dependencies: { a: "^1.0.0" } }, "2.0.0"), [
    ...asked,
    got("/var/task/index.js", "a/sub", path),
    got("/var/task/lib/x.js", "a", path),
    got("/var/task/lib/y.js", "a", path),
  ]);
  expect(more).toEqual([]);
  expect(finding?.importers).toBe(3);
});

test("the text names who asked, for what, where it says so and what it got", () => {
  const [finding] = findingsOf("range-violation", tree({ dependencies: { a: "^1.0.0" } }, "2.0.0"), asked);
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    "app@1.0.0 asks for a ^1.0.0 (dependencies of /var/task/package.json) and got a@2.0.0 in the layer (/opt/nodejs/node_modules/a).",
  );
  expect(fixOf(finding)).toContain("install a ^1.0.0 beside app@1.0.0 in the function");
});

import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../../core/findings/finding.ts";
import type { JournalRecord } from "../../../../../core/journal/records.ts";
import { plainFailure } from "../../../../support/written-failure.ts";
import { failed, findingsOf, got, nativeEnd } from "../../../support/journal.ts";
import { type Folder, pkg, type Tree } from "../../../support/tree.ts";

const inPackages = (path: string): string => `/var/task/node_modules/${path}`;
const ready: JournalRecord = { tag: "ready", thread: 0 };
const thrownIn = (path: string): JournalRecord => {
  const frames = [`at load (${path}:3:9)`, "at Runtime.handler (/var/task/index.js:2:3)"];
  const known = { thread: 0, phase: "invoke", ordinal: 1, name: "Error", code: null, message: null } as const;
  return { tag: "failure", ...known, frames, ...plainFailure };
};
const unresolved = (tree: Tree, records: readonly JournalRecord[]) =>
  findingsOf("unresolved-module", tree, records);

/** A package whose native file an install script makes, and its `files`. */
const addon = (manifest: object = {}, files: Folder = {}): Tree => {
  const built = { "binding.gyp": "{}", ...files };
  return {
    function: {
      "node_modules/addon": pkg("addon", "1.0.0", manifest, built),
      "node_modules/bindings": pkg("bindings", "1.5.0"),
    },
  };
};
const asker = inPackages("addon/lib/index.js");
const rebuild = "Run `npm rebuild addon --ignore-scripts=false` with Node v22.23.3 on Linux for x64";

describe("a native file that no install script made", () => {
  test.each([
    ["by a path next to the code", asker, "../build/Release/addon.node"],
    ["without its extension", asker, "../build/Release/addon"],
    ["by an absolute path", asker, inPackages("addon/lib/binding/napi-v3/addon.node")],
    ["by another package", inPackages("bindings/index.js"), inPackages("addon/build/addon.node")],
  ])("is asked for %s: the package it belongs to, and how to build it", (_, importer, specifier) => {
    const [finding, ...more] = unresolved(addon(), [ready, failed(importer, specifier), thrownIn(importer)]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ package: "addon", severity: "error" });
    expect(finding && fixOf(finding)).toContain(`${rebuild} in the function's folder`);
    expect(finding && messageOf(finding)).toContain("a native file of addon for Node v22.23.3");
  });

  test("in many folders is one finding", () => {
    const importer = inPackages("bindings/index.js");
    const tries = [
      "build/addon.node",
      "build/Debug/addon.node",
      "lib/binding/node-v127-linux-x64/addon.node",
    ];
    const records = tries.map((path) => failed(importer, inPackages(`addon/${path}`)));
    expect(unresolved(addon(), [ready, ...records, thrownIn(importer)])).toHaveLength(1);
  });

  test("where the function went on is info", () => {
    const found = unresolved(addon(), [failed(asker, "../build/Release/addon.node"), ready]);
    expect(found).toMatchObject([{ package: "addon", severity: "info" }]);
  });

  test.each([
    ["lib/addon-linux-x64-127.node", { "lib/addon-linux-x64-93.node": "" }, "lib/addon-linux-x64-93.node"],
    ["bin/linux-x64-127/addon.node", { "bin/linux-x64-93/addon.node": "" }, "bin/linux-x64-93/addon.node"],
  ])("names what is there for another Node: %s", (asked, files, there) => {
    const [finding] = unresolved(addon({}, files), [failed(asker, inPackages(`addon/${asked}`))]);
    expect(finding?.evidence.unbuilt?.offered).toEqual([there]);
    expect(finding && messageOf(finding)).toContain(`It has ${there}.`);
  });

  test("that a release contains is installed again", () => {
    const tree = { function: { "node_modules/addon": pkg("addon", "1.0.0") } };
    const [finding] = unresolved(tree, [failed(asker, "../dist/addon.node")]);
    expect(finding && fixOf(finding)).toContain("`rm -rf node_modules/addon && npm install --os=linux");
  });
});

describe("not where", () => {
  const bindings = { dependencies: { bindings: "1.5.0" } };
  test.each<[string, Tree, string]>([
    ["the loader finds it in a later folder", addon(bindings, { "out/Release/a.node": "" }), "build/a.node"],
    ["it is built under another name", addon({}, { "build/Release/a.node": "" }), "build/Debug/b.node"],
    [
      "native files come in packages for one platform each",
      addon({ optionalDependencies: { "@addon/core-linux-x64": "1.0.0" } }),
      "build/Release/a.node",
    ],
    ["it is not native code", addon(), "lib/wrapper"],
    ["no package is there", {}, "build/Release/a.node"],
  ])("%s", (_, tree, path) => {
    const records = [failed(inPackages("bindings/index.js"), inPackages(`addon/${path}`))];
    expect(unresolved(tree, records)).toMatchObject([{ evidence: { unbuilt: null } }]);
  });

  test("it is the function's own", () => {
    const [finding] = unresolved({}, [failed("/var/task/index.js", "./build/Release/own.node")]);
    expect(finding?.evidence.unbuilt).toBeNull();
  });

  test("another package's file is missing, and this one's loaded", () => {
    const tree = addon(bindings, { "build/Release/addon.node": "" });
    const importer = inPackages("bindings/index.js");
    const built = inPackages("addon/build/Release/addon.node");
    const found = unresolved(tree, [
      failed(importer, inPackages("addon/build/addon.node")),
      got(importer, built, built),
      nativeEnd(built),
      thrownIn(importer),
    ]);
    expect(found.every(({ evidence: { unbuilt } }) => unbuilt === null)).toBe(true);
  });
});

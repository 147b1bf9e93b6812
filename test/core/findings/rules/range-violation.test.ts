import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { failed, findingsOf, got } from "../../support/journal.ts";
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
    expect(finding).toMatchObject({
      severity,
      package: "a",
      loser: null,
      winner: { version, root: "layer" },
      evidence: { otherLine },
    });
    expect(finding?.evidence.declaredIn).toBe("/var/task/package.json");
  });
});

describe("on purpose: info", () => {
  test.each([
    ["npm overrides", { overrides: { a: "2.0.0" } }],
    ["npm overrides of one importer", { overrides: { b: { a: "2.0.0" } } }],
    ["yarn resolutions", { resolutions: { "**/a": "^2.0.0" } }],
    ["pnpm overrides", { pnpm: { overrides: { "b>a": "2" } } }],
  ])("%s in the function's package.json", (_, manifest) => {
    const own: Tree = {
      function: {
        ...pkg("app", "1.0.0", manifest),
        node_modules: { a: pkg("a", "2.0.0"), b: pkg("b", "1.0.0", { dependencies: { a: "^1.0.0" } }) },
      },
    };
    const record = got("/var/task/node_modules/b/index.js", "a", "/var/task/node_modules/a/index.js");
    expect(findingsOf("range-violation", own, [record])).toMatchObject([
      { severity: "info", evidence: { overriddenIn: "/var/task/package.json" } },
    ]);
  });

  test("found by search paths of the importer's own, as Datadog's layer finds the function's tracer", () => {
    const layer: Tree = {
      function: { "node_modules/dd-trace": pkg("dd-trace", "6.0.0") },
      layers: [
        {
          "nodejs/node_modules/datadog-lambda-js": pkg("datadog-lambda-js", "12.0.0", {
            dependencies: { "dd-trace": "^5.0.0" },
          }),
        },
      ],
    };
    const from = "/opt/nodejs/node_modules/datadog-lambda-js/runtime/module_importer.js";
    const record = got(from, "dd-trace", "/var/task/node_modules/dd-trace/index.js", "require.resolve");
    expect(findingsOf("range-violation", layer, [record])).toMatchObject([
      { severity: "info", evidence: { byOwnPaths: true } },
    ]);
  });

  test("but not where the override asks for something else, or does not rule this copy", () => {
    const elsewhere = tree({ dependencies: { a: "^1.0.0" }, overrides: { a: "3.0.0" } }, "2.0.0");
    expect(findingsOf("range-violation", elsewhere, asked)).toMatchObject([
      { severity: "error", evidence: { overriddenIn: null } },
    ]);
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
  ])("%j got %s", (manifest, version) =>
    expect(findingsOf("range-violation", tree(manifest, version), asked)).toEqual([]),
  );
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
    "app@1.0.0 asks for a ^1.0.0 (dependencies of /var/task/package.json) and got a@2.0.0 in the layer " +
      "(/opt/nodejs/node_modules/a).",
  );
  expect(fixOf(finding)).toContain("install a ^1.0.0 next to app@1.0.0 in the function");
});

test("a copy that a package of the layer shares is replaced there: a second one would not be shared", () => {
  const shared = tree({ dependencies: { a: "^2.0.0" } }, "1.0.0");
  const b = "/opt/nodejs/node_modules/b/index.js";
  // The importer does not use b.
  const [alone] = findingsOf("range-violation", shared, [...asked, got(b, "a", path)]);
  expect(alone).toMatchObject({ evidence: { sharedWith: null } });
  expect(alone && fixOf(alone)).toContain("in the function");
  const [finding] = findingsOf("range-violation", shared, [
    ...asked,
    got("/var/task/index.js", "b", b),
    got(b, "a", path),
  ]);
  expect(finding).toMatchObject({ evidence: { sharedWith: "/opt/nodejs/node_modules/b" } });
  expect(finding && fixOf(finding)).toMatch(
    /^Either install a \^2\.0\.0 in the layer, where \/opt\/nodejs\/node_modules\/b shares it, or /,
  );
});

test("a package of the layer that asked for a part of it in vain shares it too, if it declares it", () => {
  const b = "/opt/nodejs/node_modules/b";
  const withB = (manifest: object): Tree => ({
    ...tree({ dependencies: { a: "^2.0.0" } }, "1.0.0"),
    layers: [{ "nodejs/node_modules": { a: pkg("a", "1.0.0"), b: pkg("b", "1.0.0", manifest) } }],
  });
  const records = [
    ...asked,
    got("/var/task/index.js", "b", `${b}/index.js`),
    failed(`${b}/index.js`, "a/new"),
  ];
  const sharerIn = (files: Tree): string | null | undefined =>
    findingsOf("range-violation", files, records)[0]?.evidence.sharedWith;
  expect(sharerIn(withB({ peerDependencies: { a: "^2.0.0" } }))).toBe(b);
  expect(sharerIn(withB({}))).toBeNull();
});

import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { findingsOf, got } from "../../support/journal.ts";
import { type Folder, json, type Node, pkg } from "../../support/tree.ts";

const at = "/opt/nodejs/node_modules";
const record = (packages: object): Node => json({ name: "layer", lockfileVersion: 3, packages });
const layers = (files: Folder) => ({ layers: [{ "nodejs/node_modules": files }] });
const loadsA = got("/var/task/index.js", "a", `${at}/a/index.js`);
const a1 = { "node_modules/a": { version: "1.0.0" } };
const withStray = {
  ".package-lock.json": record(a1),
  a: { ...pkg("a", "1.0.0"), "node_modules/b": pkg("b", "1.0.0"), "node_modules/.cache/x": "" },
};

describe("graded by its signs", () => {
  test("npm's record names another version: warning", () => {
    const files = { ".package-lock.json": record(a1), a: pkg("a", "2.0.0") };
    expect(findingsOf("squashed-layer", layers(files), [loadsA])).toMatchObject([
      {
        severity: "warning",
        package: "a",
        winner: { path: `${at}/a` },
        evidence: {
          folder: at,
          signs: [
            { kind: "other-version", recorded: "1.0.0", found: "2.0.0", record: `${at}/.package-lock.json` },
          ],
        },
      },
    ]);
  });

  test("a nested package the record does not know: info, warning once it was loaded", () => {
    expect(findingsOf("squashed-layer", layers(withStray), [loadsA])).toMatchObject([
      {
        severity: "info",
        evidence: { signs: [{ kind: "stray-nested", path: `${at}/a/node_modules/b`, loaded: false }] },
      },
    ]);
    const loadsB = got(`${at}/a/index.js`, "b", `${at}/a/node_modules/b/index.js`);
    expect(findingsOf("squashed-layer", layers(withStray), [loadsA, loadsB])).toMatchObject([
      { severity: "warning", evidence: { signs: [{ loaded: true }] } },
    ]);
  });

  test.each([
    ["main", { main: "lib/gone.js" }, `${at}/a/lib/gone.js`],
    ["exports", { exports: { import: "./gone.mjs", require: "./index.js" } }, `${at}/a/gone.mjs`],
  ])("%s names a file that is not there: info", (field, manifest, missing) => {
    expect(findingsOf("squashed-layer", layers({ a: pkg("a", "1.0.0", manifest) }), [loadsA])).toMatchObject([
      { severity: "info", evidence: { signs: [{ kind: "missing-entry", field, missing }] } },
    ]);
  });

  test("files written at two times: info; with another sign, warning", () => {
    const times = { modifiedMs: { [`${at}/a/index.js`]: 10 * 3_600_000 } };
    expect(
      findingsOf("squashed-layer", { ...layers({ a: pkg("a", "1.0.0") }), ...times }, [loadsA]),
    ).toMatchObject([
      {
        severity: "info",
        evidence: {
          signs: [
            {
              kind: "two-times",
              hoursApart: 10,
              older: [`${at}/a/package.json`],
              newer: [`${at}/a/index.js`],
            },
          ],
        },
      },
    ]);
    expect(
      findingsOf("squashed-layer", { ...layers({ a: pkg("a", "1.0.0", { main: "gone" }) }), ...times }, [
        loadsA,
      ]),
    ).toMatchObject([
      { severity: "warning", evidence: { signs: [{ kind: "missing-entry" }, { kind: "two-times" }] } },
    ]);
  });

  test("packages of the record that are not there: one info for the folder", () => {
    const packages = {
      ...a1,
      "node_modules/gone": { version: "1.0.0" },
      "node_modules/@s/gone": { version: "1.0.0" },
    };
    expect(
      findingsOf("squashed-layer", layers({ ".package-lock.json": record(packages), a: pkg("a", "1.0.0") }), [
        loadsA,
      ]),
    ).toMatchObject([
      {
        severity: "info",
        package: "node_modules",
        winner: null,
        evidence: { signs: [{ kind: "absent", packages: ["gone", "@s/gone"], count: 2 }] },
      },
    ]);
  });
});

test("a copy is looked at once, within a budget of files", () => {
  const many = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [`p${index}`, pkg(`p${index}`, "1.0.0", { main: "gone" })]),
  );
  const records = Object.keys(many).map((name) => got("/var/task/index.js", name, `${at}/${name}/index.js`));
  const found = findingsOf("squashed-layer", layers(many), [...records, ...records]);
  expect(found.length).toBeGreaterThan(10);
  expect(found.length).toBeLessThan(64);
});

describe("silent", () => {
  test.each([
    ["a layer in step with its record", layers({ ".package-lock.json": record(a1), a: pkg("a", "1.0.0") })],
    [
      "packages the record does not know: another layer brought them",
      layers({ ".package-lock.json": record({}), a: pkg("a", "1.0.0") }),
    ],
    ["a folder without a record", layers({ a: pkg("a", "1.0.0") })],
    ["a record that is invalid", layers({ ".package-lock.json": "[", a: pkg("a", "1.0.0") })],
    [
      "links and bundled packages of the record",
      layers({
        ".package-lock.json": record({
          ...a1,
          "node_modules/w": { link: true, version: "9" },
          "node_modules/a/node_modules/b": { version: "1.0.0", inBundle: true },
        }),
        a: { ...pkg("a", "1.0.0"), "node_modules/b": pkg("b", "1.0.0") },
      }),
    ],
    [
      "a main that is a folder or has no extension",
      layers({ a: { ...pkg("a", "1.0.0", { main: "./lib" }), "lib/index.js": "" } }),
    ],
    [
      "a subpath's missing target",
      layers({ a: pkg("a", "1.0.0", { exports: { ".": "./index.js", "./x": "./gone.js" } }) }),
    ],
  ])("about %s", (_, tree) => expect(findingsOf("squashed-layer", tree, [loadsA])).toEqual([]));

  test("about the function's own packages", () => {
    const own = { function: { "node_modules/a": pkg("a", "1.0.0", { main: "gone" }) } };
    expect(
      findingsOf("squashed-layer", own, [
        got("/var/task/index.js", "a", "/var/task/node_modules/a/index.js"),
      ]),
    ).toEqual([]);
  });
});

test("the text claims nothing as certain", () => {
  const files = { ".package-lock.json": record(a1), a: pkg("a", "2.0.0") };
  const [finding] = findingsOf("squashed-layer", layers(files), [loadsA]);
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    [
      `A later layer may have overwritten a@2.0.0 in the layer (${at}/a), or it was packed incompletely:`,
      `${at}/.package-lock.json has version 1.0.0, its package.json 2.0.0.`,
    ].join(" "),
  );
  expect(fixOf(finding)).toContain("in only one of the attached layers");
});

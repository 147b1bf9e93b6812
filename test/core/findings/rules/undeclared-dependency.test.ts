import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { findingsOf, got } from "../../support/journal.ts";
import { type Folder, pkg, type Tree } from "../../support/tree.ts";

const ofPackage = "/var/task/node_modules/p/index.js";
const own = "/var/task/index.js";
const tree = (app: Folder, p: Folder): Tree => ({
  function: { ...app, "node_modules/p": p },
  layers: [{ "nodejs/node_modules/a": pkg("a", "1.0.0") }],
  runtime: { "node_modules/@aws-sdk/client-s3": pkg("@aws-sdk/client-s3", "3.1130.0") },
});
const inLayer = (importer: string) => got(importer, "a", "/opt/nodejs/node_modules/a/index.js");
const inRuntime = (importer: string) =>
  got(importer, "@aws-sdk/client-s3", "/var/runtime/node_modules/@aws-sdk/client-s3/index.js");
const app = pkg("app", "1.0.0");
const p = pkg("p", "1.0.0");

describe("graded by who does not declare it", () => {
  test.each([
    ["a package, from the layer", tree(app, p), inLayer(ofPackage), "warning"],
    ["a package, from the runtime", tree(app, p), inRuntime(ofPackage), "warning"],
    [
      "a package that lists it for development",
      tree(app, pkg("p", "1.0.0", { devDependencies: { "@aws-sdk/client-s3": "3" } })),
      inRuntime(ofPackage),
      "info",
    ],
    ["the function's own code, from the layer", tree(app, p), inLayer(own), "info"],
  ])("%s: %s", (_, roots, record, severity) => {
    expect(findingsOf("undeclared-dependency", roots, [record])).toMatchObject([
      { severity, range: null, loser: null },
    ]);
  });
});

test("seen through two files of the importer it is one finding", () => {
  const found = findingsOf("undeclared-dependency", tree(app, p), [
    inLayer(ofPackage),
    inLayer("/var/task/node_modules/p/lib/x.js"),
  ]);
  expect(found).toMatchObject([{ importers: 2 }]);
});

describe("silent", () => {
  const meta = { peerDependenciesMeta: { a: { optional: true } } };
  test.each([
    ["what it declares", tree(app, pkg("p", "1.0.0", { dependencies: { a: "^9" } })), inLayer(ofPackage)],
    [
      "an optional dependency",
      tree(app, pkg("p", "1.0.0", { optionalDependencies: { a: "1" } })),
      inLayer(ofPackage),
    ],
    ["a peer", tree(app, pkg("p", "1.0.0", { peerDependencies: { a: "1" } })), inLayer(ofPackage)],
    [
      "an optional peer named in peerDependenciesMeta alone",
      tree(app, pkg("p", "1.0.0", meta)),
      inLayer(ofPackage),
    ],
    ["the runtime's SDK used by the function's own code", tree(app, p), inRuntime(own)],
    [
      "a layer's package the function develops with",
      tree(pkg("app", "1.0.0", { devDependencies: { a: "1" } }), p),
      inLayer(own),
    ],
    ["code without a package.json", tree({}, p), inLayer(own)],
    ["a package without a package.json", tree(app, { "index.js": "" }), inLayer(ofPackage)],
    [
      "a copy of the importer's own root",
      tree(app, p),
      got(ofPackage, "b", "/var/task/node_modules/b/index.js"),
    ],
    [
      "the runtime client",
      tree(app, p),
      got("/var/runtime/index.mjs", "a", "/opt/nodejs/node_modules/a/index.js"),
    ],
    ["what was only looked up", tree(app, p), { ...inLayer(ofPackage), how: "require.resolve" as const }],
    [
      "a copy found by other means",
      tree(app, p),
      got("/opt/nodejs/node_modules/q/index.js", "p", "/var/task/node_modules/p/index.js"),
    ],
    ["types", tree(app, p), got(ofPackage, "@types/a", "/opt/nodejs/node_modules/@types/a/index.js")],
    ["a copy in no root", tree(app, p), got(ofPackage, "a", "/tmp/node_modules/a/index.js")],
  ])("about %s", (_, roots, record) =>
    expect(findingsOf("undeclared-dependency", roots, [record])).toEqual([]),
  );
});

test("the text names the importer, its package.json and the copy", () => {
  const [finding] = findingsOf("undeclared-dependency", tree(app, p), [inLayer(ofPackage)]);
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    [
      "p@1.0.0 uses a, which /var/task/node_modules/p/package.json does not declare,",
      "and got a@1.0.0 in the layer (/opt/nodejs/node_modules/a).",
    ].join(" "),
  );
  expect(fixOf(finding)).toContain("Install a in the function");
});

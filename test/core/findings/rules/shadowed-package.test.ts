import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { joined } from "../../../support/joined.ts";
import { findingsOf, got } from "../../support/journal.ts";
import { type Folder, pkg, type Tree } from "../../support/tree.ts";

const importer = "/var/task/index.js";
const inFunction = got(importer, "a", "/var/task/node_modules/a/index.js");
const tree = (own: Folder, layer: Folder, manifest: object = {}): Tree => ({
  function: { ...pkg("app", "1.0.0", manifest), "node_modules/a": own },
  layers: [{ "nodejs/node_modules/a": layer }],
});

describe("graded", () => {
  test.each([
    ["same bytes", pkg("a", "1.0.0"), pkg("a", "1.0.0"), {}, "same-bytes", "info"],
    [
      "same version, another file",
      pkg("a", "1.0.0"),
      pkg("a", "1.0.0", {}, { "index.js": "changed" }),
      {},
      "same-version",
      "info",
    ],
    [
      "same version, the loaded file missing",
      pkg("a", "1.0.0"),
      pkg("a", "1.0.0", { exports: "./x.js" }),
      {},
      "same-version",
      "info",
    ],
    ["patch", pkg("a", "1.0.1"), pkg("a", "1.0.0"), {}, "patch", "info"],
    ["minor", pkg("a", "1.1.0"), pkg("a", "1.0.0"), {}, "minor", "warning"],
    ["major", pkg("a", "2.0.0"), pkg("a", "1.0.0"), {}, "major", "warning"],
    ["prerelease of a major", pkg("a", "2.0.0-beta.1"), pkg("a", "1.0.0"), {}, "major", "warning"],
    ["no version", pkg("a", "1.0.0"), { "index.js": "" }, {}, "unknown", "warning"],
    ["a version that is invalid", pkg("a", "1.0.0"), pkg("a", "latest"), {}, "unknown", "warning"],
    [
      "the range takes the loser only",
      pkg("a", "2.0.0"),
      pkg("a", "1.4.0"),
      { dependencies: { a: "^1.2.0" } },
      "major",
      "error",
    ],
    [
      "the range takes both",
      pkg("a", "2.0.0"),
      pkg("a", "1.4.0"),
      { dependencies: { a: ">=1" } },
      "major",
      "warning",
    ],
    [
      "the range takes neither",
      pkg("a", "2.0.0"),
      pkg("a", "1.4.0"),
      { dependencies: { a: "^3.0.0" } },
      "major",
      "warning",
    ],
  ])("%s", (_, own, layer, manifest, grade, severity) => {
    const [finding, ...more] = findingsOf("shadowed-package", tree(own, layer, manifest), [inFunction]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity, package: "a", evidence: { grade, intended: null } });
    expect(finding?.winner).toMatchObject({ root: "function", path: "/var/task/node_modules/a" });
    expect(finding?.loser).toMatchObject({ root: "layer", path: "/opt/nodejs/node_modules/a" });
  });
});

test("the SDK bundled with the runtime behind one's own copy is intended", () => {
  const sdk = "@aws-sdk/client-s3";
  const [finding] = findingsOf(
    "shadowed-package",
    {
      function: { [`node_modules/${sdk}`]: pkg(sdk, "3.900.0") },
      runtime: { [`node_modules/${sdk}`]: pkg(sdk, "3.600.0") },
    },
    [got(importer, sdk, `/var/task/node_modules/${sdk}/index.js`)],
  );
  expect(finding).toMatchObject({ severity: "info", evidence: { grade: "minor", intended: "bundled-sdk" } });
});

test("a tracer whose layer chose the function's own copy is intended", () => {
  const roots: Tree = {
    function: { "node_modules/dd-trace": pkg("dd-trace", "6.1.0") },
    layers: [
      {
        "nodejs/node_modules": {
          "dd-trace": pkg("dd-trace", "5.0.0"),
          "datadog-lambda-js": pkg("datadog-lambda-js", "12.0.0"),
        },
      },
    ],
  };
  const path = "/var/task/node_modules/dd-trace/index.js";
  const byFunction = got(importer, "dd-trace", path);
  const layerModule = "/opt/nodejs/node_modules/datadog-lambda-js/runtime/module_importer.js";
  const looked = got(layerModule, "dd-trace", path, "require.resolve");
  const loaded = got(layerModule, path, path);
  for (const records of [
    [looked, loaded, byFunction],
    [byFunction, looked, loaded],
  ]) {
    expect(findingsOf("shadowed-package", roots, records)).toMatchObject([
      { severity: "info", evidence: { intended: "function-first" } },
    ]);
  }
  expect(findingsOf("shadowed-package", roots, [byFunction, looked])).toMatchObject([
    { severity: "warning", evidence: { intended: null } },
  ]);
});

test.each([
  ["within its range: installed together", { dependencies: { a: "^2.0.0" } }, "info"],
  ["without a range", {}, "warning"],
])("a package that got it from its own root, %s", (_, manifest, severity) => {
  const roots: Tree = {
    function: { node_modules: { a: pkg("a", "2.0.0"), b: pkg("b", "1.0.0", manifest) } },
    layers: [{ "nodejs/node_modules/a": pkg("a", "1.0.0") }],
  };
  const record = got("/var/task/node_modules/b/index.js", "a", "/var/task/node_modules/a/index.js");
  expect(findingsOf("shadowed-package", roots, [record])).toMatchObject([{ severity }]);
});

test("the layer's folder for one Node line hides the one for all", () => {
  const layers = [
    { "nodejs/node22/node_modules/a": pkg("a", "2.0.0"), "nodejs/node_modules/a": pkg("a", "1.0.0") },
  ];
  const [finding] = findingsOf("shadowed-package", { layers }, [
    got(importer, "a", "/opt/nodejs/node22/node_modules/a/index.js"),
  ]);
  expect(finding).toMatchObject({ severity: "warning", winner: { root: "layer" }, loser: { root: "layer" } });
});

test("one finding for every loser", () => {
  const found = findingsOf(
    "shadowed-package",
    { ...tree(pkg("a", "3.0.0"), pkg("a", "2.0.0")), runtime: { "node_modules/a": pkg("a", "1.0.0") } },
    [inFunction],
  );
  expect(found.map(({ loser, severity }) => [loser?.root, severity])).toEqual([
    ["layer", "warning"],
    ["runtime", "info"],
  ]);
});

describe("silent", () => {
  test("about copies nested in one tree", () => {
    const nested = {
      function: {
        node_modules: {
          b: { ...pkg("b", "1.0.0"), "node_modules/a": pkg("a", "2.0.0") },
          a: pkg("a", "1.0.0"),
        },
      },
    };
    const path = "/var/task/node_modules/b/node_modules/a/index.js";
    expect(
      findingsOf("shadowed-package", nested, [got("/var/task/node_modules/b/index.js", "a", path)]),
    ).toEqual([]);
  });

  test("about a source folder that has a package's name", () => {
    const own = { function: { "a/index.js": "" }, layers: [{ "nodejs/node_modules/a": pkg("a", "1.0.0") }] };
    expect(
      findingsOf("shadowed-package", own, [got(importer, "a", "/opt/nodejs/node_modules/a/index.js")]),
    ).toEqual([]);
  });

  test("about a copy this importer never reaches", () => {
    const found = findingsOf("shadowed-package", tree(pkg("a", "1.0.0"), pkg("a", "2.0.0")), [
      got("/opt/nodejs/node_modules/b/index.js", "a", "/opt/nodejs/node_modules/a/index.js"),
    ]);
    expect(found).toEqual([]);
  });

  test("about relative, absolute and #imports specifiers", () => {
    const records = ["./node_modules/a/index.js", "/var/task/node_modules/a/index.js", "#a"].map(
      (specifier) => {
        return got(importer, specifier, "/var/task/node_modules/a/index.js");
      },
    );
    expect(findingsOf("shadowed-package", tree(pkg("a", "1.0.0"), pkg("a", "2.0.0")), records)).toEqual([]);
  });

  test("about a winner another loader found elsewhere", () => {
    const found = findingsOf("shadowed-package", tree(pkg("a", "1.0.0"), pkg("a", "2.0.0")), [
      got(importer, "a", "/tmp/a/index.js"),
    ]);
    expect(found).toEqual([]);
  });
});

test("the text names both copies, the range and what to remove", () => {
  const manifest = { dependencies: { a: "^1.2.0" } };
  const [finding] = findingsOf("shadowed-package", tree(pkg("a", "2.0.0"), pkg("a", "1.4.0"), manifest), [
    inFunction,
  ]);
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    "a@2.0.0 in the function (/var/task/node_modules/a) hides a@1.4.0 in the layer " +
      "(/opt/nodejs/node_modules/a). They are a major release apart. app@1.0.0 asks for ^1.2.0, which only " +
      "the hidden copy satisfies.",
  );
  expect(fixOf(finding)).toBe(
    "Remove /var/task/node_modules/a from the function, or replace it with a ^1.2.0: app@1.0.0 asks for " +
      "^1.2.0.",
  );
});

describe("the fix never removes the copy that the importer's range needs", () => {
  test.each([
    [
      "only the winner fits",
      "^2.0.0",
      joined(
        /^Keep \/var\/task\/node_modules\/a: app@1\.0\.0 asks for \^2\.0\.0\. /,
        /.* if no code there needs 1\.2\.0\.$/,
      ),
    ],
    ["both fit", ">=1", /^Keep one copy of a: remove \/opt\/.* if no code there needs it, or \/var\/task\//],
    ["neither fits", "^3.0.0", /^Keep one copy of a/],
  ])("%s", (_, range, fix) => {
    const manifest = { dependencies: { a: range } };
    const [finding] = findingsOf("shadowed-package", tree(pkg("a", "2.0.0"), pkg("a", "1.2.0"), manifest), [
      inFunction,
    ]);
    expect(finding && fixOf(finding)).toMatch(fix);
  });
});

test("generated code in a folder with a dot hides that of another root", () => {
  const client = "node_modules/.prisma/client";
  const files: Tree = {
    function: {
      "node_modules/@prisma/client": pkg("@prisma/client", "5.22.0"),
      [`${client}/default.js`]: "stub",
    },
    layers: [{ [`nodejs/${client}`]: pkg("prisma-client-0123", "5.22.0", {}, { "default.js": "" }) }],
  };
  const asked = got(
    "/var/task/node_modules/@prisma/client/default.js",
    ".prisma/client/default",
    `/var/task/${client}/default.js`,
  );
  const [finding] = findingsOf("shadowed-package", files, [asked]);
  expect(finding).toMatchObject({
    severity: "warning",
    package: ".prisma/client",
    winner: { version: null, path: `/var/task/${client}` },
    loser: { version: "5.22.0", path: `/opt/nodejs/${client}` },
  });
  expect(finding && fixOf(finding)).toBe(
    `Remove /var/task/${client} from the function, so that the copy in the layer is found, or generate ` +
      "it again.",
  );
});

import { describe, expect, it } from "vitest";
import { repairsOf } from "../../../../command/prove/repairs/repairs-of.ts";
import { finding, packageAt, staged } from "../fixture.ts";

interface Asked {
  readonly specifier?: string;
  readonly package?: string;
  readonly importer?: string;
  readonly range?: string;
  readonly miss?: object;
  readonly present?: object;
}

const unresolved = (asked: Asked) =>
  finding("unresolved-module", {
    package: asked.package ?? "money",
    importer: asked.importer ?? "/var/task/index.js",
    ...(asked.range !== undefined && { range: asked.range }),
    evidence: {
      specifier: asked.specifier ?? "money",
      nearMisses: asked.miss === undefined ? [] : [asked.miss],
      present: asked.present ?? null,
    },
  });

describe("a module that was not found", () => {
  it("moves what a layer has in a folder where Node does not look", async () => {
    const { site } = await staged({}, packageAt("node_modules", "money", "1.4.0"));
    const [path, expected] = ["/opt/node_modules/money", "/opt/nodejs/node_modules/money"];
    const miss = { kind: "wrong-layer-folder", path, expected };
    expect(repairsOf(unresolved({ miss }), site).repairs).toEqual([
      {
        when: `${path} is at ${expected}, where Node looks`,
        edits: [{ kind: "copy", from: path, to: expected }],
      },
    ]);
  });

  it("puts what is out of reach beside the importer", async () => {
    const { site } = await staged(packageAt("node_modules", "money", "1.4.0"));
    const path = "/var/task/node_modules/money";
    const importer = "/opt/nodejs/node_modules/cart/index.js";
    const miss = { kind: "out-of-reach", path, root: "function" };
    expect(repairsOf(unresolved({ miss, importer }), site).repairs[0]?.edits).toEqual([
      { kind: "copy", from: path, to: "/opt/nodejs/node_modules/cart/node_modules/money" },
    ]);
  });

  it.each([
    ["an extension", "extension", "./lib/tax", "/var/task/lib/tax.mjs", "./lib/tax.mjs"],
    ["a folder", "directory", "../lib", "/var/lib/index.js", "../lib/index.js"],
    ["another case", "letter-case", "./Tax.js", "/var/task/tax.js", "./tax.js"],
    [
      "a file of a package",
      "extension",
      "money/lib/a",
      "/var/task/node_modules/money/lib/a.js",
      "money/lib/a.js",
    ],
  ])("asks for the name that exists: %s", async (_, kind, specifier, path, to) => {
    const { site } = await staged({ "index.js": "" });
    expect(repairsOf(unresolved({ specifier, miss: { kind, path } }), site).repairs[0]?.edits).toEqual([
      { kind: "specifier", file: "/var/task/index.js", from: specifier, to },
    ]);
  });

  it("leads a link that lost its target to a copy elsewhere", async () => {
    const { site } = await staged(packageAt("packages/node_modules", "money", "1.4.0"));
    const path = "/var/task/node_modules/money";
    expect(repairsOf(unresolved({ miss: { kind: "dangling-link", path } }), site).repairs[0]?.edits).toEqual([
      { kind: "link", path, target: "/var/task/packages/node_modules/money" },
    ]);
  });

  it("installs in the place of a link whose target is nowhere", async () => {
    const { site } = await staged({ "index.js": "" });
    const path = "/var/task/node_modules/money";
    const asked = unresolved({ miss: { kind: "dangling-link", path }, range: "^1.0.0" });
    expect(repairsOf(asked, site).repairs[0]?.edits).toEqual([
      { kind: "install", package: "money", range: "^1.0.0", to: path, cpu: null },
    ]);
  });

  it("reinstalls a package whose file is missing, in its own version or another", async () => {
    const { site } = await staged(packageAt("node_modules", "money", "1.4.0"));
    const path = "/var/task/node_modules/money";
    const miss = { kind: "missing-file", path, missing: `${path}/dist/index.js` };
    expect(repairsOf(unresolved({ miss }), site).repairs.map(({ edits }) => edits)).toEqual([
      [{ kind: "install", package: "money", range: "1.4.0", to: path, cpu: null }],
      [{ kind: "install", package: "money", range: "latest", to: path, cpu: null }],
    ]);
    const asked = unresolved({ miss, range: "^2.0.0", present: { version: "1.4.0", inRange: false } });
    expect(repairsOf(asked, site).repairs.map(({ edits }) => edits)).toEqual([
      [{ kind: "install", package: "money", range: "^2.0.0", to: path, cpu: null }],
    ]);
  });

  it("installs the package for Lambda where the one for another platform lies", async () => {
    const { site } = await staged(packageAt("node_modules", "@esbuild/darwin-arm64", "0.25.0"));
    const path = "/var/task/node_modules/@esbuild/darwin-arm64";
    const asked = unresolved({
      package: "@esbuild/linux-x64",
      specifier: "@esbuild/linux-x64",
      importer: "/var/task/node_modules/esbuild/lib/main.js",
      miss: { kind: "other-platform", path, platform: "darwin", cpu: "arm64" },
    });
    expect(repairsOf(asked, site).repairs[0]?.edits).toEqual([
      {
        kind: "install",
        package: "@esbuild/linux-x64",
        range: "0.25.0",
        to: "/var/task/node_modules/@esbuild/linux-x64",
        cpu: "x64",
      },
    ]);
  });

  it("takes the version of the range where the one that is there hides the subpath", async () => {
    const { site } = await staged(packageAt("node_modules", "money", "1.4.0"));
    const path = "/var/task/node_modules/money";
    const asked = unresolved({
      range: "^2.0.0",
      miss: { kind: "not-exported", path, subpath: "format", exported: ["."] },
      present: { version: "1.4.0", inRange: false },
      specifier: "money/format",
    });
    expect(repairsOf(asked, site).repairs[0]?.edits).toEqual([
      { kind: "install", package: "money", range: "^2.0.0", to: path, cpu: null },
    ]);
  });

  it("takes a copy from elsewhere, or npm's newest where nobody declares a range", async () => {
    const { site } = await staged(packageAt("node_modules/cart/node_modules", "money", "1.4.0"));
    const to = "/var/task/node_modules/money";
    expect(repairsOf(unresolved({}), site).repairs.map(({ edits }) => edits)).toEqual([
      [{ kind: "copy", from: "/var/task/node_modules/cart/node_modules/money", to }],
      [{ kind: "install", package: "money", range: "latest", to, cpu: null }],
    ]);
  });

  it("has no repair for a file that is nowhere", async () => {
    const { site } = await staged({ "index.js": "" });
    expect(repairsOf(unresolved({ specifier: "./lib/tax", package: "(function)" }), site)).toEqual({
      repairs: [],
      refused: "nothing like ./lib/tax lies nearby",
    });
  });
});

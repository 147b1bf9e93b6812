import { isBuiltin } from "node:module";
import { describe, expect, it } from "vitest";
import { type PredictedEdge, type Walked, walk } from "../../../check/walk/walk.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { Resolver } from "../../../core/layout/resolver.ts";
import { json, MemoryFiles, type Node } from "../../core/support/tree.ts";

interface Options {
  readonly requireEsm?: boolean;
  readonly detectsSyntax?: boolean;
}

function walked(
  files: Readonly<Record<string, Node>>,
  { requireEsm = false, detectsSyntax = true }: Options = {},
): Walked & { readonly problems: readonly string[] } {
  const elsewhere = Object.fromEntries(
    Object.entries(files).map(([path, node]) => [`/var/task/${path}`, node]),
  );
  const memory = new MemoryFiles({ elsewhere });
  const packages = new PackageReader(memory, () => {});
  const resolver = new Resolver({
    ...{ files: memory, packages, nodePath: [], requireEsm, conditions: [] },
    isBuiltIn: isBuiltin,
  });
  const problems: string[] = [];
  const how = "index.mjs" in files ? "import" : "require";
  const path = `/var/task/index.${how === "import" ? "mjs" : "js"}`;
  const options = { files: memory, packages, resolver, requireEsm, detectsSyntax };
  const found = walk([{ path, how }], {
    ...options,
    onProblem: ({ path: at, what }) => problems.push(`${at} ${what}`),
  });
  const { edges, computed, certain, possible, missingNames, quitters } = found;
  return { edges, computed, certain, possible, missingNames, quitters, problems };
}

/** `a.js require ./b -> b.js` and whatever is unusual. */
function short({ importer, how, specifier, resolved, certain, guarded }: PredictedEdge): string {
  const plain = (path: string | null): string => path?.replace("/var/task/", "") ?? "";
  const result =
    resolved.kind === "file" ? resolved.path : resolved.kind === "error" ? resolved.code : "built-in";
  return [
    `${plain(importer)} ${how} ${plain(specifier)} -> ${plain(result)}`,
    ...(certain ? [] : ["perhaps"]),
    ...(guarded ? ["guarded"] : []),
  ].join(", ");
}

const loaded = ({ certain, possible }: Walked): readonly (readonly string[])[] =>
  [certain, possible].map((paths) => [...paths].map((path) => path.replace("/var/task/", "")));

describe("a walk", () => {
  it("separates what will be loaded from what may be", () => {
    const found = walked({
      "index.js": "require('./a'); exports.f = () => require('./b'); if (x) require('./c');",
      "a.js": "require('./d');",
      "b.js": "require('./d'); require('./e');",
      "c.js": "require('./absent');",
      "d.js": "",
      "e.js": "",
    });
    expect(loaded(found)).toEqual([
      ["index.js", "a.js", "d.js"],
      ["b.js", "c.js", "e.js"],
    ]);
    expect(found.edges.map(short)).toContain("c.js require ./absent -> MODULE_NOT_FOUND, perhaps");
  });

  it("says again for certain what it has said before as possible", () => {
    const found = walked({
      "index.js": "exports.f = () => require('./a'); require('./b');",
      "a.js": "require('./c');",
      "b.js": "require('./a');",
      "c.js": "",
    });
    expect(loaded(found)).toEqual([["index.js", "b.js", "a.js", "c.js"], []]);
  });

  it("asks again for what require.resolve has found, and does not load what was only looked up", () => {
    const found = walked({
      "index.js": "require(require.resolve('./a')); require.resolve('./b');",
      "a.js": "",
      "b.js": "require('./c');",
      "c.js": "",
    });
    expect(found.edges.slice(1).map(short)).toEqual([
      "index.js require.resolve ./a -> a.js",
      "index.js require a.js -> a.js",
      "index.js require.resolve ./b -> b.js",
    ]);
    expect(loaded(found)).toEqual([["index.js", "a.js"], []]);
  });

  it("starts workers by their own format", () => {
    const found = walked({
      "index.mjs": "new Worker(new URL('./a.mjs', import.meta.url)); fork('./b.js'); fork('./absent.js');",
      "a.mjs": "import './c.mjs';",
      "b.js": "",
      "c.mjs": "",
    });
    expect(found.edges.slice(1).map(short)).toEqual([
      "index.mjs import a.mjs -> a.mjs, perhaps",
      "index.mjs require b.js -> b.js, perhaps",
      "a.mjs import ./c.mjs -> c.mjs, perhaps",
    ]);
  });

  it("counts what is known only when the code runs, once for each line", () => {
    const found = walked({ "index.js": "require(a); require(b);\nimport(c);" });
    expect(found.computed.map(({ how, line }) => `${how} ${line}`)).toEqual(["require 1", "import 2"]);
  });
});

describe("an ES module that require asks for", () => {
  const files = {
    "index.js": "require('./a.mjs'); try { require('./b.mjs'); } catch {}",
    "a.mjs": "import './c.mjs';",
    "b.mjs": "",
    "c.mjs": "",
  };

  it("is found and then refused, which is a failure where nothing catches it", () => {
    const found = walked(files);
    expect(found.edges.slice(1).map(short)).toEqual([
      "index.js require ./a.mjs -> a.mjs",
      "index.js require ./a.mjs -> ERR_REQUIRE_ESM",
      "index.js require ./b.mjs -> b.mjs, guarded",
    ]);
    expect(loaded(found)).toEqual([["index.js"], []]);
  });

  it("is loaded where that is on", () => {
    expect(loaded(walked(files, { requireEsm: true }))).toEqual([
      ["index.js", "a.mjs", "c.mjs", "b.mjs"],
      [],
    ]);
  });
});

describe("a .js file whose format nothing says", () => {
  const files = { "index.mjs": "import './a.js';", "a.js": "import './b.mjs';", "b.mjs": "" };

  it("is an ES module by its syntax, where Node looks at that", () => {
    expect(loaded(walked(files))).toEqual([["index.mjs", "a.js", "b.mjs"], []]);
  });

  it("is CommonJS that cannot be parsed where Node does not, and where package.json says so", () => {
    expect(walked(files, { detectsSyntax: false }).problems).toEqual([
      expect.stringMatching(/^\/var\/task\/a.js is not JavaScript/),
    ]);
    const declared = { ...files, "package.json": json({ type: "commonjs" }) };
    expect(walked(declared).problems).toHaveLength(1);
  });
});

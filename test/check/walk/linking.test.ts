import { isBuiltin } from "node:module";
import { expect, test } from "vitest";
import { type MissingName, missingNames } from "../../../check/walk/linking.ts";
import { walk } from "../../../check/walk/walk.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { Resolver } from "../../../core/layout/resolver.ts";
import { MemoryFiles } from "../../core/support/tree.ts";

/** `importer: name of specifier`, of modules in /var/task that begin at index.mjs */
function missing(files: Readonly<Record<string, string>>): readonly string[] {
  const memory = new MemoryFiles({
    elsewhere: Object.fromEntries(Object.entries(files).map(([path, text]) => [`/var/task/${path}`, text])),
  });
  const packages = new PackageReader(memory, () => {});
  const resolver = new Resolver({
    ...{ files: memory, packages, nodePath: [], requireEsm: false, conditions: [] },
    isBuiltIn: isBuiltin,
  });
  const options = { files: memory, packages, resolver, requireEsm: false, detectsSyntax: true };
  const { missingNames: found } = walk([{ path: "/var/task/index.mjs", how: "import" }], {
    ...options,
    onProblem: ({ path, what }) => {
      throw new Error(`${path} ${what}`);
    },
  });
  const short = ({ importer, specifier, name }: MissingName) =>
    `${importer.replace("/var/task/", "")}: ${name} of ${specifier}`;
  return found.map(short);
}

test("a name that the module does not export", () => {
  const files = { "index.mjs": 'import { a, b } from "./b.mjs";', "b.mjs": "export const a = 1;" };
  expect(missing(files)).toEqual(["index.mjs: b of ./b.mjs"]);
});

test("every way to export a name counts", () => {
  const b = [
    "const local = 1;",
    "export const { a, c: [d] } = {};",
    "export function f() {}",
    "export class K {}",
    'export { local as g, local as "h i" };',
    'export * as ns from "./c.mjs";',
    'export * from "./c.mjs";',
    "export default 1;",
  ].join("\n");
  const names = 'a, d, f, K, g, "h i" as hi, ns, star, default as all';
  const files = {
    "index.mjs": `import { ${names} } from "./b.mjs";`,
    "b.mjs": b,
    "c.mjs": "export let star;",
  };
  expect(missing(files)).toEqual([]);
});

test("a default and its absence, also through a star, which hands on all but the default", () => {
  const c = "export default 1;";
  expect(missing({ "index.mjs": 'import x from "./c.mjs";', "c.mjs": c })).toEqual([]);
  expect(
    missing({ "index.mjs": 'import x from "./b.mjs";', "b.mjs": 'export * from "./c.mjs";', "c.mjs": c }),
  ).toEqual(["index.mjs: default of ./b.mjs"]);
});

test("what a module hands on by name must be there", () => {
  const files = {
    "index.mjs": 'export { a } from "./b.mjs";',
    "b.mjs": 'export { a } from "./c.mjs";',
    "c.mjs": "",
  };
  expect(missing(files)).toEqual(["b.mjs: a of ./c.mjs"]);
});

test("modules that hand on each other's names in a circle end", () => {
  const star = (of: string) => `export * from "${of}";`;
  const files = {
    "index.mjs": 'import { a } from "./b.mjs";',
    "b.mjs": star("./c.mjs"),
    "c.mjs": star("./b.mjs"),
  };
  expect(missing(files)).toEqual(["index.mjs: a of ./b.mjs"]);
});

test("nothing is reported for CommonJS, of built-in modules, and of a star over either", () => {
  const files = {
    "index.mjs": 'import { a } from "./c.cjs"; import { b } from "node:fs"; import { c } from "./d.mjs";',
    "c.cjs": "exports.b = 1;",
    "d.mjs": 'export * from "./c.cjs"; export * from "node:fs";',
  };
  expect(missing(files)).toEqual([]);
});

test("nothing is reported for a module that may be loaded, and may not", () => {
  const files = {
    "index.mjs": 'export const f = () => import("./b.mjs");',
    "b.mjs": 'import { a } from "./c.mjs";',
    "c.mjs": "",
  };
  expect(missing(files)).toEqual([]);
});

test("at most a hundred are named", () => {
  const names = Array.from({ length: 200 }, (_, at) => `a${at}`).join(", ");
  expect(missing({ "index.mjs": `import { ${names} } from "./b.mjs";`, "b.mjs": "" })).toHaveLength(100);
  expect(missingNames([], new Map())).toEqual([]);
});

import { expect, test } from "vitest";
import { formatOf, hasModuleSyntax } from "../../../core/layout/module-format.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { json, MemoryFiles } from "../support/tree.ts";

const files = new MemoryFiles({
  function: {
    "package.json": json({ type: "module" }),
    node_modules: {
      plain: { "package.json": json({ name: "plain" }) },
      esm: {
        "package.json": json({ name: "esm", type: "module" }),
        "cjs/package.json": json({ type: "commonjs" }),
        "bad/package.json": "{",
      },
    },
  },
});
const packages = new PackageReader(files, () => {});

test.each([
  ["/var/task/index.js", "module"],
  ["/var/task/lib/x", "module"],
  ["/var/task/node_modules/plain/x.js", "commonjs"],
  ["/var/task/node_modules/plain/x.mjs", "module"],
  ["/var/task/node_modules/plain/x.mts", "module"],
  ["/var/task/node_modules/esm/x.js", "module"],
  ["/var/task/node_modules/esm/x.cjs", "commonjs"],
  ["/var/task/node_modules/esm/cjs/deep/x.js", "commonjs"],
  // Node refuses such a file; the packages around it still have a format.
  ["/var/task/node_modules/esm/bad/x.js", "module"],
  // Without a package.json: Node does not look above node_modules.
  ["/var/task/node_modules/none/x.js", "commonjs"],
  ["/var/task/node_modules/esm/data.json", null],
  ["/var/task/node_modules/esm/addon.node", null],
  ["/var/task/node_modules/esm/code.wasm", null],
  ["x.js", "commonjs"],
  ["", "commonjs"],
])("%s is %s", (path, format) => expect(formatOf(path, packages)).toBe(format));

test.each([
  ["export default function f() {}", true],
  ["  export const a = 1;", true],
  ["export{a}", true],
  ["export * from './a.js';", true],
  ["import a, { b } from 'c';", true],
  ["import * as a from 'c';", true],
  ["import{a}from'c'", true],
  ["import {\n  a,\n  b,\n} from 'c';", true],
  ["import 'c';", true],
  ["const a = require('b');\nmodule.exports = a;", false],
  ["exports.a = 1;", false],
  ["import('b').then(go);", false],
  ["// import x from 'y'", false],
  ["importScripts('b');", false],
  ["exported = 1", false],
])("%j has the syntax of ES modules: %s", (source, has) => expect(hasModuleSyntax(source)).toBe(has));

test("no source keeps it busy", () => {
  for (const source of ["import a\n", "\n", "import {", "export\n"])
    expect(hasModuleSyntax(source.repeat(64_000 / source.length))).toBe(false);
});

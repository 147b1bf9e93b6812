import { describe, expect, it } from "vitest";
import type { Edge } from "../../../check/walk/edge.ts";
import { edgesOf } from "../../../check/walk/edges.ts";

const path = "/var/task/src/index.js";

/** `how specifier` and whatever is unusual: eager, unconditional, unguarded, in its own name. */
const short = ({ how, specifier, eager, conditional, guarded, as, paths, resolvedFirst }: Edge): string =>
  [
    `${how} ${specifier}`,
    ...(resolvedFirst ? ["resolved first"] : []),
    ...(paths === null ? [] : [`in ${paths.join(" ")}`]),
    ...(eager ? [] : ["lazy"]),
    ...(conditional ? ["conditional"] : []),
    ...(guarded ? ["guarded"] : []),
    ...(as === null ? [] : [`as ${as}`]),
  ].join(", ");

describe("the edges of CommonJS", () => {
  it.each<[string, readonly string[]]>([
    ["const a = require('a');", ["require a"]],
    ["module.exports = { b: require(`b`) };", ["require b"]],
    ["require('a' + '/lib')", ["require a/lib"]],
    ["module.require('a')", ["require a"]],
    ["require.resolve('a')", ["require.resolve a"]],
    ["import('a').then(run)", ["import a"]],
    ["exports.f = () => require('a');", ["require a, lazy"]],
    ["exports.f = async () => { await import('a') };", ["import a, lazy"]],
    ["class A { m() { require('a') } }", ["require a, lazy"]],
    ["(function () { require('a') })();", ["require a"]],
    ["(() => { require('a') })();", ["require a"]],
    ["!function () { require('a') }.call(this);", ["require a"]],
    ["try { require('a') } catch { require('b') }", ["require a, guarded", "require b, conditional"]],
    ["try { require('a') } finally { }", ["require a"]],
    ["if (x) require('a'); else require('b')", ["require a, conditional", "require b, conditional"]],
    ["x && require('a')", ["require a, conditional"]],
    ["require(x ? 'a' : 'b')", ["require a, conditional", "require b, conditional"]],
    ["require(__dirname + '/x')", ["require /var/task/src/x"]],
    ["require(path.join(__dirname, '..', 'x.node'))", ["require /var/task/x.node"]],
    ["require(require('path').resolve(__dirname, 'x'))", ["require /var/task/src/x", "require path"]],
    ["define(function (require) { require('a') })", []],
    ["function f(require) { return require('a') } require('b')", ["require b"]],
    [
      "const { createRequire } = require('module'); createRequire(__filename)('a')",
      ["require module", "require a"],
    ],
    ["var __require = require; __require('a')", ["require a"]],
    ["const text = 'require(\"a\")'; // require('b')", []],
    ["const name = 'a'; require(`./$" + "{name}`)", ["require ./a"]],
    ["let name = 'a'; name = 'b'; require(name)", []],
    ["const name = 'a'; function f(name) { require(name) } require(name)", ["require a"]],
    ["{ const name = 'a'; require(name) } require(name)", ["require a"]],
    ["require(['a', 'b'].join('/'))", []],
    ["require((0, path_1.join)(__dirname, 'x'))", ["require /var/task/src/x"]],
    ["require(process.cwd() + '/x')", ["require /var/task/x"]],
    ["const load = require; load('a')", ["require a"]],
    ["const load = typeof x === 'function' ? x : require; load('a')", ["require a"]],
    ["{ const require = (name) => name; require('a') } require('b')", ["require b"]],
    ["exports.require = function require(name) {}; require('b')", ["require b"]],
    [
      "const { createRequire: make } = require('module'); make('/opt/x.js')('a')",
      ["require module", "require a, as /opt/x.js"],
    ],
    ["require(require.resolve('a'))", ["require a, resolved first", "require.resolve a"]],
    [
      "const found = require.resolve('a'); require(found)",
      ["require.resolve a", "require a, resolved first"],
    ],
    [
      "const paths = ['/var/task/node_modules', ...module.paths]; require.resolve('a', { paths })",
      ["require.resolve a, in /var/task/node_modules /var/task/src"],
    ],
    ["import('a').catch(() => {})", ["import a, guarded"]],
    ["import('a').then(run, () => {})", ["import a, guarded"]],
    ["import('a').then(run)", ["import a"]],
    [
      "(function (define) { define(function (require) { require('a') }) })(function (f) { f(require) })",
      ["require a"],
    ],
    ["new Worker(path.join(__dirname, 'w.js'))", ["start /var/task/src/w.js"]],
    ["new Worker('./w.js'); new Worker('code', { eval: true })", ["start /var/task/w.js"]],
    ["fork(__dirname + '/c.js'); fork(name)", ["start /var/task/src/c.js"]],
    ["#!/usr/bin/env node\nrequire('a'); return;", ["require a"]],
  ])("%s", (source, expected) => {
    expect(edgesOf(source, "commonjs", path).edges.map(short)).toEqual(expected);
  });
});

describe("the edges of ES modules", () => {
  it.each<[string, readonly string[]]>([
    ["import a from 'a'; import 'b';", ["import a", "import b"]],
    ["export { x } from 'a'; export * from 'b'; export const c = 1;", ["import a", "import b"]],
    ["import j from './j.json' with { type: 'json' };", ["import ./j.json"]],
    ["const a = await import('a');", ["import a"]],
    ["require('a')", []],
    [
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); require('a')",
      ["import node:module", "require a"],
    ],
    ["const r = createRequire('/opt/nodejs/x.js'); r('a')", ["require a, as /opt/nodejs/x.js"]],
    [
      "import { createRequire as make } from 'module'; make(import.meta.filename)('a')",
      ["import module", "require a"],
    ],
    ["const r = createRequire(typeof d === 'undefined' ? import.meta.url : d.src); r('a')", ["require a"]],
    ["import.meta.resolve('a')", ["import.meta.resolve a"]],
    ["import(new URL('./a.mjs', import.meta.url))", ["import file:///var/task/src/a.mjs"]],
    ["import(new URL('a.mjs', import.meta.url).href)", ["import file:///var/task/src/a.mjs"]],
    ["import(join(dirname(fileURLToPath(import.meta.url)), 'a.mjs'))", ["import /var/task/src/a.mjs"]],
    ["import(import.meta.dirname + '/a.mjs')", ["import /var/task/src/a.mjs"]],
    ["new Worker(new URL('./w.mjs', import.meta.url))", ["start /var/task/src/w.mjs"]],
    ["module.register('./hooks.mjs', import.meta.url)", ["import ./hooks.mjs"]],
    ["var x = __commonJS({ 'node_modules/a/index.js'(exports) { __require('fs') } });", ["require fs"]],
  ])("%s", (source, expected) => {
    expect(edgesOf(source, "module", path).edges.map(short)).toEqual(expected);
  });
});

describe("a specifier that is known only when the code runs", () => {
  it.each([
    ["require(name)", "require"],
    ["require(path.join(base, 'x'))", "require"],
    ["exports.f = (name) => import('./locale/' + name)", "import"],
    ["require.resolve('a', { paths: [folder] })", "require.resolve"],
  ] as const)("%s", (source, how) => {
    const { edges, computed } = edgesOf(`\n${source}`, "commonjs", path);
    expect(edges).toEqual([]);
    expect(computed.map((one) => [one.how, one.line])).toEqual([[how, 2]]);
  });
});

describe("a source that cannot be parsed", () => {
  it.each(["require('a'", "import x from 'a'", "require('a'); let let;"])("%s", (source) => {
    expect(() => edgesOf(source, "commonjs", path)).toThrow();
  });

  it("ends with an error, however deep it is", () => {
    expect(() => edgesOf(`require(${"[".repeat(200_000)}`, "commonjs", path)).toThrow();
  });

  it("is looked into as deep as the engine's stack allows", () => {
    const source = `require('a');${"{".repeat(1_000)}require('b')${"}".repeat(1_000)}`;
    expect(edgesOf(source, "commonjs", path).edges[0]?.specifier).toBe("a");
  });
});

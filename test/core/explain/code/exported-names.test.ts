import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxSource } from "../../../../core/explain/code/code-text.ts";
import { exportedNames } from "../../../../core/explain/code/exported-names.ts";

const read = (source: string) => {
  const exported = exportedNames(source);
  return exported && [[...exported.names].sort().join(" "), exported.whole, exported.from.join(" ")];
};

describe("what an ES module exports", () => {
  it.each([
    ["export function a() {} export class B {} export async function* c() {}", "B a c", true, ""],
    ["export const a = (x, y) => [x, y], b = 2; export let c;", "a b c", true, ""],
    ["export const { a, b } = c;", "", false, ""],
    ["const a = 1; export { a, b as c, d as default }", "a c default", true, ""],
    ["export{a as b}from'./c'; export * as d from 'e'", "b d", true, ""],
    ["export * from './a'; export * from 'b';", "", true, "./a b"],
    ["export default function a() {}", "default", true, ""],
    ["import a from 'b'; 'export const c'; // export const d", "", true, ""],
  ])("%s", (source, names, whole, from) => expect(read(source)).toEqual([names, whole, from]));
});

describe("what a CommonJS module exports", () => {
  it.each([
    ["exports.a = 1; module.exports.b = 2; exports['c'] = 3", "a b c", true, ""],
    ["module.exports = { a, b: 1, 'c': 2, d() {}, async e() {}, get f() {} }", "a b c d e f", true, ""],
    ["module.exports = { a, ...others }", "a", false, ""],
    ["module.exports = make()", "", false, ""],
    ["module.exports = require('./a')", "", true, "./a"],
    ["module.exports = require('./a')(b)", "", false, "./a"],
    ["module.exports = class A {}; module.exports.B = 1", "B", false, ""],
    [
      '"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.a = exports.b ' +
        "= void 0; exports.a = 1",
      "__esModule a b",
      true,
      "",
    ],
    ['Object.defineProperty(exports, "a", { get: () => b.a })', "a", true, ""],
    ["tslib_1.__exportStar(require('./a'), exports)", "", true, "./a"],
    [
      "var x_exports = {}; __export(x_exports, { a: () => a, b: () => b }); module.exports = " +
        "__toCommonJS(x_exports)",
      "a b",
      true,
      "",
    ],
    ["(function (root, factory) { factory(exports) })(this, (exports) => { exports.a = 1 })", "a", false, ""],
    ["exports = module.exports = a", "", false, ""],
    ["'exports.a = 1'; // exports.b", "", true, ""],
  ])("%s", (source, names, whole, from) => expect(read(source)).toEqual([names, whole, from]));
});

it("is not read in a source that is too large", () =>
  expect(exportedNames(" ".repeat(maxSource + 1))).toBeNull());

it("is bounded, whatever the source", () => {
  const word = fc.constantFrom(
    ..."export import { } * as default from 'a' const = , ;".split(" "),
    ..."exports . module require( ) [ ] __export( : \n a".split(" "),
    " ",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 300 }), (words) => {
      const exported = exportedNames(words.join(""));
      expect(exported?.names.size).toBeLessThanOrEqual(5_000);
      expect(exported?.from.length).toBeLessThanOrEqual(200);
    }),
    { numRuns: 2_000 },
  );
});

it("does not take longer for brackets in brackets", () => {
  for (const part of ["export {", "export const a=", "module.exports={", "exports.", "\n", "exportStar(a,"])
    expect(exportedNames(part.repeat(Math.floor(maxSource / part.length)))).not.toBeUndefined();
});

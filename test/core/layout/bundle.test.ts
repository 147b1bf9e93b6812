import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBundle } from "../../../core/layout/bundle.ts";

const of = (head: string, size = head.length) => ({ head, size });
const lines = (count: number, line: string): string => `${line}\n`.repeat(count);

describe("a bundle", () => {
  it.each([
    ["esbuild's comment", "// node_modules/zod/index.js\nvar a = 1;"],
    ["esbuild's comment for a workspace", "// ../../node_modules/zod/index.js"],
    ["rolldown's region", "//#region node_modules/.pnpm/zod@4/node_modules/zod/index.js"],
    ["webpack's call", "const a = __webpack_require__(12);"],
    ["ncc's call", "__nccwpck_require__.ab=__dirname"],
    ["esbuild's helper", "var __commonJS = (cb, mod) => function __require() {};"],
    ["Rollup's helper", "function getDefaultExportFromCjs (x) { return x; }"],
    ["a minified wrapper", "var e=(e,t)=>()=>(t||(e((t={exports:{}}).exports,t),t.exports);"],
    ["webpack's table", "(()=>{var e={4353(e){e.exports=1},12:(e,t)=>{}};"],
    ["Rollup's wrapper", "function X(){return n||(n=1,G.exports=function(){}),G.exports}"],
    ["long lines in a large file", "a=1;".repeat(10_000)],
  ])("is known by %s", (_, head) => expect(isBundle(of(head), true)).toBe(true));

  it("is what is very large and loads no package", () => {
    const head = lines(3_000, "const value = compute(1);");
    expect(isBundle(of(head, 100_000), false)).toBe(true);
    expect(isBundle(of(head, 100_000), true)).toBe(false);
    expect(isBundle(of(head, 99_999), false)).toBe(false);
  });

  it.each([
    ["ordinary code", "const zod = require('zod');\nexports.handler = async () => zod;"],
    ["TypeScript's helpers", "var __importDefault = (this && this.__importDefault) || function (mod) {};"],
    [
      "esbuild's helpers without a bundle",
      "var __defProp = Object.defineProperty;\nvar __toESM = (mod) => mod;",
    ],
    ["a path in a text", "const path = 'node_modules/zod';\n// see node_modules/zod"],
    ["a small file with one long line", "const table = '".concat("a".repeat(5_000), "';")],
  ])("is not %s", (_, head) => expect(isBundle(of(head), true)).toBe(false));

  it("is decided for any text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000 }), fc.nat(), (head, size) => {
        expect(typeof isBundle(of(head, size), true)).toBe("boolean");
      }),
    );
  });
});

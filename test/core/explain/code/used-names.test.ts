import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeTextOf, maxSource } from "../../../../core/explain/code/code-text.ts";
import { requestsIn, usedNames } from "../../../../core/explain/code/used-names.ts";

const ofRates = (specifier: string): boolean => specifier === "rates" || specifier.startsWith("rates/");
/** `name as local how` of each. */
const used = (source: string): readonly string[] | undefined =>
  usedNames(source, ofRates)?.map(({ name, as, how }) => `${name} ${as.join("+")} ${how}`);

describe("a name that is taken in CommonJS", () => {
  it.each([
    [
      "const r = require('rates'); r.convertAll(1); r.table().rows",
      ["convertAll r member", "table r member"],
    ],
    [
      "const { convertAll: c, table } = require('rates')",
      ["convertAll c destructured", "table table destructured"],
    ],
    ["const { a = 1, b: { c }, ...rest } = require('rates')", ["a a destructured", "b  destructured"]],
    ["const c = require('rates').convertAll;", ["convertAll c member"]],
    ["require('rates').a.b(1)", ["a  member"]],
    ["const r = require('rates').default; r.x()", ["x r member"]],
    ["let r; try { r = require('rates'); } catch {} r?.maybe?.()", ["maybe r member"]],
    ["const a=require('a'),r=require('rates'),b=require('b');r.q();b.z()", ["q r member"]],
    ["const r = require('rates'); const conv = r.convertAll; conv()", ["convertAll conv member"]],
    ["const r = require('rates'); const { a, b = 2 } = r;", ["a a destructured", "b b destructured"]],
    ["const r = require('rates'); r['ok'](); r['with-dash']", ["ok r member"]],
    ["const r = require('rates'); `\x24{r.inTemplate} r.inText` // r.inComment", ["inTemplate r member"]],
    ["const { x } = require('rates/lib/table')", ["x x deep"]],
    ["const f = promisify(require('rates').a)", ["a  member"]],
    ["module.exports = require('rates'); app.use(require('rates')); require.resolve('rates')", []],
    ["const o = { rates: 1 }; o.rates.x; 'rates'.length; rates.y", []],
  ])("%s", (source, names) => expect(used(source)).toEqual(names));
});

describe("a name of a package with a scope", () => {
  it.each([
    ["@s/rates", "destructured"],
    ["@s/rates/table", "deep"],
  ])("%s", (specifier, how) => {
    const names = usedNames(`const { x } = require("${specifier}")`, (name) => name === specifier);
    expect(names).toMatchObject([{ name: "x", how }]);
  });
});

describe("a name that is taken in an ES module", () => {
  it.each([
    ["import r, { a as b, c } from 'rates'; r.z()", ["a b import", "c c import", "z r member"]],
    ["import * as ns from 'rates'\nns.q()", ["q ns member"]],
    ["import{convertAll as o}from'rates';import r from'rates';r.b()", ["convertAll o import", "b r member"]],
    ["import r from 'other'; import { a } from 'rates'; r.b", ["a a import"]],
    ["import x from 'y'\nimport {\n  z,\n} from 'rates'", ["z z import"]],
    ["export { a as b } from 'rates'; export * from 'rates'", ["a b import"]],
    ["const { a } = await import('rates')", ["a a destructured"]],
    ["(await import('rates')).a()", ["a  member"]],
    ["import('rates').then(({ a, b: c }) => a())", ["a a destructured", "b c destructured"]],
    ["import('rates').then(async (m) => m.default.a())", ["a m member"]],
  ])("%s", (source, names) => expect(used(source)).toEqual(names));
});

describe("a name that is taken in what compilers write", () => {
  it.each([
    ["tsc", "const rates_1 = require('rates');\n(0, rates_1.convertAll)(1)", ["convertAll rates_1 member"]],
    [
      "tsc, default",
      "const rates_1 = __importDefault(require('rates'));\nrates_1.default.convertAll(1)",
      ["convertAll rates_1 member"],
    ],
    ["tslib", "const r = tslib_1.__importStar(require('rates')); r.a", ["a r member"]],
    [
      "esbuild",
      "var import_rates = __toESM(require('rates'));\n(0, import_rates.convertAll)(1); " +
        "import_rates.default.x()",
      ["convertAll import_rates member", "x import_rates member"],
    ],
    [
      "Babel",
      "var _r = _interopRequireDefault(require('rates'));\n(0, _r.default)(1); _r.default.x()",
      ["x _r member"],
    ],
    [
      "swc",
      'const _r = /*#__PURE__*/ _interop_require_wildcard._(require("rates"));\n(0, _r.x)()',
      ["x _r member"],
    ],
  ])("%s", (_, source, names) => expect(used(source)).toEqual(names));
});

describe("a source of others", () => {
  it("is read within bounds, whatever is in it", () => {
    const word = fc.constantFrom(
      ..."require( 'rates' ) import from { } const = . default await r , * as ( [ ] ; ` ${ export \n".split(
        / /,
      ),
      " ",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), (words) => {
        const names = usedNames(words.join(""), ofRates);
        expect(names?.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 2_000 },
    );
  });

  it("asks for each specifier once, in order, and for no more than the limit", () => {
    const names = fc.constantFrom("rates", "@a/b", "node:fs", "", "./x", "__proto__");
    const requests = fc.array(fc.tuple(names, fc.nat(3)), { maxLength: 12 });
    const forms = ["require('%')", "import('%')", "import a from '%'", "export * from '%'"] as const;
    fc.assert(
      fc.property(requests, fc.nat(6), (list, max) => {
        const source = list.map(([name, form]) => (forms[form] as string).replace("%", name)).join(";\n");
        const text = codeTextOf(`log('no request'); ${source}`);
        const all = [...new Set(list.map(([name]) => name))];
        expect(text && requestsIn(text, max)).toEqual(all.slice(0, max));
      }),
      { numRuns: 500 },
    );
  });

  it("gives at most 200 names", () => {
    const many = Array.from({ length: 1_000 }, (_, at) => `r.a${at}()`).join(";");
    expect(usedNames(`const r = require('rates'); ${many}`, ofRates)).toHaveLength(200);
  });

  it("may say default any number of times", () => {
    expect(used(`require('rates')${".default".repeat(50_000)}.a()`)).toEqual(["a  member"]);
  });

  it("is not read where it is too large", () => {
    expect(usedNames(`require('rates').a;${" ".repeat(maxSource)}`, ofRates)).toBeNull();
  });
});

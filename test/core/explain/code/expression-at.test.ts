import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeTextOf } from "../../../../core/explain/code/code-text.ts";
import { expressionAt, expressionIn, offsetOf } from "../../../../core/explain/code/expression-at.ts";

/** The place is where the bar is. */
const at = (marked: string) => {
  const place = marked.indexOf("|");
  const source = marked.slice(0, place) + marked.slice(place + 1);
  const before = source.slice(0, place).split("\n");
  return expressionAt(codeTextOf(source), before.length, (before.at(-1)?.length ?? 0) + 1);
};

describe("the chain at a place that V8 gives", () => {
  it.each([
    ["rates.table().rows.|map(x=>x)", ["rates", "table", "rows", "map"]],
    ["  return rates.|convertAll(1)", ["rates", "convertAll"]],
    ["(0, a_1.b)|(1)", ["a_1", "b"]],
    ["(0, a_1.default)|(1)", ["a_1", "default"]],
    ["(0, _rates().convertAll)|(1)", ["_rates", "convertAll"]],
    ["x = |new rates.Table(1)", ["rates", "Table"]],
    ["|new (rates.table().Foo)()", ["rates", "table", "Foo"]],
    ["class A extends rates.|Base{}", ["rates", "Base"]],
    ["({}) |instanceof rates.Base", ["rates", "Base"]],
    ["rates['conv']|(1)", ["rates", "conv"]],
    ["rates?.|foo()", ["rates", "foo"]],
    ["(await rates.table()).|map(1)", ["rates", "table", "map"]],
    ["a_1.default.|foo()", ["a_1", "default", "foo"]],
    ["u.x |=1", ["u", "x"]],
    ["const {|x}=u", ["x"]],
    ["rates\n  .table({ a: 1 })\n  .|map(1)", ["rates", "table", "map"]],
    ["foo(bar)(baz)|(q)", ["foo"]],
    ["for (const q of rates.|list) {}", ["rates", "list"]],
    ["|total(1)", ["total"]],
    ["/* a */ rates. /* b */ |c()", ["rates", "c"]],
  ])("%s", (source, names) => expect(at(source)?.names).toEqual(names));

  it("has the names in the call's arguments too", () => {
    expect(at("list.|map(rates.nope, 'text')")?.given).toEqual(["rates", "nope"]);
  });
});

describe("an error that is made on purpose", () => {
  it.each([
    ["throw |new TypeError('x')", true],
    ["if (a) throw Object.assign(|new Foo('x'), { code: 1 })", true],
    ["return |new HttpError(1)", true],
    ["throw wrap({ a: |new Thing() })", true],
    ["class E extends Error { constructor() { |super('x') } }", true],
    ["Error.|captureStackTrace(this)", true],
    ["const f = () => {\n  if (x) throw new Error('a')\n  rates.|convert(1)\n}", false],
    ["throw new Error(rates.|convert(1))", false],
    ["const h = () => { throw e; };\nexports.run = () => |new rates.X()", false],
    ["if (x) throw a\n|new rates.X()", false],
    ["rates.|convert(1)", false],
  ])("%s: %s", (source, answer) => expect(at(source)?.throws).toBe(answer));
});

describe("a place", () => {
  it("is counted as V8 counts", () => {
    expect(offsetOf("a\nbc", 2, 2)).toBe(3);
    expect(offsetOf("a\nbc", 3, 1)).toBeNull();
    expect(offsetOf("a\nbc", 1, 2)).toBeNull();
    expect(offsetOf("a", 1, 0)).toBeNull();
  });

  it("may be behind any number of brackets", () => {
    const grouped = (depth: number) => at(`${"(".repeat(depth)}a.b${")".repeat(depth)}|(1)`)?.names;
    expect(grouped(20)).toEqual(["a", "b"]);
    expect(grouped(40_000)).toEqual([]);
  });

  it("may be anywhere in any source", () => {
    const word = fc.constantFrom(
      "a",
      ".",
      "?.",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "new ",
      "throw ",
      ";",
      "\n",
      "'b'",
      " ",
      "=",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), fc.nat(600), (words, place) => {
        const text = codeTextOf(words.join(""));
        if (text !== null && place < text.source.length)
          expect(expressionIn(text, place).names.length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 3_000 },
    );
  });
});

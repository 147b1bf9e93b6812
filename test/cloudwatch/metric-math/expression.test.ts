import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExpressionError, parseExpression, partsOf } from "../../../cloudwatch/metric-math/expression.ts";
import { metricsOf, parseSearch } from "../../../cloudwatch/metric-math/search-expression.ts";

describe("an expression", () => {
  it("binds products closer than sums, from left to right", () => {
    const number = (value: number) => ({ kind: "number", value });
    const operation = (operator: string, left: object, right: object) => ({
      kind: "operation",
      operator,
      left,
      right,
    });
    expect(parseExpression("1 - 2 - 3 * 4")).toEqual(
      operation("-", operation("-", number(1), number(2)), operation("*", number(3), number(4))),
    );
    expect(parseExpression("-(1 + 2) / 4.5")).toEqual(
      operation("/", operation("-", number(0), operation("+", number(1), number(2))), number(4.5)),
    );
  });

  it("has calls, arrays, texts and names", () => {
    const parts = [...partsOf(parseExpression("SORT(SUM([m1, SEARCH('{A,b} c', 'Sum')]), MAX)"))];
    expect(
      parts.map((part) => ("name" in part ? part.name : "value" in part ? part.value : part.kind)),
    ).toEqual(["SORT", "SUM", "array", "m1", "SEARCH", "{A,b} c", "Sum", "MAX"]);
  });

  it.each([
    "",
    "(",
    "SUM(",
    "SUM(1",
    "[1",
    "1 +",
    "1 2",
    "SUM(1,)",
    "'open",
    "a b",
    "[".repeat(1000),
    "(".repeat(100_000),
    "-".repeat(100_000),
    "1 ==",
    "1 = 2",
  ])("is not %.20s", (text) => expect(() => parseExpression(text)).toThrow(ExpressionError));
});

describe("the braces of SEARCH", () => {
  it("hold a namespace and dimensions, with quotes around more than letters and digits", () => {
    const search = parseSearch(' {Outcrop, "function_name" , FunctionName} MetricName="A" OR MetricName="B"');
    expect(search).toMatchObject({ namespace: "Outcrop", dimensions: ["function_name", "FunctionName"] });
    expect(metricsOf(search)).toEqual(["A", "B"]);
    expect(parseSearch('{AWS/Lambda,FunctionName} MetricName="Errors"').namespace).toBe("AWS/Lambda");
  });
});

describe("the terms of SEARCH", () => {
  const word = (text: string) => ({ kind: "text", property: null, text, exact: false });

  it("bind AND closer than OR, and need no operator for AND", () => {
    expect(parseSearch("{A} a b OR NOT c AND d").term).toEqual({
      kind: "or",
      terms: [
        { kind: "and", terms: [word("a"), word("b")] },
        { kind: "and", terms: [{ kind: "not", term: word("c") }, word("d")] },
      ],
    });
    expect(parseSearch("{A}").term).toBeNull();
  });

  it.each([
    ["{A} (b", "the parentheses of SEARCH do not match"],
    ["{A} b ) c", "the parentheses of SEARCH do not match"],
    ['{A} "b', "a quote of SEARCH is not closed"],
    ["{A} b=", "ends too early"],
    ["{A} b AND", "ends too early"],
    ["{A} = b", "= is not expected"],
    [`{A} ${"(".repeat(1000)}`, "nested deeper than 50"],
    [`{A} ${"NOT ".repeat(1000)}`, "nested deeper than 50"],
  ])("are not %.20s", (text, message) => expect(() => parseSearch(text)).toThrow(message));
});

const texts = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc
    .array(
      fc.constantFrom(
        "SUM",
        "SEARCH",
        "(",
        ")",
        "[",
        "]",
        ",",
        "'",
        '"',
        "{",
        "}",
        "1",
        "m1",
        "+",
        "-",
        "/",
        "MetricName=",
        " ",
      ),
    )
    .map((parts) => parts.join("")),
);

describe.each([
  ["an expression", parseExpression],
  ["a search", parseSearch],
])("any text for %s", (_, parse) => {
  it("is read, or refused with a reason", () => {
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

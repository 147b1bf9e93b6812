import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExpressionError, parseExpression, partsOf } from "../../../layer-template/observability/dashboard/expression.ts";
import { parseSearch } from "../../../layer-template/observability/dashboard/search-expression.ts";

describe("an expression", () => {
  it("binds products closer than sums, from left to right", () => {
    const number = (value: number) => ({ kind: "number", value });
    const operation = (operator: string, left: object, right: object) => ({ kind: "operation", operator, left, right });
    expect(parseExpression("1 - 2 - 3 * 4")).toEqual(
      operation("-", operation("-", number(1), number(2)), operation("*", number(3), number(4))),
    );
    expect(parseExpression("-(1 + 2) / 4.5")).toEqual(
      operation("/", operation("-", number(0), operation("+", number(1), number(2))), number(4.5)),
    );
  });

  it("has calls, arrays, texts and names", () => {
    const parts = [...partsOf(parseExpression("SORT(SUM([m1, SEARCH('{A,b} c', 'Sum')]), MAX)"))];
    expect(parts.map((part) => ("name" in part ? part.name : "value" in part ? part.value : part.kind))).toEqual([
      "SORT",
      "SUM",
      "array",
      "m1",
      "SEARCH",
      "{A,b} c",
      "Sum",
      "MAX",
    ]);
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
  it("hold a namespace and dimensions, with quotes where there is more than letters and digits", () => {
    expect(parseSearch(' {Outcrop, "function_name" , FunctionName} MetricName="A" OR MetricName="B"')).toEqual({
      namespace: "Outcrop",
      dimensions: ["function_name", "FunctionName"],
      metrics: ["A", "B"],
    });
    expect(parseSearch('{AWS/Lambda,FunctionName} MetricName="Errors"').namespace).toBe("AWS/Lambda");
  });
});

const texts = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc
    .array(fc.constantFrom("SUM", "SEARCH", "(", ")", "[", "]", ",", "'", '"', "{", "}", "1", "m1", "+", "-", "/", "MetricName=", " "))
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

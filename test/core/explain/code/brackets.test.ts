import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Brackets, firstFrom, lastBefore } from "../../../../core/explain/code/brackets.ts";

const partsOf = (code: string): readonly string[] =>
  [...new Brackets(code).parts(0, code.length)].map(({ start, end }) => code.slice(start, end));

it("finds the other bracket of a pair", () => {
  const code = "f({ a: [1, (2)] }, 3) + g()";
  const brackets = new Brackets(code);
  expect(brackets.after(1)).toBe(code.indexOf(" +"));
  expect(brackets.opening(code.indexOf(" +") - 1)).toBe(1);
  expect(new Brackets("(a").after(0)).toBe(-1);
  expect(new Brackets("a)").opening(1)).toBe(-1);
  expect(brackets.after(0)).toBe(-1);
});

it("splits at the commas outside of brackets", () => {
  expect(partsOf("a, b(c, d), { e, f }")).toEqual(["a", " b(c, d)", " { e, f }"]);
  expect(partsOf("")).toEqual([""]);
});

it("passes over blanks", () => {
  expect(firstFrom("a \n b", 1)).toBe(4);
  expect(firstFrom("a ", 1)).toBe(2);
  expect(lastBefore("a \n b", 4)).toBe(0);
  expect(lastBefore("  a", 2)).toBe(-1);
});

describe("any text", () => {
  const texts = fc.string({ unit: fc.constantFrom("(", ")", "[", "]", "{", "}", "a", ",") });

  it("has pairs that match each other", () => {
    fc.assert(
      fc.property(texts, fc.nat(), (code, at) => {
        const brackets = new Brackets(code);
        const end = brackets.after(at);
        if (end !== -1) expect(brackets.opening(end - 1)).toBe(at);
      }),
    );
  });

  it("is the sum of its parts", () => {
    fc.assert(
      fc.property(texts, (code) => {
        expect(partsOf(code).join(",")).toBe(code);
      }),
    );
  });
});

it("answers a limited number of questions", () => {
  const brackets = new Brackets("a,".repeat(1_000));
  for (let asked = 0; asked < 1_000 && !brackets.exhausted; asked++) void [...brackets.parts(0, 2_000)];
  expect(brackets.exhausted).toBe(true);
});

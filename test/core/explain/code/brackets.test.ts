import fc from "fast-check";
import { expect, it } from "vitest";
import {
  afterBracket,
  firstFrom,
  lastBefore,
  openingBracket,
  partsOf,
} from "../../../../core/explain/code/brackets.ts";

it("finds the other bracket of a pair", () => {
  const code = "f({ a: [1, (2)] }, 3) + g()";
  expect(afterBracket(code, 1)).toBe(code.indexOf(" +"));
  expect(openingBracket(code, code.indexOf(" +") - 1)).toBe(1);
  expect(afterBracket("(a", 0)).toBe(-1);
  expect(openingBracket("a)", 1)).toBe(-1);
});

it("splits at the commas outside of brackets", () => {
  expect(partsOf("a, b(c, d), { e, f }", 10)).toEqual(["a", " b(c, d)", " { e, f }"]);
  expect(partsOf("a,b,c", 2)).toEqual(["a", "b"]);
});

it("passes over blanks", () => {
  expect(firstFrom("a \n b", 1)).toBe(4);
  expect(firstFrom("a ", 1)).toBe(2);
  expect(lastBefore("a \n b", 4)).toBe(0);
  expect(lastBefore("  a", 2)).toBe(-1);
});

it("finds pairs that match each other, in any text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("(", ")", "[", "]", "{", "}", "a") }),
      fc.nat(),
      (code, at) => {
        const end = afterBracket(code, at);
        if (end !== -1 && "([{".includes(code[at] ?? "-")) expect(openingBracket(code, end - 1)).toBe(at);
      },
    ),
  );
});

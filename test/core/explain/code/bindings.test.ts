import { expect, it } from "vitest";
import { membersOf, patternNames } from "../../../../core/explain/code/bindings.ts";
import { codeTextOf } from "../../../../core/explain/code/code-text.ts";

const members = (source: string, max = 10) => {
  const text = codeTextOf(source);
  return text === null ? [] : [...membersOf(text, "r", max)].map(({ name }) => name);
};

it("finds the members of a variable, and of its default", () => {
  expect(members("r.a; r?.b; r.default.c; r().d; r['e']; (0, r.f)()")).toEqual([
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
  ]);
});

it("does not take another thing of that name for it", () => {
  expect(members("x.r.a; rr.b; r$.c; #r.d; { r: 1 }; 'r.e'")).toEqual([]);
});

it("gives the place of a pattern that takes it apart", () => {
  const text = codeTextOf("const { a, b: c } = r;");
  expect(text && [...membersOf(text, "r", 10)]).toEqual([{ name: null, pattern: 6 }]);
});

it("gives no more than was asked for", () => expect(members("r.a;r.b;r.c", 2)).toEqual(["a", "b"]));

it("reads the first level of a pattern", () => {
  const names = (source: string) => {
    const text = codeTextOf(source);
    return text === null ? [] : [...patternNames(text, 0, 10)];
  };
  expect(names("{ a, b: c, d = 1, e: { f }, [g]: h, ...i }")).toEqual([
    { name: "a", as: "a" },
    { name: "b", as: "c" },
    { name: "d", as: "d" },
    { name: "e", as: null },
  ]);
  expect(names("{ a")).toEqual([]);
});

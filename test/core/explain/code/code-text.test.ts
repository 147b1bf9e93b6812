import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeTextOf, maxSource } from "../../../../core/explain/code/code-text.ts";

const codeOf = (source: string): string | undefined => codeTextOf(source)?.code;

describe("what is code", () => {
  it.each([
    ["a // b\nc", "a     \nc"],
    ["a /* b\n c */ d", "a     \n      d"],
    ["a('b.c')", "a('   ')"],
    ['a("b\\"c")', 'a("    ")'],
    ["a('b\nc", "a(' \nc"],
    ["`a \x24{b.c} d`.e", "`  \x24{b.c}  `.e"],
    ["`\x24{ { a: `\x24{b}` }.a }`+c", "`\x24{ { a: `\x24{b}` }.a }`+c"],
    ["x = /['\"]/.test(y); z('a')", "x =       .test(y); z(' ')"],
    ["return /a\\/b[/]c/g.exec(d)", "return            .exec(d)"],
    ["a / b / 'c'", "a / b / ' '"],
    ["if (a) /'/.test(b); c", "if (a)    .test(b); c"],
    ["(a) / b / c", "(a) / b / c"],
    ["#!/usr/bin/env node '\na", "                     \na"],
    ["'unended", "'       "],
    ["/* unended", "          "],
    ["`unended \x24{a", "`        \x24{a"],
  ])("%j", (source, code) => expect(codeOf(source)).toBe(code));

  it("keeps every character's place, whatever the source", () => {
    const word = fc.constantFrom(
      "'",
      '"',
      "`",
      "${",
      "}",
      "{",
      "/",
      "//",
      "/*",
      "*/",
      "\\",
      "\n",
      "a",
      " ",
      "(",
      ")",
      "[",
    );
    const sources = fc.oneof(
      fc.string({ unit: "grapheme-ascii" }),
      fc.array(word, { maxLength: 200 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(sources, (source) => {
        const text = codeTextOf(source);
        const { code = "", strings = [] } = text ?? {};
        expect(code).toHaveLength(source.length);
        expect(
          [...code].some((char, place) => char !== " " && char !== source[place] && char.length === 1),
        ).toBe(false);
        for (const { content, start, end } of strings) expect(source.slice(start + 1, end - 1)).toBe(content);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is not looked for in a source that is too large", () => {
    expect(codeTextOf(" ".repeat(maxSource + 1))).toBeNull();
    expect(codeTextOf(" ".repeat(maxSource))).not.toBeNull();
  });

  it("is looked for up to a limit in the worst sources", () => {
    for (const part of ["'", "`${", "/", "/*", "\\", "//", "(", "'\\", "}", "/[", ")/a/"]) {
      const source = part.repeat(Math.floor(maxSource / part.length));
      const text = codeTextOf(source);
      if (text !== null) expect(text.code).toHaveLength(source.length);
    }
    expect(codeTextOf("'a';".repeat(100_000))).toBeNull();
    expect(codeTextOf("'a';".repeat(10_000))).not.toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { code, codeBlock, text } from "../../page/markdown-syntax.ts";

describe("text that may hold anything", () => {
  it("keeps code that it quotes, and makes names and paths code", () => {
    expect(text("Run `rm node_modules/a/b.node` in @shop/utils.")).toBe(
      "Run `rm node_modules/a/b.node` in `@shop/utils`.",
    );
  });

  it.each([
    ["a ` alone", "a \\` alone"],
    ["two `` of them `x", "two \\`\\` of them \\`x"],
    ["**b** [l](x) <i>", "\\*\\*b\\*\\* \\[l\\](x) \\<i\\>"],
    ["a\ttab and \u202e", "a\\\\u{9}tab and \\\\u{202e}"],
  ])("escapes %j", (value, expected) => {
    expect(text(value)).toBe(expected);
  });

  it("has a longer fence than what is inside", () => {
    expect(code("a`b")).toBe("``a`b``");
    expect(codeBlock(["```"])).toBe("````text\n```\n````");
  });
});

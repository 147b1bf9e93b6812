import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hanging, paint, terminalPage, wrap } from "../../page/text-page.ts";

describe("wrap", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "/"), minLength: 1, maxLength: 40 }), {
    minLength: 1,
  });

  it("keeps every line within the width and every character but the blanks", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 5, max: 30 }), (list, width) => {
        const lines = wrap(list.join(" "), width);
        expect(lines.every((line) => line.length <= width)).toBe(true);
        expect(lines.join("").replaceAll(" ", "")).toBe(list.join(""));
      }),
    );
  });

  it("breaks between words, and a word that is too long after a slash", () => {
    expect(wrap("found at /opt/nodejs/node_modules/zod today", 16)).toEqual([
      "found at",
      "/opt/nodejs/",
      "node_modules/zod",
      "today",
    ]);
    expect(wrap("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
  });
});

describe("hanging", () => {
  it("puts further lines below the first, whatever colours the label has", () => {
    const page = { width: 20, coloured: true };
    const label = paint(page, "red", "Fix:");
    expect(hanging(page, label, "one two three four", 6)).toBe(`${label}  one two three\n      four`);
  });
});

describe("the page", () => {
  it("is as wide as the terminal, from 80 to 120 columns", () => {
    expect(terminalPage({ columns: 100 }, {}).width).toBe(100);
    expect(terminalPage({ columns: 40 }, {}).width).toBe(80);
    expect(terminalPage({ columns: 300 }, {}).width).toBe(120);
    expect(terminalPage({}, { COLUMNS: "90" }).width).toBe(90);
    expect(terminalPage({}, { COLUMNS: "wide" }).width).toBe(80);
  });

  it("is coloured on a terminal only, and not with NO_COLOR", () => {
    expect(terminalPage({ isTTY: true }, {}).coloured).toBe(true);
    expect(terminalPage({ isTTY: true }, { NO_COLOR: "1" }).coloured).toBe(false);
    expect(terminalPage({}, {}).coloured).toBe(false);
  });
});

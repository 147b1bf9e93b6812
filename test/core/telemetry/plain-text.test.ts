import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLines, plainText } from "../../../core/telemetry/plain-text.ts";

describe("plainText", () => {
  it.each([
    ["a line feed", "/tmp/a\n/opt/b", "/tmp/a\\u000a/opt/b"],
    ["a terminal escape", "\u001b[2Ja", "\\u001b[2Ja"],
    ["an escape of one character", "\u009b2Ja", "\\u009b2Ja"],
    ["a line separator", "a\u2028b\u2029", "a\\u2028b\\u2029"],
    ["a change of direction", "a\u202egpj.exe\u2066", "a\\u202egpj.exe\\u2066"],
    ["an invisible character", "a\u200bb\ufeff", "a\\u200bb\\ufeff"],
    ["a lone surrogate", "a\ud800b", "a\\ud800b"],
    ["an invisible letter", "a\u{e0041}", "a\\udb40\\udc41"],
  ])("writes %s as JSON would", (_name, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it.each(["/var/task/index.js", "Grüße, 世界, مرحبا, 😀", "a\\u000ab"])("leaves %s as it is", (text) => {
    expect(plainText(text)).toBe(text);
  });

  it("leaves nothing that a terminal would act on, and stays as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u);
        expect(plainText(plain)).toBe(plain);
        expect(plainLines(text).split("\n").map(plainText).join("\n")).toBe(plainLines(text));
      }),
    );
  });
});

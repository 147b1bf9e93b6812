import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainJson } from "../../../core/events/plain-json.ts";

describe("plain JSON", () => {
  it("is what it was where nothing has to be escaped", () => {
    const json = JSON.stringify({ path: "/opt/é/😀", escaped: "\u001b[31m\n" });
    expect(plainJson(json)).toBe(json);
  });

  it("escapes what JSON leaves as it is", () => {
    expect(plainJson('{"a":"\u007f\u0085\u009b2J\u2028\u2029"}')).toBe('{"a":"\\u007f\\u0085\\u009b2J\\u2028\\u2029"}');
  });

  it("means the same, without a control character", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const json = plainJson(JSON.stringify(value));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(/[\p{Cc}\u2028\u2029]/u.test(json)).toBe(false);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { functionErrorOf } from "../../../incident/model/function-error.ts";
import { errorInTextAlone } from "../../../incident/model/text-alone.ts";

const request = "0fc555e2-f690-4c56-bd29-66a41fd7bbaf";
const text = (level: string, words: string): string =>
  `2026-11-29T10:56:03.492Z\t${request}\t${level}\t${words}`;

describe("an error of which a line has the message alone", () => {
  test.each([
    ["rates.convertAll is not a function", "TypeError"],
    ["request failed: rates.convertAll is not a function", "TypeError"],
    ["api: request failed: rates.Book is not a constructor", "TypeError"],
    ["request failed: Cannot read properties of undefined (reading 'a')", "TypeError"],
    ["The requested module 'zod' does not provide an export named 'iso'", "SyntaxError"],
    ["failed: Cannot find module 'ulid'\rRequire stack:\r- /var/task/index.js", "Error"],
  ])("%j", (words, name) => {
    expect(errorInTextAlone(words)).toMatchObject({ name, frames: [] });
    expect(errorInTextAlone(words)?.message).toBe(
      words.replace(/^(?:[a-z ]+: )+/, "").replaceAll("\r", "\n"),
    );
  });

  test.each([
    "request failed: the order has no lines",
    "TABLE is not defined",
    "a: b: c: d: e: f: rates.convertAll is not a function",
    "",
  ])("not: %j", (words) => expect(errorInTextAlone(words)).toBeNull());

  test("only at level ERROR, in the text format and in Lambda's JSON", () => {
    const words = "request failed: rates.convertAll is not a function";
    const json = (level: string): string =>
      JSON.stringify({ timestamp: "2026-11-29T10:56:03.492Z", level, requestId: request, message: words });
    const found = { kind: "logged", name: "TypeError", level: "error", requestId: request };
    expect(functionErrorOf(text("ERROR", words))).toMatchObject(found);
    expect(functionErrorOf(json("ERROR"))).toMatchObject(found);
    expect(functionErrorOf(text("INFO", words))).toBeNull();
    expect(functionErrorOf(json("WARN"))).toBeNull();
  });

  test("any text is read to the end", () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (any) => void errorInTextAlone(`x: ${any}: `)));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentsOf, outcropDocumentOf } from "../../../core/telemetry/documents.ts";

const id = "8f3a0b52-6f6e-4b0a-9c0e-0d9f5a1c2b3d";
const finding = { outcrop: "finding", schema: 1 };
const text = JSON.stringify(finding);

describe("a line of Outcrop's", () => {
  it.each([
    ["alone", text],
    ["behind the text format's prefix", `2026-11-20T10:00:00.123Z\t${id}\tINFO\t${text}`],
    ["as the JSON format's message", JSON.stringify({ level: "INFO", message: finding })],
    ["as that message's text", JSON.stringify({ level: "INFO", message: text })],
    ["as the record of the Telemetry API", JSON.stringify({ time: "t", type: "function", record: finding })],
    ["as that record's text", JSON.stringify({ time: "t", type: "function", record: text })],
  ])("is found %s", (_, message) => {
    expect(outcropDocumentOf(message)).toEqual(finding);
  });

  it.each([
    ["a word", "outcrop"],
    ["no text", JSON.stringify({ outcrop: 1 })],
    ["deeper down", JSON.stringify({ a: { outcrop: "finding" } })],
    ["cut off", text.slice(0, -1)],
    ["behind other text", `it said ${text}`],
    ["in an array", `[${text}]`],
  ])("is not %s", (_, message) => {
    expect(outcropDocumentOf(message)).toBeNull();
  });

  it("is looked for in any text without an exception", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (message) => {
        for (const document of documentsOf(message)) expect(typeof document).toBe("object");
        expect(outcropDocumentOf(`${message}outcrop`)).toBeNull();
      }),
    );
  });
});

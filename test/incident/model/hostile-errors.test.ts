/** Errors, whatever they hold: their causes are bounded, and a long one does not take long to read. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorInDocument } from "../../../incident/model/error-object.ts";
import { errorInText } from "../../../incident/model/error-text.ts";
import { functionErrorOf } from "../../../incident/model/function-error.ts";
import type { DistinctError } from "../../../incident/model/model.ts";
import { requestId } from "./events.ts";

describe("what others wrote", () => {
  const bounded = (error: object | null): void => {
    if (error === null) return;
    expect(JSON.stringify(error).length).toBeLessThan(1_500_000);
    const { causes } = error as DistinctError;
    expect(causes.length).toBeLessThanOrEqual(10);
  };

  it("is read or left, never thrown at, whatever a record holds", () => {
    const keys = fc.constantFrom(
      "err",
      "error",
      "stack",
      "message",
      "name",
      "type",
      "cause",
      "errors",
      "level",
      "values",
      "reason",
    );
    const leaf = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "TypeError",
        "Error: x\n    at a (/b.js:1:2)",
        '{"stack":"Error: x\\n    at a (/b.js:1:2)"}',
        50,
      ),
      fc.double(),
      fc.constant(null),
    );
    const { record } = fc.letrec((tie) => ({
      record: fc.dictionary(
        keys,
        fc.oneof({ maxDepth: 6 }, leaf, tie("record"), fc.array(tie("record"), { maxLength: 3 })),
      ),
    }));
    fc.assert(
      fc.property(record, (value) => {
        bounded(errorInDocument(value as object));
        bounded(functionErrorOf(JSON.stringify(value)));
      }),
    );
  });

  it("may reject with a rejection, any number of times", () => {
    const depth = 4_000;
    const rejection = '{"errorType":"Runtime.UnhandledPromiseRejection","reason":';
    const inner =
      '{"errorType":"TypeError","errorMessage":"x","stack":["TypeError: x","    at a (/b.js:1:2)"]}';
    const json = `${rejection.repeat(depth)}${inner}${"}".repeat(depth)}`;
    const line = `2026-11-20T10:00:00.123Z\tundefined\tERROR\tUnhandled Promise Rejection \t${json}`;
    expect(functionErrorOf(line)?.name).toBe("TypeError");
  });

  it("has causes to a depth and a number", () => {
    let text = "Error: x\n    at a (/var/task/a.js:1:2) {\n";
    let object: object = {
      name: "TypeError",
      message: "x",
      stack: "TypeError: x\n    at a (/var/task/a.js:1:2)",
    };
    for (let depth = 1; depth < 40; depth++) {
      const blanks = "  ".repeat(depth);
      text += `${blanks}[cause]: Error: x\n${blanks}    at a (/var/task/a.js:${depth}:2) {\n`;
      object = { ...object, cause: object };
    }
    expect(errorInText(text)?.causes).toHaveLength(5);
    expect(errorInDocument(object)?.causes).toHaveLength(5);
    const many = Array.from({ length: 100 }, () => object);
    expect(errorInDocument({ ...object, errors: many })?.causes).toHaveLength(10);
  });

  it("is as quick to read as it is long", () => {
    const parts = [
      "A",
      "A.",
      ": A",
      "Error: ",
      "Error [",
      "-A",
      " at ",
      "    at a:1\r",
      "\r",
      "[",
      "{",
      '{"a":',
      "\u001b[",
      "\u001b]",
    ];
    for (const part of parts) {
      const text = part.repeat(300_000 / part.length);
      functionErrorOf(`2026-11-20T10:00:00.000Z\t${requestId(1)}\tERROR\t${text}`);
      functionErrorOf(JSON.stringify({ level: "ERROR", message: text, err: { stack: `Error: x\n${text}` } }));
    }
  });
});

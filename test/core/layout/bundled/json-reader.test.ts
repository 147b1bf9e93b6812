import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonError, JsonReader, type ReadAt } from "../../../../core/layout/bundled/json-reader.ts";
import { finish } from "./support.ts";

function bytesOf(text: string, most = Number.POSITIVE_INFINITY): ReadAt {
  const bytes = new TextEncoder().encode(text);
  const buffer = Buffer.alloc(Math.min(most, 40_000));
  // Each call overwrites what the one before returned.
  return (offset, length) => {
    buffer.fill("x");
    const part = bytes.subarray(offset, offset + Math.min(length, buffer.length));
    buffer.set(part);
    return buffer.subarray(0, part.length);
  };
}

/** Reads any value whole. */
function* readAll(json: JsonReader): Generator<void, unknown> {
  if (json.isAtObject) {
    const object: [string, unknown][] = [];
    yield* json.members(function* (key) {
      object.push([key, yield* readAll(json)]);
      return false;
    });
    return Object.fromEntries(object);
  }
  if (json.isAtArray) {
    const list: unknown[] = [];
    yield* json.elements(function* () {
      list.push(yield* readAll(json));
      return false;
    });
    return list;
  }
  return yield* json.text(10_000);
}

/** Strings and numbers are read as text. */
const asTexts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asTexts(inner)]));
  return String(value);
};

const documents = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(
      fc.string({ maxLength: 12 }).filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 5 },
    ),
  ),
})).value;

describe("reads", () => {
  test("what JSON.parse reads, in whatever pieces the bytes come", () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 40 }), fc.boolean(), (value, most, indent) => {
        const text = JSON.stringify(value, null, indent ? 2 : 0);
        const whole = JSON.parse(text) as unknown;
        expect(finish(readAll(new JsonReader(bytesOf(text, most), 1e9))).result).toEqual(asTexts(whole));
      }),
    );
  });

  test("the next value after one that was skipped", () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 40 }), (value, most) => {
        const json = new JsonReader(bytesOf(JSON.stringify({ skipped: value, next: "found" }), most), 1e9);
        let next: string | null = null;
        finish(
          json.members(function* (key) {
            if (key === "next") next = yield* json.string(100);
            else yield* json.skip();
            return false;
          }),
        );
        expect(next).toBe("found");
      }),
    );
  });

  test("a string with escapes where its pieces meet", () => {
    for (const text of ['\\\\"', "\\\\\\\\", 'a"\\', "\u0001\u{1f600}", '"'.repeat(9)])
      for (let most = 1; most < 12; most++) {
        const json = new JsonReader(bytesOf(JSON.stringify([text, "end"]), most), 1e9);
        const read: (string | null)[] = [];
        finish(
          json.elements(function* () {
            read.push(yield* json.string(1_000));
            return false;
          }),
        );
        expect(read).toEqual([text, "end"]);
      }
  });
});

describe("bounded", () => {
  test("a longer string is passed over", () => {
    const json = new JsonReader(bytesOf(JSON.stringify(["x".repeat(100_000), "y"])), 1e9);
    const read: (string | null)[] = [];
    const { steps } = finish(
      json.elements(function* () {
        read.push(yield* json.string(1_000));
        return false;
      }),
    );
    expect(read).toEqual([null, "y"]);
    expect(steps).toBeGreaterThanOrEqual(3);
  });

  test("it ends at the limit of bytes, and says that it has not read all", () => {
    const json = new JsonReader(bytesOf(JSON.stringify(["x".repeat(1_000)])), 500);
    expect(() => finish(json.skip())).toThrow(new JsonError("too-large"));
    expect(json.bytesRead).toBe(500);
  });

  test("depth costs nothing", () => {
    const deep = new JsonReader(bytesOf("[".repeat(500_000)), 1e9);
    expect(() => finish(deep.skip())).toThrow(JsonError);
  });

  test("any bytes end in a value or a JsonError", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\u1a ') }), (text) => {
        const json = new JsonReader(bytesOf(text, 3), 1e6);
        try {
          finish(readAll(json));
        } catch (error) {
          expect(error).toBeInstanceOf(JsonError);
        }
      }),
    );
  });
});

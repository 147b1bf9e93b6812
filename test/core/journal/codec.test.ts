import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode, maxLineBytes } from "../../../core/journal/codec.ts";
import type { WrittenRecord } from "../../../core/journal/records.ts";

const text = fc.string({ unit: "binary" });
const textOrNull = fc.option(text, { nil: null });
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (Object.is(value, -0) ? 0 : value));
const thread = fc.nat();
const how = fc.constantFrom(
  "require" as const,
  "import" as const,
  "require.resolve" as const,
  "preloaded" as const,
);

const anyRecord: fc.Arbitrary<WrittenRecord> = fc.oneof(
  fc.record({
    tag: fc.constant("thread" as const),
    thread,
    pid: number,
    node: text,
    platform: text,
    arch: text,
    abi: text,
    napi: text,
    nodePath: text,
    taskRoot: text,
    startedAfterMs: number,
    startMs: number,
  }),
  fc.record({
    tag: fc.constant("resolution" as const),
    thread,
    how,
    specifier: text,
    importer: textOrNull,
    path: text,
  }),
  fc.record({
    tag: fc.constant("unresolved" as const),
    thread,
    how,
    specifier: text,
    importer: textOrNull,
    code: text,
  }),
  fc.record({ tag: fc.constantFrom("native-start" as const, "not-loaded" as const), thread, path: text }),
  fc.record({
    tag: fc.constant("native-end" as const),
    thread,
    path: text,
    code: textOrNull,
    message: textOrNull,
  }),
  fc.record({
    tag: fc.constant("spawn" as const),
    thread,
    file: text,
    command: textOrNull,
    searchPath: textOrNull,
    cwd: text,
    code: fc.option(number, { nil: null }),
    signal: textOrNull,
  }),
  fc.record({ tag: fc.constant("ready" as const), thread }),
  fc.record({
    tag: fc.constant("failure" as const),
    thread,
    phase: fc.constantFrom("uncaught" as const, "invoke" as const),
    ordinal: number,
    message: textOrNull,
    errors: fc.array(text, { minLength: 1, maxLength: 11 }),
  }),
  fc.record({ tag: fc.constant("exit" as const), thread, exitCode: number, shimMs: number }),
  fc.record({ tag: fc.constant("full" as const), thread }),
);

describe("the journal's codec", () => {
  it("gives every record back as it was, on one line", () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const line = encode(record);
        expect(line.indexOf("\n")).toBe(line.length - 1);
        const read = decode(line);
        if (record.tag === "failure") {
          const { errors, ...rest } = record;
          expect(read).toMatchObject({ ...rest, name: errors[0]?.split("\n")[0] });
        } else expect(read).toEqual(record);
      }),
      { numRuns: 2000 },
    );
  });

  it("answers null to any other text and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.json()), (line) => {
        expect(decode(line)).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  it("answers null or a record to a line with one character changed", () => {
    fc.assert(
      fc.property(anyRecord, fc.nat(), text, (record, at, change) => {
        const line = encode(record);
        const position = at % line.length;
        const decoded = decode(line.slice(0, position) + change + line.slice(position + 1));
        if (decoded !== null) expect(typeof decoded.tag).toBe("string");
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["a member too few", '["r",0,"require","x",null]'],
    ["a member too many", '["y",0,1]'],
    ["an unknown tag", '["q",0]'],
    ["an inherited name as tag", '["constructor",0]'],
    ["a path that is not text", '["r",0,"require","x",null,7]'],
    ["an unknown how", '["r",0,"guess","x",null,"/x"]'],
    ["a thread below 0", '["y",-1]'],
    ["an object", '{"tag":"ready","thread":0}'],
    ["frames that are not texts", '["f",0,"invoke",1,"E",null,null,[1]]'],
  ])("refuses %s", (_, line) => {
    expect(decode(line)).toBeNull();
  });

  it("refuses a line longer than any record", () => {
    expect(decode(encode({ tag: "native-start", thread: 0, path: "x".repeat(maxLineBytes) }))).toBeNull();
  });
});

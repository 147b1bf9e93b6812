import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeEndMark, encodeEndMark, endMarkBytes, inSlot } from "../../../core/journal/end-mark.ts";

const anyMark = fc.record({
  count: fc.nat(),
  requestId: fc.option(fc.uuid(), { nil: null }),
  failure: fc.option(fc.nat(), { nil: null }),
  shimMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  journalWhole: fc.boolean(),
  journalBytes: fc.option(fc.nat(), { nil: null }),
});

describe("the end mark", () => {
  it("fills its slot and comes back as it was", () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        const slot = inSlot(encodeEndMark(mark));
        expect(Buffer.byteLength(slot)).toBe(endMarkBytes);
        expect(decodeEndMark(slot)).toEqual(mark);
      }),
    );
  });

  it("leaves out a request id that does not fit", () => {
    const mark = { count: 1, failure: 2, shimMs: 1, journalWhole: true, journalBytes: 3 };
    const line = encodeEndMark({ ...mark, requestId: "x".repeat(500) });
    expect(line.length).toBeLessThan(endMarkBytes);
    expect(decodeEndMark(line)).toEqual({ ...mark, requestId: null });
  });

  it("answers null to anything else", () => {
    expect(decodeEndMark(" ".repeat(endMarkBytes))).toBeNull();
    expect(decodeEndMark("[1,null,null,0,1,5]")).not.toBeNull();
    for (const line of [
      "[1,2,null,0,1,5]",
      '["1",null,null,0,1,5]',
      "[1,null,null,1e999,1,5]",
      "[1,null,null,0,1]",
    ])
      expect(decodeEndMark(line)).toBeNull();
    for (const bytes of ["-1", "0.5", '"5"']) expect(decodeEndMark(`[1,null,null,0,1,${bytes}]`)).toBeNull();
    expect(decodeEndMark(`[1,null,null,0,1,5]${" ".repeat(endMarkBytes)}`)).toBeNull();
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => decodeEndMark(text) === null));
  });
});

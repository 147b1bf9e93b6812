import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeEndMark, encodeEndMark, endMarkBytes } from "../../../core/journal/end-mark.ts";

const anyMark = fc.record({
  count: fc.nat(),
  requestId: fc.option(fc.uuid(), { nil: null }),
  failure: fc.option(fc.nat(), { nil: null }),
  shimMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  journalWhole: fc.boolean(),
});

describe("the end mark", () => {
  it("fills its slot and comes back as it was", () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        const slot = encodeEndMark(mark);
        expect(Buffer.byteLength(slot)).toBe(endMarkBytes);
        expect(decodeEndMark(slot)).toEqual(mark);
      }),
    );
  });

  it("leaves out a request id that does not fit", () => {
    const slot = encodeEndMark({ count: 1, requestId: "x".repeat(500), failure: 2, shimMs: 1, journalWhole: true });
    expect(slot).toHaveLength(endMarkBytes);
    expect(decodeEndMark(slot)).toEqual({ count: 1, requestId: null, failure: 2, shimMs: 1, journalWhole: true });
  });

  it("answers null to anything else", () => {
    expect(decodeEndMark(" ".repeat(endMarkBytes))).toBeNull();
    expect(decodeEndMark("[1,2,null,0,1]")).toBeNull();
    expect(decodeEndMark('["1",null,null,0,1]')).toBeNull();
    expect(decodeEndMark("[1,null,null,1e999,1]")).toBeNull();
    fc.assert(fc.property(fc.string({ unit: "binary" }), (slot) => decodeEndMark(slot) === null));
  });
});

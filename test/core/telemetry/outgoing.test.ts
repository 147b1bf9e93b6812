import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outgoing, outgoingMember } from "../../../core/telemetry/outgoing.ts";

describe("a line at the gate", () => {
  it("is itself if nothing must be changed", () => {
    const line = { outcrop: "shutdown", frames: "a\nb", modules: 3, none: null };
    expect(outgoing(line)).toBe(line);
  });

  it("has no control characters but the line feeds between items", () => {
    expect(outgoing({ package: "a\nb", frames: "a\nb\u001b", importer: "/a?x=1\r" })).toEqual({
      package: "a\\u000ab",
      frames: "a\nb\\u001b",
      importer: "/a?x=1\\u000d",
    });
  });

  it("has evidence that stays JSON, whatever its texts hold", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "binary" })),
        fc.constantFrom("", 'data:,"x', 'password="', "://a@"),
        (texts, more) => {
          const evidence = JSON.stringify(
            { texts: texts.map((text) => text + more), count: 1 },
            outgoingMember,
          );
          expect(JSON.parse(outgoing({ evidence }).evidence)).toMatchObject({ count: 1 });
          expect(evidence).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        },
      ),
    );
  });
});

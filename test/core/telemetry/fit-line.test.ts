import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLine, maxLineBytes } from "../../../core/telemetry/fit-line.ts";

const bytes = (line: object): number => Buffer.byteLength(JSON.stringify(line));

describe("fitLine", () => {
  it("leaves a line alone that fits", () => {
    const line = { outcrop: "finding", evidence: "x".repeat(50_000) };
    expect(fitLine(line)).toBe(line);
  });

  it("cuts the longest strings first and says so", () => {
    const line = {
      outcrop: "finding",
      path: "/opt/nodejs/node_modules/x",
      evidence: "x".repeat(200_000),
      modules: 3,
    };
    const fitted = fitLine(line);
    expect(bytes(fitted)).toBeLessThanOrEqual(maxLineBytes);
    expect(fitted).toMatchObject({ outcrop: "finding", path: line.path, modules: 3, truncated: true });
  });

  it("makes every line fit whose keys leave room", () => {
    const anyLine = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 20 }),
      fc.oneof(fc.nat(), fc.string({ unit: "binary", maxLength: 90_000 })),
      {
        maxKeys: 30,
      },
    );
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(bytes(fitLine(line))).toBeLessThanOrEqual(maxLineBytes);
      }),
      { numRuns: 100 },
    );
  });
});

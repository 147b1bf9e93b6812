/** The order of values, and that holding few rows loses none of the first. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asNumber, naturalOrder } from "../../../cloudwatch/insights/value.ts";
import { rowsOf } from "./events.ts";

const values = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -20, max: 20 }),
  fc.stringMatching(/^[ab0-9.-]{0,4}$/),
  fc.string({ maxLength: 5 }),
);

describe("the order of sort", () => {
  it("is an order: the reverse the other way round, and no circle", () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(Math.sign(naturalOrder(a, b)) + Math.sign(naturalOrder(b, a))).toBe(0);
        if (naturalOrder(a, b) <= 0 && naturalOrder(b, c) <= 0)
          expect(naturalOrder(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 3000 },
    );
  });

  it("with a limit gives the beginning of what it gives without", () => {
    const messages = fc.array(fc.record({ v: values, w: fc.integer({ min: 0, max: 3 }) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        messages,
        fc.integer({ min: 1, max: 10 }),
        fc.constantFrom("asc", "desc"),
        (given, limit, direction) => {
          const query = `fields v, w, @ptr | sort v ${direction}, w asc`;
          expect(rowsOf(`${query} | limit ${limit}`, ...given)).toEqual(
            rowsOf(query, ...given).slice(0, limit),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("takes long texts of digits in one go, and no number beyond the greatest", () => {
    const digits = "1".repeat(200_000);
    expect(asNumber(`${digits}x`)).toBeNull();
    expect(asNumber("1e999")).toBeNull();
    expect(rowsOf("stats count(*) by a", { a: 5 }, { a: "5" })).toEqual([[5, 2]]);
  });
});

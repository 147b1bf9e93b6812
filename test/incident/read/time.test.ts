import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeOf } from "../../../incident/read/time.ts";

describe("times", () => {
  it("are those of Date, in each way they are written", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString();
          const written = [
            iso,
            iso.replace("T", " ").replace("Z", ""),
            iso.replace("Z", "+00:00"),
            iso.replace("Z", "000+00:00"),
            Number(date),
          ];
          for (const time of written) expect([time, timeOf(time)]).toEqual([time, date.getTime()]);
        },
      ),
    );
    expect(timeOf("2026-11-20T10:00:00+02:00")).toBe(Date.UTC(2026, 10, 20, 8));
  });

  it("are nothing else", () => {
    for (const value of ["", "yesterday", "2026-11-20", Number.NaN, null, {}, "12"])
      expect(timeOf(value)).toBeNull();
  });
});

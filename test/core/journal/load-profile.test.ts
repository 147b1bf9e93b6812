import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLoadProfile } from "../../../core/journal/load-profile.ts";

describe("what is in the file", () => {
  it("is refused, and never thrown at, unless the preload can have written it", () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.tuple(
        fc.constant(1_000),
        fc.nat(),
        fc.nat(),
        fc.array(fc.string()),
        fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -1, max: 3 }), fc.double())),
      ),
    );
    fc.assert(
      fc.property(values, (value) => {
        const found = decodeLoadProfile(JSON.stringify(value));
        for (const [index, [parent, file, self]] of (found?.nodes ?? []).entries()) {
          expect(parent).toBeLessThan(index);
          expect(found?.files[file]).toBeTypeOf("string");
          expect(self).toBeGreaterThanOrEqual(0);
        }
      }),
    );
    for (const text of ["", "[", "null", "{}", "[1000,1,1,[],[[0,0,1]]]", '[1000,1,1,["/a"],[[-1,1,1]]]'])
      expect(decodeLoadProfile(text)).toBeNull();
  });
});

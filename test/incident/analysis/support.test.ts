import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Support, supportedLevel, type Unsupported } from "../../../incident/analysis/support.ts";

const nothing: Support = {
  with: { invocations: 8, failed: 4 },
  without: { invocations: 6, failed: 0 },
  chance: 0.07,
  contrast: false,
  arrived: false,
  clean: 0,
  elsewhere: 0,
  line: null,
};
const of = (level: number, parts: Partial<Support>, isMechanism = false): number =>
  supportedLevel({ level, isMechanism, isLead: false }, { ...nothing, ...parts });

describe("the level with what the fleet says", () => {
  test.each<[string, number, Partial<Support>, number]>([
    ["nothing more is known", 2, {}, 2],
    ["contrast raises it", 2, { contrast: true }, 3],
    ["so does that it came with the error", 1, { arrived: true }, 2],
    ["both count once", 1, { arrived: true, contrast: true }, 2],
    ["clean invocations lower it", 2, { clean: 1 }, 1],
    ["not where it came with the error and most failed", 1, { clean: 4, arrived: true }, 2],
    ["yet where most went well", 1, { clean: 5, arrived: true }, 1],
    ["another line of Node may explain it as well", 2, { line: { from: 22, to: 24 } }, 1],
    ["the same error without it lowers it most", 2, { elsewhere: 1 }, 0],
  ])("%s", (_, level, parts, expected) => expect(of(level, parts)).toBe(expected));

  test("two copies stay a lead, though most invocations went well", () => {
    const twice = { level: 1, isMechanism: false, isLead: true };
    expect(supportedLevel(twice, { ...nothing, clean: 90 })).toBe(1);
    expect(supportedLevel(twice, { ...nothing, clean: 90, elsewhere: 1 })).toBe(-1);
    expect(supportedLevel({ ...twice, level: 0 }, { ...nothing, clean: 90 })).toBe(0);
  });

  test("a mechanism is not lowered by clean invocations, and contrast raises it to high", () => {
    expect(of(2, { clean: 50 }, true)).toBe(2);
    expect(of(2, { contrast: true }, true)).toBe(3);
    expect(of(3, { contrast: true }, true)).toBe(3);
    expect(of(3, { elsewhere: 1 }, true)).toBe(2);
  });

  const causes: fc.Arbitrary<Unsupported> = fc
    .record({ level: fc.integer({ min: -3, max: 4 }), isMechanism: fc.boolean(), isLead: fc.boolean() })
    // Only a replay, which is a mechanism, proves.
    .filter(({ level, isMechanism }) => level < 4 || isMechanism);
  const supports: fc.Arbitrary<Support> = fc.record({
    with: fc.record({ invocations: fc.nat(20), failed: fc.nat(20) }),
    without: fc.constant(null),
    chance: fc.constant(null),
    contrast: fc.boolean(),
    arrived: fc.boolean(),
    clean: fc.nat(20),
    elsewhere: fc.nat(2),
    line: fc.constantFrom(null, { from: 22, to: 24 }),
  });
  const compared = (change: (support: Support) => Support) =>
    fc.property(causes, supports, (cause, support) => {
      const [before, after] = [supportedLevel(cause, support), supportedLevel(cause, change(support))];
      expect(after).toBeGreaterThanOrEqual(before);
    });

  test("is never above high, unless a replay proved it", () => {
    fc.assert(
      fc.property(causes, supports, (cause, support) => {
        expect(supportedLevel(cause, support)).toBeLessThanOrEqual(Math.max(3, cause.level));
      }),
    );
  });

  test.each<[string, (support: Support) => Support]>([
    ["contrast", (support) => ({ ...support, contrast: true })],
    ["a cause that came with the error", (support) => ({ ...support, arrived: true })],
    ["that no environment without it had the error", (support) => ({ ...support, elsewhere: 0 })],
    ["that no invocation went well", (support) => ({ ...support, clean: 0 })],
    ["that the line of Node is the same", (support) => ({ ...support, line: null })],
  ])("%s never lowers it", (_, change) => fc.assert(compared(change), { numRuns: 500 }));

  test("is raised by at most one", () => {
    fc.assert(
      fc.property(causes, supports, (cause, support) => {
        expect(supportedLevel(cause, support)).toBeLessThanOrEqual(cause.level + 1);
      }),
    );
  });
});

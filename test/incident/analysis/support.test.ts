import { describe, expect, test } from "vitest";
import { type Support, supportedLevel } from "../../../incident/analysis/support.ts";

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
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endedOf } from "../../../incident/analysis/ended.ts";
import type { DistinctError, Environment } from "../../../incident/model/model.ts";

const hour = 3_600_000;
const at = (hours: number): number => Date.UTC(2026, 10, 20) + hours * hour;
const errors = [
  { functionName: "orders", functionVersions: ["3"], last: at(2) },
  { functionName: "orders", functionVersions: ["3"], last: at(1) },
] as unknown as readonly DistinctError[];
const environment = (functionVersion: string, first: number, invocations = 3, functionName = "orders") =>
  ({ functionName, functionVersion, first, invocations, failed: 0 }) as Environment;

describe("when errors ended", () => {
  test("with the version that ran after the last of them", () => {
    expect(endedOf(errors, [environment("3", at(0)), environment("4", at(3))])).toEqual({
      at: at(2),
      versions: ["4"],
    });
  });

  test.each<[string, readonly Environment[]]>([
    ["nothing ran after them", [environment("3", at(0))]],
    ["the failing version ran on", [environment("4", at(3)), environment("3", at(4))]],
    ["too few invocations came after them", [environment("4", at(3), 2)]],
    ["only another function ran on", [environment("4", at(3), 9, "other")]],
    ["another version ran at the same time", [environment("4", at(1))]],
    ["it failed without an error in the logs", [{ ...environment("4", at(3), 9), failed: 1 }]],
  ])("is not known: %s", (_, environments) => expect(endedOf(errors, environments)).toBeNull());

  test("is not known where the failing version is not", () => {
    const unknown = errors.map((one) => ({ ...one, functionVersions: [] }));
    expect(endedOf(unknown, [environment("4", at(3))])).toBeNull();
    expect(endedOf([], [environment("4", at(3))])).toBeNull();
  });

  test("is always after the last error, with versions that never had it", () => {
    const versions = fc.constantFrom("1", "2", "3");
    const times = fc.oneof(fc.integer({ min: 0, max: 9 }).map(at), fc.constantFrom(0, Number.NaN, 1e20));
    const failed = fc.record({ functionVersions: fc.array(versions, { maxLength: 2 }), last: times });
    const ran = fc.record({
      functionVersion: versions,
      first: times,
      invocations: fc.nat(5),
      failed: fc.nat(1),
    });
    fc.assert(
      fc.property(fc.array(failed, { maxLength: 4 }), fc.array(ran, { maxLength: 5 }), (some, all) => {
        const named = <Value>(list: readonly Value[]) =>
          list.map((one) => ({ functionName: "orders", ...one }));
        const ended = endedOf(
          named(some) as unknown as readonly DistinctError[],
          named(all) as unknown as readonly Environment[],
        );
        if (ended === null) return;
        expect(Math.max(...some.map(({ last }) => last))).toBe(ended.at);
        for (const { functionVersions } of some)
          for (const version of functionVersions) expect(ended.versions).not.toContain(version);
        const later = all.filter(({ first }) => first > ended.at && first <= 8.64e15);
        expect(new Set(later.map(({ functionVersion }) => functionVersion))).toEqual(new Set(ended.versions));
      }),
      { numRuns: 1_000 },
    );
  });
});

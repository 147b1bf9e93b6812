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
  ({ functionName, functionVersion, first, invocations }) as Environment;

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
  ])("is not known: %s", (_, environments) => expect(endedOf(errors, environments)).toBeNull());
});

import { describe, expect, test } from "vitest";
import { type Contradiction, confidenceAt, type Grade, levelOf } from "../../../core/explain/confidence.ts";

describe("the level of a grade", () => {
  test.each<[Grade, string | null]>([
    ["proved", "certain"],
    ["mechanism", "high"],
    ["circumstance", "medium"],
    ["lead", "low"],
    ["hint", null],
  ])("%s is %s at most", (grade, confidence) => {
    expect(confidenceAt(levelOf(grade, []))).toBe(confidence);
  });

  test("falls with what speaks against it, to nothing", () => {
    const onPurpose: Contradiction = { kind: "on-purpose" };
    const other: Contradiction = { kind: "other-name", name: "x" };
    expect(confidenceAt(levelOf("circumstance", [onPurpose]))).toBe("low");
    expect(confidenceAt(levelOf("circumstance", [other]))).toBeNull();
    expect(confidenceAt(levelOf("mechanism", [onPurpose, other]))).toBeNull();
  });

  test("above the highest is the highest", () => {
    expect(confidenceAt(9)).toBe("certain");
  });
});

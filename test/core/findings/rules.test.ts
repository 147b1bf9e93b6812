import { expect, test } from "vitest";
import { rules, rulesFor } from "../../../core/findings/rules.ts";

test("each rule is found by its kind, in run order", () => {
  const kinds = ["resolution", "copy", "unresolved", "native"] as const;
  expect(kinds.map((kind) => rulesFor(kind).map(({ code }) => code))).toEqual([
    ["shadowed-package", "range-violation"],
    ["duplicate-instance"],
    ["unresolved-module"],
    ["wrong-platform", "wrong-architecture"],
  ]);
  expect(kinds.flatMap((kind) => rulesFor(kind)).length).toBe(rules.length);
});

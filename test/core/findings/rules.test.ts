import { expect, test } from "vitest";
import { rules, rulesFor } from "../../../core/findings/rules.ts";

test("each rule is found by its kind, in run order", () => {
  const kinds = ["resolution", "family", "copy", "layer", "unresolved", "native"] as const;
  expect(kinds.map((kind) => rulesFor(kind).map(({ code }) => code))).toEqual([
    ["shadowed-package", "range-violation", "undeclared-dependency"],
    ["torn-family"],
    ["duplicate-instance"],
    ["squashed-layer"],
    ["unresolved-module"],
    [
      "wrong-platform",
      "wrong-architecture",
      "wrong-libc",
      "newer-libc",
      "abi-mismatch",
      "missing-library",
      "damaged-binary",
    ],
  ]);
  expect(kinds.flatMap((kind) => rulesFor(kind)).length).toBe(rules.length);
});

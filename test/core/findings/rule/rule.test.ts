import { expect, test } from "vitest";
import { defineRule } from "../../../../core/findings/rule/rule.ts";

test("a rule is what it was defined as, with its code as a type", () => {
  const parts = {
    code: "toy",
    family: "shadowing",
    subject: "layer",
    title: "A toy",
    judge: () => [],
    message: () => "A toy.",
    fix: () => "None.",
  } as const;
  const rule = defineRule(parts);
  expect(rule).toBe(parts);
  const code: "toy" = rule.code;
  expect(code).toBe("toy");
});

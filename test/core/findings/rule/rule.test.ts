import { expect, test } from "vitest";
import { defineRule, type NativeSubject, type World } from "../../../../core/findings/rule/rule.ts";

const subject = { path: "/x.node" } as NativeSubject;

test("no inputs, no verdict", () => {
  const rule = defineRule({
    code: "wrong-platform",
    subject: "native",
    inputs: (): { readonly file: string } | null => null,
    verdict: () => {
      throw new Error("asked without inputs");
    },
  });
  expect(rule.judge(subject, {} as World)).toEqual([]);
});

test("inputs that could reach out do not compile", () => {
  defineRule({
    code: "wrong-platform",
    subject: "native",
    // @ts-expect-error: a function is no plain data
    inputs: () => ({ read: () => 1 }),
    verdict: () => [],
  });
});

import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { isResolutionError } from "../../../../../core/findings/rules/shared/resolution-errors.ts";

test("the codes real Node throws", async () => {
  const require = createRequire(import.meta.url);
  const codeOf = async (ask: () => unknown): Promise<string> => {
    try {
      await ask();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return "nothing thrown";
  };
  const codes = [
    await codeOf(() => require("./gone")),
    await codeOf(() => require("semver/../vitest/x")),
    await codeOf(() => require("node:gone")),
    await codeOf(() => require("vitest/gone")),
  ];
  expect(codes.every(isResolutionError), codes.join(" ")).toBe(true);
});

test.each(["ERR_DLOPEN_FAILED", "TypeError", "", "__proto__"])("%j is not one", (code) =>
  expect(isResolutionError(code)).toBe(false),
);

import { expect, test } from "vitest";
import { isForeign } from "../../../core/explain/foreign-error.ts";

test.each([
  ["Error", "ECONNREFUSED"],
  ["TypeError", "UND_ERR_CONNECT_TIMEOUT"],
  ["AccessDeniedException", null],
  ["ThrottlingException", null],
  ["AxiosError", "ERR_BAD_RESPONSE"],
])("%s with code %s came from outside", (name, code) => {
  expect(isForeign({ name, code })).toBe(true);
});

test.each([
  ["TypeError", null],
  ["Error", "MODULE_NOT_FOUND"],
  ["NotFoundError", null],
  ["ZodError", "invalid_type"],
])("%s with code %s did not", (name, code) => {
  expect(isForeign({ name, code })).toBe(false);
});

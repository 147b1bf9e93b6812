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

test.each<[string, boolean]>([
  ["the service answered 502", true],
  ["Request failed with status code 503", true],
  ["Unexpected server response: 503", true],
  ["responded with HTTP status 500", true],
  ["HTTP/1.1 504 Gateway Timeout", true],
  ["HTTP error 429", true],
  ["Request failed with status code 404", false],
  ["failed after 502 rows", false],
  ["expected 500 items", false],
  ["502", false],
])("an error that says %s: %s", (text, expected) => {
  expect(isForeign({ name: "Error", code: null, text })).toBe(expected);
});

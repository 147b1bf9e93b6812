import { expect, test } from "vitest";
import { isNamedAfter } from "../../../core/explain/named-after.ts";

test.each([
  ["rates", "rates"],
  ["sts", "@aws-sdk/client-sts"],
  ["client_sts_1", "@aws-sdk/client-sts"],
  ["import_client_sts2", "@aws-sdk/client-sts"],
  ["_clientSts", "@aws-sdk/client-sts"],
  ["_aws_sdk_client_sts__WEBPACK_IMPORTED_MODULE_0__", "@aws-sdk/client-sts"],
  ["textTools", "text-tools"],
])("%s is named after %s", (name, about) => {
  expect(isNamedAfter(name, about)).toBe(true);
});

test.each([
  ["orders", "rates"],
  ["_", "lodash"],
  ["", "rates"],
  ["ratesTable", "rates"],
])("%s is not named after %s", (name, about) => {
  expect(isNamedAfter(name, about)).toBe(false);
});

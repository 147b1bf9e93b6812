import { expect, test } from "vitest";
import { familyOf } from "../../../../../core/findings/rules/shared/family.ts";
import { parsePackageJson } from "../../../../../core/layout/package-json.ts";

const reactDom = parsePackageJson(new TextEncoder().encode('{"peerDependencies":{"react":"^19"}}'));
if (typeof reactDom === "string") throw new Error(reactDom);

test.each([
  ["@aws-sdk/client-s3", "@aws-sdk/core", "@aws-sdk/* and @smithy/*"],
  ["@aws-sdk/client-s3", "@smithy/core", "@aws-sdk/* and @smithy/*"],
  ["@smithy/core", "@aws-sdk/types", "@aws-sdk/* and @smithy/*"],
  ["@opentelemetry/sdk-trace-base", "@opentelemetry/api", "@opentelemetry/*"],
  ["@aws-sdk/client-s3", "@aws-crypto/sha256-js", null],
  ["@aws-sdk/client-s3", "tslib", null],
  ["lodash", "lodash", null],
])("%s and %s: %s", (member, other, family) => expect(familyOf(member, null, other)).toBe(family));

test("a peer and who declares it", () => {
  expect(familyOf("react-dom", reactDom, "react")).toBe("react and its peers");
  expect(familyOf("react-dom", reactDom, "scheduler")).toBeNull();
});

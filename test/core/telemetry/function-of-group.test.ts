import { expect, it } from "vitest";
import { functionOfGroup } from "../../../core/telemetry/function-of-group.ts";

it("is the end of a group that Lambda named, and of no other", () => {
  expect(functionOfGroup("/aws/lambda/orders")).toBe("orders");
  expect(functionOfGroup("/ecs/orders")).toBeNull();
  expect(functionOfGroup(null)).toBeNull();
});

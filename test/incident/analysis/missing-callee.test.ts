import { describe, expect, test } from "vitest";
import { missingCallee } from "../../../incident/analysis/missing-callee.ts";

const of = (message: string | null, name = "TypeError") => missingCallee({ name, message });

describe("what was called in vain", () => {
  test.each([
    ["sts.GetRoleCommand is not a constructor", "sts"],
    ["client_sts_1.default.getRole is not a function", "client_sts_1"],
    ["(0 , _clientSts.getRole) is not a function", "_clientSts"],
    ["GetRoleCommand is not a constructor", null],
    ["(0 , getRole) is not a function", null],
  ])("%s: %s", (message, within) => expect(of(message)).toEqual({ of: within }));

  test.each([
    null,
    "undefined is not a function",
    "callback is not a function",
    "event.items.map is not a function",
    "structuredClone is not a function",
    "sts.a.b.c is not a function",
    "sts.getRole(...).then is not a function",
    "sts[name] is not a function",
    '"text".getRole is not a function',
    'getRole["a b"].getRole is not a function',
    "the role is not a function",
    "sts is not iterable",
  ])("none: %s", (message) => expect(of(message)).toBeNull());

  test("none: another class of error", () => expect(of("sts.a is not a function", "Error")).toBeNull());
});

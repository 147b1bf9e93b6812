import { describe, expect, it } from "vitest";
import { launchedRegistration } from "../../extension/registration.ts";

const answer = JSON.stringify({ functionName: "orders", functionVersion: "7", handler: "index.handler" });

describe("what the launcher's shell got", () => {
  it("is a registration", () => {
    expect(launchedRegistration(["id", "1795216095.250000", "1795216095.500000", answer])).toEqual({
      identifier: "id",
      functionName: "orders",
      functionVersion: "7",
      invocations: true,
      tookMs: 250,
    });
  });

  it("is empty without arguments", () => {
    expect(launchedRegistration([])).toBeNull();
  });

  it.each([
    ["a locale's comma", "1795216095,250000", "1795216095,500000", 250],
    ["no clock", "0", "0", 0],
    ["a clock that was set back", "1795216095.5", "1795216095.25", 0],
    ["nonsense", "now", "then", 0],
  ])("took so long with %s", (_, started, ended, tookMs) => {
    expect(launchedRegistration(["id", started, ended, answer])?.tookMs).toBe(tookMs);
  });

  it.each(["", "nonsense", "[]", '{"functionName":3}'])("has no name in an answer like %j", (body) => {
    expect(launchedRegistration(["id", "1", "2", body])).toMatchObject({
      functionName: "",
      functionVersion: "",
    });
  });
});

import { describe, expect, it } from "vitest";
import type { InvokeResponse } from "../../sandbox/index.ts";
import { outcomeOf, sameOutcome } from "../../sandbox/outcome.ts";

const response = (parts: Partial<InvokeResponse>): InvokeResponse => ({
  requestId: "1",
  ok: true,
  status: "success",
  payload: null,
  body: "null",
  timings: { extensionNext: {} },
  ...parts,
});
const failed = (errorMessage: string, errorType = "Error", trace: readonly string[] = []) =>
  outcomeOf(response({ ok: false, status: "error", error: { errorType, errorMessage, trace } }));

describe("how an event ended", () => {
  it.each([
    ["an answer", {}, { kind: "succeeds" }],
    ["a refusal", { payload: { statusCode: 404 } }, { kind: "succeeds" }],
    [
      "an error that the handler caught",
      { payload: { statusCode: 502 } },
      { kind: "fails", name: "answered 502" },
    ],
    ["a timeout", { ok: false, status: "timeout" }, { kind: "times-out" }],
    ["a process that ended", { ok: false, status: "failure" }, { kind: "fails", name: "failure" }],
    ["an answer that an extension spoiled", { status: "failure" }, { kind: "fails", name: "failure" }],
  ] as const)("is known of %s", (_, parts, outcome) => {
    expect(outcomeOf(response(parts))).toMatchObject(outcome);
  });

  it("has the first line of the message, without what differs from run to run", () => {
    const message =
      "RequestId: 5f2b8c1e-1c1b-4a57-9e4a-0d7a6c1f0a11 failed at 1773459124000 in a1b2c3d4e5f60718\n" +
      "Require stack";
    expect(failed(message)).toMatchObject({ message: "RequestId: ID failed at N in ID" });
    expect(failed(`${"x".repeat(5_000)}`)).toMatchObject({ message: "x".repeat(500) });
  });

  it("has the frames, and nothing that only looks like a trace", () => {
    const trace = ["Error: x", "    at handler (/var/task/index.js:1:2)"];
    expect(failed("x", "Error", trace)).toMatchObject({ trace: ["    at handler (/var/task/index.js:1:2)"] });
    expect(failed("x", "Error", "at all" as never)).toMatchObject({ trace: [] });
  });

  it("is the same for the same name and message", () => {
    expect(sameOutcome(failed("x"), failed("x", "Error", ["    at a (/a:1:1)"]))).toBe(true);
    expect(sameOutcome(failed("x"), failed("y"))).toBe(false);
    expect(sameOutcome(failed("x"), failed("x", "TypeError"))).toBe(false);
    expect(sameOutcome(failed("x"), { kind: "times-out" })).toBe(false);
    expect(sameOutcome({ kind: "times-out" }, { kind: "times-out" })).toBe(true);
  });
});

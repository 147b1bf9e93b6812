import { describe, expect, it } from "vitest";
import type { InvokeResponse } from "../../sandbox/index.ts";
import { quotaOf } from "../support/cpu-group.ts";
import { cpusOf } from "../support/cpu-regimes.ts";
import { courseOf, initOf } from "./support/regime-measures.ts";

const response = (status: InvokeResponse["status"], timings: InvokeResponse["timings"]): InvokeResponse => ({
  ...{ requestId: "1", ok: status === "success", status, payload: null, body: "" },
  timings,
});

describe("courseOf", () => {
  it("counts from the invoke's start to the answer, and on to the last who asks for the next event", () => {
    const timings = {
      invokeSent: 101,
      responsePosted: 110,
      runtimeNext: 112,
      extensionNext: { early: 105, late: 140 },
    };
    expect(courseOf(response("success", timings), 100, 3_000)).toEqual({
      answer: 10,
      post: 30,
      timedOut: false,
    });
  });

  it("takes the time-out for what did not come", () => {
    expect(courseOf(response("timeout", { extensionNext: {} }), 100, 3_000)).toEqual({
      answer: 3_000,
      post: 0,
      timedOut: true,
    });
    const answered = { responsePosted: 110, runtimeNext: 111, extensionNext: {} };
    expect(courseOf(response("timeout", answered), 100, 3_000)).toEqual({
      answer: 10,
      post: 2_990,
      timedOut: true,
    });
  });

  it("takes a handler's error for an answer, and refuses an invoke that ended in no answer", () => {
    const failed = { responsePosted: 110, runtimeNext: 111, extensionNext: {} };
    expect(courseOf(response("error", failed), 100, 3_000)).toEqual({ answer: 10, post: 1, timedOut: false });
    expect(() => courseOf(response("error", { extensionNext: {} }), 100, 3_000)).toThrow(
      "an invoke failed: error",
    );
    expect(() => courseOf(response("failure", failed), 100, 3_000)).toThrow("an invoke failed: failure");
  });
});

describe("initOf", () => {
  const init = { ok: true, phase: "init", generation: 1, durationMs: 900 } as const;

  it("ends with the last who asks for an event, and with the init where the runtime did not ask", () => {
    expect(initOf({ ...init, steps: { started: 100, runtimeReady: 150, extensionsReady: 180 } })).toBe(80);
    expect(initOf({ ...init, steps: { started: 100, runtimeReady: 150 } })).toBe(50);
    expect(initOf({ ...init, steps: { started: 100 } })).toBe(900);
  });
});

describe("quotaOf", () => {
  it("is Lambda's share of a CPU in periods of 20 ms", () => {
    expect(quotaOf(cpusOf(1_769))).toEqual({ periodUs: 20_000, quotaUs: 20_000 });
    expect(quotaOf(cpusOf(128))).toEqual({ periodUs: 20_000, quotaUs: 1_447 });
  });

  it("lengthens the period where the kernel would refuse the quota", () => {
    const { periodUs, quotaUs } = quotaOf(cpusOf(128) / 4);
    expect(quotaUs).toBeGreaterThanOrEqual(1_000);
    expect(quotaUs / periodUs).toBeCloseTo(128 / 1_769 / 4, 4);
  });
});

import { describe, expect, it } from "vitest";
import { platformRecordOf } from "../../../core/telemetry/platform.ts";

const id = "8f3a0b52-6f6e-4b0a-9c0e-0d9f5a1c2b3d";

describe("the platform's text lines", () => {
  const times = "Duration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB";
  const report = {
    ...{
      type: "report",
      requestId: id,
      durationMs: 12.34,
      billedDurationMs: 13,
      memorySizeMb: 512,
      maxMemoryUsedMb: 90,
    },
    ...{ initDurationMs: null, status: "success", errorType: null },
  };

  it.each([
    [`START RequestId: ${id} Version: 7`, { type: "start", requestId: id, version: "7" }],
    [`END RequestId: ${id}`, { type: "end", requestId: id, status: null }],
    [`REPORT RequestId: ${id}\t${times}\t`, report],
    [`REPORT RequestId: ${id}\t${times}\tInit Duration: 210.50 ms\t`, { ...report, initDurationMs: 210.5 }],
    [
      `REPORT RequestId: ${id}\t${times}\tStatus: error\tError Type: Runtime.ExitError`,
      { ...report, status: "error", errorType: "Runtime.ExitError" },
    ],
    [`REPORT RequestId: ${id}\t${times}\t\nXRAY TraceId: 1-2-3\tSegmentId: 4\tSampled: true`, report],
    [
      `REPORT RequestId: ${id}\tDuration: soon`,
      { ...report, durationMs: null, billedDurationMs: null, memorySizeMb: null, maxMemoryUsedMb: null },
    ],
    [
      "INIT_START Runtime Version: nodejs:24.v12\tRuntime Version ARN: " +
        "arn:aws:lambda:eu-central-1::runtime:0a",
      {
        type: "init-start",
        runtimeVersion: "nodejs:24.v12",
        runtimeVersionArn: "arn:aws:lambda:eu-central-1::runtime:0a",
        functionVersion: null,
      },
    ],
    [
      "INIT_REPORT Init Duration: 99.10 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError",
      { type: "init-report", status: "error", durationMs: 99.1, errorType: "Runtime.ExitError" },
    ],
    [
      `2026-11-20T10:00:00.123Z ${id} Task timed out after 3.00 seconds`,
      { type: "timeout", requestId: id, seconds: 3 },
    ],
    [
      `RequestId: ${id} Error: Runtime exited with error: signal: killed`,
      { type: "exit", requestId: id, error: "Runtime exited with error: signal: killed" },
    ],
  ])("%j", (message, record) => {
    expect(platformRecordOf(message)).toEqual(record);
  });

  it.each([
    "REPORT of the day",
    "START",
    "END RequestId: x",
    `saw REPORT RequestId: ${id}`,
    "INIT",
    '{"type":"platform.report"}',
    '{"type":"platform.x","record":{}}',
  ])("%s is not one", (message) => {
    expect(platformRecordOf(message)).toBeNull();
  });
});

describe("the platform's JSON lines", () => {
  const json = (type: string, record: object): string =>
    JSON.stringify({ time: "2026-11-20T10:00:00.123Z", type: `platform.${type}`, record });

  it("say the same", () => {
    const metrics = {
      durationMs: 12.34,
      billedDurationMs: 13,
      memorySizeMB: 512,
      maxMemoryUsedMB: 90,
      initDurationMs: "soon",
    };
    expect(platformRecordOf(json("report", { requestId: id, metrics, status: "timeout" }))).toEqual({
      ...{
        type: "report",
        requestId: id,
        durationMs: 12.34,
        billedDurationMs: 13,
        memorySizeMb: 512,
        maxMemoryUsedMb: 90,
      },
      ...{ initDurationMs: null, status: "timeout", errorType: null },
    });
    expect(platformRecordOf(json("start", { requestId: id, version: "7" }))).toEqual({
      type: "start",
      requestId: id,
      version: "7",
    });
    expect(
      platformRecordOf(json("initReport", { status: "error", errorType: "x", metrics: { durationMs: 5 } })),
    ).toEqual({
      ...{ type: "init-report", status: "error", durationMs: 5, errorType: "x" },
    });
    expect(platformRecordOf(json("report", { metrics }))).toBeNull();
  });
});

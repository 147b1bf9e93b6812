/** What a message says: a line of Outcrop's, one of the platform's, or neither. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentsOf, outcropDocumentOf } from "../../../core/telemetry/documents.ts";
import { platformRecordOf } from "../../../core/telemetry/platform.ts";
import { timeOf } from "../../../incident/read/time.ts";

const id = "8f3a0b52-6f6e-4b0a-9c0e-0d9f5a1c2b3d";
const finding = { outcrop: "finding", schema: 1 };
const text = JSON.stringify(finding);

describe("a line of Outcrop's", () => {
  it.each([
    ["alone", text],
    ["behind the text format's prefix", `2026-11-20T10:00:00.123Z\t${id}\tINFO\t${text}`],
    ["as the JSON format's message", JSON.stringify({ level: "INFO", message: finding })],
    ["as that message's text", JSON.stringify({ level: "INFO", message: text })],
    ["as the record of the Telemetry API", JSON.stringify({ time: "t", type: "function", record: finding })],
    ["as that record's text", JSON.stringify({ time: "t", type: "function", record: text })],
  ])("is found %s", (_, message) => {
    expect(outcropDocumentOf(message)).toEqual(finding);
  });

  it.each([
    ["a word", "outcrop"],
    ["no text", JSON.stringify({ outcrop: 1 })],
    ["deeper down", JSON.stringify({ a: { outcrop: "finding" } })],
    ["cut off", text.slice(0, -1)],
    ["behind other text", `it said ${text}`],
    ["in an array", `[${text}]`],
  ])("is not %s", (_, message) => {
    expect(outcropDocumentOf(message)).toBeNull();
  });

  it("is looked for in any text without an exception", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (message) => {
        for (const document of documentsOf(message)) expect(typeof document).toBe("object");
        expect(outcropDocumentOf(`${message}outcrop`)).toBeNull();
      }),
    );
  });
});

describe("the platform's text lines", () => {
  const times = "Duration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB";
  const report = {
    ...{ type: "report", requestId: id, durationMs: 12.34, billedDurationMs: 13, memorySizeMb: 512, maxMemoryUsedMb: 90 },
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
      "INIT_START Runtime Version: nodejs:24.v12\tRuntime Version ARN: arn:aws:lambda:eu-central-1::runtime:0a",
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
    [`2026-11-20T10:00:00.123Z ${id} Task timed out after 3.00 seconds`, { type: "timeout", requestId: id, seconds: 3 }],
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
  ])("%s is none", (message) => {
    expect(platformRecordOf(message)).toBeNull();
  });
});

describe("the platform's JSON lines", () => {
  const json = (type: string, record: object): string =>
    JSON.stringify({ time: "2026-11-20T10:00:00.123Z", type: `platform.${type}`, record });

  it("say the same", () => {
    const metrics = { durationMs: 12.34, billedDurationMs: 13, memorySizeMB: 512, maxMemoryUsedMB: 90, initDurationMs: "soon" };
    expect(platformRecordOf(json("report", { requestId: id, metrics, status: "timeout" }))).toEqual({
      ...{ type: "report", requestId: id, durationMs: 12.34, billedDurationMs: 13, memorySizeMb: 512, maxMemoryUsedMb: 90 },
      ...{ initDurationMs: null, status: "timeout", errorType: null },
    });
    expect(platformRecordOf(json("start", { requestId: id, version: "7" }))).toEqual({ type: "start", requestId: id, version: "7" });
    expect(platformRecordOf(json("initReport", { status: "error", errorType: "x", metrics: { durationMs: 5 } }))).toEqual({
      ...{ type: "init-report", status: "error", durationMs: 5, errorType: "x" },
    });
    expect(platformRecordOf(json("report", { metrics }))).toBeNull();
  });
});

describe("times", () => {
  it("are those of Date, in each way they are written", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }), (date) => {
        const iso = date.toISOString();
        const written = [
          iso,
          iso.replace("T", " ").replace("Z", ""),
          iso.replace("Z", "+00:00"),
          iso.replace("Z", "000+00:00"),
          Number(date),
        ];
        for (const time of written) expect([time, timeOf(time)]).toEqual([time, date.getTime()]);
      }),
    );
    expect(timeOf("2026-11-20T10:00:00+02:00")).toBe(Date.UTC(2026, 10, 20, 8));
  });

  it("are nothing else", () => {
    for (const value of ["", "yesterday", "2026-11-20", Number.NaN, null, {}, "12"]) expect(timeOf(value)).toBeNull();
  });
});

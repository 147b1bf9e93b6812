/**
 * Lambda's own lines in both log formats; their keys: reference of the Lambda Telemetry API, and the lines
 * CloudWatch holds.
 */
import type { LogFormat } from "./fleet.ts";

export interface Moment {
  readonly format: LogFormat;
  readonly requestId: string;
  readonly at: number;
  readonly version: string;
}

export interface Served {
  readonly ms: number;
  readonly memory: number;
  readonly fresh: boolean;
  readonly failed: boolean;
}

const arn =
  "arn:aws:lambda:eu-central-1::runtime:0cdcfbdefbc5e7d3343f73c2e2dd3cba17d61dea0686b404502a0c9ce83931b9";
const stack = [
  "TypeError: client.send is not a function",
  "    at send (/var/task/lib/send.js:12:20)",
  "    at handler (/var/task/index.js:7:9)",
];
const thrown = { errorType: "TypeError", errorMessage: "client.send is not a function" };
const asJson = (at: number, type: string, record: object): string =>
  JSON.stringify({ time: new Date(at).toISOString(), type, record });

export const platform = {
  initStart({ format, at, version }: Moment, runtime: string): string {
    const record = {
      initializationType: "on-demand",
      phase: "init",
      runtimeVersion: runtime,
      runtimeVersionArn: arn,
      functionVersion: version,
    };
    if (format === "json") return asJson(at, "platform.initStart", record);
    return `INIT_START Runtime Version: ${runtime}\tRuntime Version ARN: ${arn}`;
  },

  start({ format, at, requestId, version }: Moment): string {
    if (format === "json") return asJson(at, "platform.start", { requestId, version });
    return `START RequestId: ${requestId} Version: ${version}`;
  },

  end({ format, at, requestId }: Moment): string {
    if (format === "json")
      return asJson(at, "platform.runtimeDone", {
        requestId,
        status: "success",
        spans: [],
        metrics: { durationMs: 4.2 },
      });
    return `END RequestId: ${requestId}`;
  },

  report({ format, at, requestId }: Moment, { ms, memory, fresh, failed }: Served): string {
    const metrics = { durationMs: ms, billedDurationMs: ms + 1, memorySizeMB: 512, maxMemoryUsedMB: memory };
    if (format === "json") {
      const all = fresh ? { ...metrics, initDurationMs: 210.5 } : metrics;
      return asJson(at, "platform.report", { requestId, metrics: all, status: failed ? "error" : "success" });
    }
    const init = fresh ? "Init Duration: 210.50 ms\t" : "";
    const times = `Duration: ${ms}.12 ms\tBilled Duration: ${ms + 1} ms`;
    return (
      `REPORT RequestId: ${requestId}\t${times}\tMemory Size: 512 MB\tMax Memory Used: ${memory} MB\t` +
      `${init}`
    );
  },

  /** What the runtime client writes of an error that the handler threw. */
  error({ format, at, requestId }: Moment): string {
    const time = new Date(at).toISOString();
    if (format === "text")
      return `${time}\t${requestId}\tERROR\tInvoke Error \t${JSON.stringify({ ...thrown, stack })}`;
    return JSON.stringify({
      timestamp: time,
      level: "ERROR",
      requestId,
      message: { ...thrown, stackTrace: stack },
    });
  },
} as const;

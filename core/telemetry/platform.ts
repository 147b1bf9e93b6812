/**
 * The lines Lambda itself writes to a function's log, as text or, with the JSON log format, as
 * `{"time","type":"platform.…","record":{…}}`. Keys of the records: the Lambda Telemetry API's schema.
 */
import { type Document, documentsOf } from "./documents.ts";

export type PlatformRecord =
  | {
      readonly type: "init-start";
      readonly runtimeVersion: string | null;
      readonly runtimeVersionArn: string | null;
      readonly functionVersion: string | null;
    }
  | { readonly type: "start"; readonly requestId: string; readonly version: string | null }
  | { readonly type: "end"; readonly requestId: string; readonly status: string | null }
  | Report
  | {
      readonly type: "init-report";
      readonly status: string | null;
      readonly durationMs: number | null;
      readonly errorType: string | null;
    }
  | { readonly type: "timeout"; readonly requestId: string; readonly seconds: number }
  /** The process ended: `Runtime exited with error: …`. */
  | { readonly type: "exit"; readonly requestId: string; readonly error: string };

export interface Report {
  readonly type: "report";
  readonly requestId: string;
  readonly durationMs: number | null;
  readonly billedDurationMs: number | null;
  readonly memorySizeMb: number | null;
  readonly maxMemoryUsedMb: number | null;
  /** There on a cold start. */
  readonly initDurationMs: number | null;
  /** `success` where the text has none: it is written for failures only. */
  readonly status: string;
  readonly errorType: string | null;
}

const maxFields = 100;
const id = "([0-9a-fA-F-]{36})";
const start = new RegExp(`^START RequestId: ${id}(?: Version: (\\S+))?`);
const end = new RegExp(`^END RequestId: ${id}`);
const report = new RegExp(`^REPORT RequestId: ${id}`);
const exited = new RegExp(`^RequestId: ${id} Error: (.+)`);
const timedOut = new RegExp(`${id} Task timed out after (\\d+(?:\\.\\d+)?) seconds`);

/** Null for a message that is not the platform's. */
export function platformRecordOf(message: string): PlatformRecord | null {
  const first = message[0];
  if (first === "{") return message.includes("platform.") ? fromJson(message) : null;
  if (first === "S") {
    const [, requestId, version] = start.exec(message) ?? [];
    return requestId === undefined ? null : { type: "start", requestId, version: version ?? null };
  }
  if (first === "E") {
    const [, requestId] = end.exec(message) ?? [];
    return requestId === undefined ? null : { type: "end", requestId, status: null };
  }
  if (message.startsWith("REPORT ")) return fromReport(message);
  if (message.startsWith("INIT_START ")) {
    const [, runtimeVersion = null] = /Runtime Version: ([^\t\n]+)/.exec(message) ?? [];
    const [, runtimeVersionArn = null] = /Runtime Version ARN: (\S+)/.exec(message) ?? [];
    return { type: "init-start", runtimeVersion, runtimeVersionArn, functionVersion: null };
  }
  if (message.startsWith("INIT_REPORT ")) {
    const fields = fieldsOf(message.slice("INIT_REPORT ".length));
    return {
      type: "init-report",
      status: fields.get("Status") ?? null,
      durationMs: amount(fields, "Init Duration"),
      errorType: fields.get("Error Type") ?? null,
    };
  }
  const [, requestId, error] = exited.exec(message) ?? [];
  if (requestId !== undefined && error !== undefined) return { type: "exit", requestId, error };
  const [, late, seconds] = message.length < 300 ? (timedOut.exec(message) ?? []) : [];
  return late === undefined ? null : { type: "timeout", requestId: late, seconds: Number(seconds) };
}

function fromReport(message: string): PlatformRecord | null {
  const [, requestId] = report.exec(message) ?? [];
  if (requestId === undefined) return null;
  const fields = fieldsOf(message);
  return {
    type: "report",
    requestId,
    durationMs: amount(fields, "Duration"),
    billedDurationMs: amount(fields, "Billed Duration"),
    memorySizeMb: amount(fields, "Memory Size"),
    maxMemoryUsedMb: amount(fields, "Max Memory Used"),
    initDurationMs: amount(fields, "Init Duration"),
    status: fields.get("Status") ?? "success",
    errorType: fields.get("Error Type") ?? null,
  };
}

/** `Name: value`, each behind a tab; lines of their own follow with X-Ray. The first of a name counts. */
function fieldsOf(message: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of message.split(/[\t\n]/, maxFields)) {
    const colon = part.indexOf(": ");
    const name = part.slice(0, colon);
    const value = part.slice(colon + 2).trim();
    if (colon > 0 && value !== "" && !fields.has(name)) fields.set(name, value);
  }
  return fields;
}

function amount(fields: ReadonlyMap<string, string>, name: string): number | null {
  const [value] = /^\d+(?:\.\d+)?/.exec(fields.get(name) ?? "") ?? [];
  return value === undefined ? null : Number(value);
}

function fromJson(message: string): PlatformRecord | null {
  const [outer] = documentsOf(message);
  const record = outer?.["record"];
  if (outer === undefined || typeof record !== "object" || record === null) return null;
  const members = record as Document;
  const requestId = text(members["requestId"]);
  switch (outer["type"]) {
    case "platform.initStart":
      return {
        type: "init-start",
        runtimeVersion: text(members["runtimeVersion"]),
        runtimeVersionArn: text(members["runtimeVersionArn"]),
        functionVersion: text(members["functionVersion"]),
      };
    case "platform.initReport":
      return {
        type: "init-report",
        status: text(members["status"]),
        durationMs: metric(members, "durationMs"),
        errorType: text(members["errorType"]),
      };
    case "platform.start":
      return requestId === null ? null : { type: "start", requestId, version: text(members["version"]) };
    case "platform.runtimeDone":
      return requestId === null ? null : { type: "end", requestId, status: text(members["status"]) };
    case "platform.report":
      if (requestId === null) return null;
      return {
        type: "report",
        requestId,
        durationMs: metric(members, "durationMs"),
        billedDurationMs: metric(members, "billedDurationMs"),
        memorySizeMb: metric(members, "memorySizeMB"),
        maxMemoryUsedMb: metric(members, "maxMemoryUsedMB"),
        initDurationMs: metric(members, "initDurationMs"),
        status: text(members["status"]) ?? "success",
        errorType: text(members["errorType"]),
      };
    default:
      return null;
  }
}

function metric(record: Document, name: string): number | null {
  const metrics = record["metrics"];
  const value = typeof metrics === "object" && metrics !== null ? (metrics as Document)[name] : undefined;
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** What Lambda itself writes at the end of an invocation, in its text and its JSON log format. */
import type { LogEvent } from "../read/log-event.ts";
import { isObject, type JsonObject, textOf } from "./document.ts";

export interface Report {
  readonly requestId: string;
  readonly durationMs: number | null;
  readonly initDurationMs: number | null;
  /** Anything but `success`: a time-out, an exit, an error the runtime reported. */
  readonly failed: boolean;
}

/** Null where the event is no report. `document` is what documentOf found in it. */
export function reportOf({ message }: LogEvent, document: JsonObject | null): Report | null {
  if (document !== null) return document["type"] === "platform.report" ? fromJson(document["record"]) : null;
  const head = /^REPORT RequestId: ([0-9A-Za-z-]{1,64})\t/.exec(message);
  if (head?.[1] === undefined) return null;
  return {
    requestId: head[1],
    durationMs: numberOf(/\tDuration: ([\d.]{1,20}) ms/.exec(message)?.[1]),
    initDurationMs: numberOf(/\tInit Duration: ([\d.]{1,20}) ms/.exec(message)?.[1]),
    failed: /\tStatus: (?!success)/.test(message),
  };
}

function fromJson(record: unknown): Report | null {
  if (!isObject(record)) return null;
  const requestId = textOf(record["requestId"]);
  if (requestId === null) return null;
  const metrics = isObject(record["metrics"]) ? record["metrics"] : {};
  return {
    requestId,
    durationMs: numberOf(metrics["durationMs"]),
    initDurationMs: numberOf(metrics["initDurationMs"]),
    failed: textOf(record["status"]) !== null && record["status"] !== "success",
  };
}

function numberOf(value: unknown): number | null {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

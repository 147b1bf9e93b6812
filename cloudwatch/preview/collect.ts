/**
 * From log events to what a dashboard is drawn from: the events, each with its time, and the metrics
 * CloudWatch would have made of them.
 *
 * Declared by EMF documents: whatever they declare. Worked out as Lambda and CloudWatch Logs count them:
 * AWS/Lambda Invocations, Errors and Duration from the platform's reports and the lines that the caller
 * knows; AWS/Logs IncomingLogEvents, IncomingBytes, EMFValidationErrors and EMFParsingErrors from the events
 * themselves. Metric names and dimensions:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html and
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
import type { Document } from "../../core/telemetry/documents.ts";
import { functionOfGroup, lambdaGroups } from "../../core/telemetry/function-of-group.ts";
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { platformRecordOf } from "../../core/telemetry/platform.ts";
import { Metrics } from "../metric-math/metric.ts";
import type { TimeRange } from "../metric-math/period.ts";
import { documentOf, textOf } from "./document.ts";
import { EmfError, readEmf } from "./emf.ts";

/**
 * What the event before in the same file said: raw lines of the platform have neither their time nor their
 * function.
 */
interface Before {
  timestamp: number | null;
  functionName: string | null;
}

/**
 * What a line says that the caller knows as its own: one that was written at the end of an invocation has a
 * request id.
 */
export interface OwnLine {
  readonly requestId: string | null;
  readonly failed: boolean;
  /** What the line says was seen of the function's code; null if it says nothing about it. */
  readonly sight: Sight | null;
  /** Invocations before it that have no line. */
  readonly further: number;
}

/**
 * An invocation that was observed, one that was not, an init that failed, or an environment of which the whole
 * or only a part was seen.
 */
export type Sight = "observed" | "unobserved" | "init-failed" | "whole" | "partly";

interface Ended {
  timestamp: number;
  functionName: string | null;
  durationMs: number | null;
  failed: boolean;
}

export class Collection {
  readonly events: LogEvent[] = [];
  readonly metrics = new Metrics();
  readonly functions = new Set<string>();
  /** Invocations by the platform's reports and the caller's own lines. */
  invocations = 0;
  /** The caller's own lines. */
  lines = 0;
  /** How often the caller's own lines say so, by the function's name: "" if the line does not name it. */
  readonly sights = new Map<string, Record<Sight, number>>();
  /** The first documents that look like EMF and are invalid, and how many there are. */
  readonly invalidEmf: string[] = [];
  invalidEmfCount = 0;
  /** Whether the platform's own lines are among the events. */
  reports = 0;
  #start = Number.POSITIVE_INFINITY;
  #end = Number.NEGATIVE_INFINITY;
  /** Whether some events named no log group, so that Lambda's default was taken for it. */
  assumedLogGroups = false;
  readonly #ended = new Map<string, Ended>();
  /** Invocations without a line, if no report of the platform's names them. */
  readonly #further: (Pick<Ended, "timestamp" | "functionName"> & { readonly count: number })[] = [];
  readonly #before = new Map<string, Before>();
  readonly #ownLineOf: (document: Document) => OwnLine | null;

  constructor(ownLineOf: (document: Document) => OwnLine | null = () => null) {
    this.#ownLineOf = ownLineOf;
  }

  add(given: LogEvent): void {
    const document = documentOf(given.message);
    const before = this.#before.get(given.file) ?? { timestamp: null, functionName: null };
    this.#before.set(given.file, before);
    const named = (document && textOf(document["function_name"])) ?? textOf(functionOfGroup(given.logGroup));
    const name = named ?? (given.logGroup === null ? before.functionName : null);
    before.functionName = name;
    const timestamp = given.timestamp ?? timeOf(document) ?? before.timestamp;
    before.timestamp = timestamp;
    const event = {
      ...given,
      timestamp,
      logGroup: given.logGroup ?? (name === null ? null : `${lambdaGroups}${name}`),
    };
    this.assumedLogGroups ||= event.logGroup !== given.logGroup;
    this.events.push(event);
    if (timestamp === null || !isTime(timestamp)) return;
    this.#start = Math.min(this.#start, timestamp);
    this.#end = Math.max(this.#end, timestamp);
    if (name !== null) this.functions.add(name);
    this.#countEvent(event, timestamp);
    if (document !== null) this.#readDocument(document, event, timestamp, name);
    else if (/^\s*\{/.test(event.message) && event.message.includes('"CloudWatchMetrics"')) {
      this.#countInGroup("EMFParsingErrors", event.logGroup, { timestamp, value: 1 });
    }
    const report = platformRecordOf(event.message);
    if (report?.type === "report") {
      this.reports++;
      const ended = this.#endOf(report.requestId, timestamp, name);
      ended.durationMs = report.durationMs;
      ended.failed ||= report.status !== "success";
    }
  }

  /** To be called once, when all events were added. */
  finish(): void {
    this.invocations = this.#ended.size;
    for (const { timestamp, functionName, durationMs, failed } of this.#ended.values()) {
      for (const dimensions of functionName === null ? [{}] : [{ FunctionName: functionName }, {}]) {
        this.metrics.add("AWS/Lambda", "Invocations", dimensions, { timestamp, value: 1 });
        this.metrics.add("AWS/Lambda", "Errors", dimensions, { timestamp, value: failed ? 1 : 0 });
        if (durationMs !== null)
          this.metrics.add(
            "AWS/Lambda",
            "Duration",
            dimensions,
            { timestamp, value: durationMs },
            "Milliseconds",
          );
      }
    }
    this.#ended.clear();
    for (const { timestamp, functionName, count } of this.reports > 0 ? [] : this.#further) {
      this.invocations += count;
      for (const dimensions of functionName === null ? [{}] : [{ FunctionName: functionName }, {}])
        this.metrics.add("AWS/Lambda", "Invocations", dimensions, { timestamp, value: count });
    }
  }

  /** Null if no event has a time. */
  get range(): TimeRange | null {
    return this.#start > this.#end ? null : { start: this.#start, end: this.#end };
  }

  #readDocument(document: Document, event: LogEvent, timestamp: number, name: string | null): void {
    const own = this.#ownLineOf(document);
    if (own !== null) this.lines++;
    if (own !== null && own.sight !== null) this.#countSight(own.sight, name ?? "", 1 + own.further);
    if (own !== null && own.requestId !== null) {
      const ended = this.#endOf(own.requestId, timestamp, name);
      ended.failed ||= own.failed;
      ended.functionName ??= name;
      if (own.further > 0) this.#further.push({ timestamp, functionName: name, count: own.further });
    }
    try {
      const emf = readEmf(document);
      for (const { namespace, name: metric, unit, dimensionSets, values } of emf?.metrics ?? []) {
        for (const value of values)
          for (const dimensions of dimensionSets)
            this.metrics.add(
              namespace,
              metric,
              dimensions,
              { timestamp: emf?.timestamp ?? timestamp, value },
              unit,
            );
      }
    } catch (error) {
      if (!(error instanceof EmfError)) throw error;
      this.invalidEmfCount++;
      if (this.invalidEmf.length < 10) this.invalidEmf.push(`${event.file}:${event.line}: ${error.message}`);
      this.#countInGroup("EMFValidationErrors", event.logGroup, { timestamp, value: 1 });
    }
  }

  #countSight(sight: Sight, functionName: string, count: number): void {
    let counts = this.sights.get(functionName);
    if (counts === undefined) {
      counts = { observed: 0, unobserved: 0, "init-failed": 0, whole: 0, partly: 0 };
      this.sights.set(functionName, counts);
    }
    counts[sight] += count;
  }

  #countEvent(event: LogEvent, timestamp: number): void {
    this.#countInGroup("IncomingLogEvents", event.logGroup, { timestamp, value: 1 });
    this.#countInGroup("IncomingBytes", event.logGroup, {
      timestamp,
      value: Buffer.byteLength(event.message),
    });
  }

  #countInGroup(name: string, logGroup: string | null, sample: { timestamp: number; value: number }): void {
    const unit = name === "IncomingBytes" ? "Bytes" : null;
    if (logGroup !== null) this.metrics.add("AWS/Logs", name, { LogGroupName: logGroup }, sample, unit);
    this.metrics.add("AWS/Logs", name, {}, sample, unit);
  }

  #endOf(requestId: string, timestamp: number, functionName: string | null): Ended {
    let ended = this.#ended.get(requestId);
    if (ended === undefined) {
      ended = { timestamp, functionName, durationMs: null, failed: false };
      this.#ended.set(requestId, ended);
    }
    return ended;
  }
}

function timeOf(document: Document | null): number | null {
  const text = textOf(document?.["timestamp"]) ?? textOf(document?.["time"]);
  const time = text === null || text.length > 40 ? Number.NaN : Date.parse(text);
  return isTime(time) ? time : null;
}

/** What a Date can be made of. */
function isTime(time: number): boolean {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15;
}

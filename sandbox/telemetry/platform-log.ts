/**
 * What the platform itself says: the START, END and REPORT lines of the log stream and the events of the
 * Telemetry API, from one call each. Record shapes follow the Telemetry API's schema.
 */
import { createHash } from "node:crypto";
import type { Settings } from "../contract/options.ts";
import type { LogStreamEvent, Phase, PlatformEvent, Status } from "../contract/result.ts";

export interface RuntimeDone {
  readonly status: Status;
  readonly durationMs: number;
  readonly producedBytes: number;
  readonly spans: readonly Span[];
  readonly errorType: string | undefined;
}

export interface Report {
  readonly status: Status;
  /** Why there was no answer. */
  readonly errorType: string | undefined;
  readonly durationMs: number;
  /** Of an init that no report has named yet. */
  readonly initDurationMs: number | undefined;
  readonly maxMemoryUsedMb: number;
  readonly spans: readonly Span[];
}

export interface Span {
  readonly name: string;
  readonly start: string;
  readonly durationMs: number;
}

export class PlatformLog {
  readonly lines: string[] = [];
  readonly events: PlatformEvent[] = [];
  readonly stream: LogStreamEvent[] = [];
  readonly #settings: Settings;
  readonly #type: string;
  readonly #keeps: boolean;
  #listener: (event: PlatformEvent) => void = () => {};

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#keeps = settings.onLine === undefined;
    this.#type = settings.mode === "managed-instances" ? "lambda-managed-instances" : settings.mode;
  }

  /** Every event from now on also goes there. */
  onEvent(listener: (event: PlatformEvent) => void): void {
    this.#listener = listener;
  }

  say(line: string): void {
    if (!this.#keeps) return;
    this.lines.push(line);
    if (this.#settings.logFormat === "Text") this.#append(line);
  }

  #append(message: string): void {
    if (this.#keeps) this.stream.push({ timestamp: Date.now(), message });
  }

  initStart(phase: Phase): void {
    const { runtimeVersion: version, functionName, functionVersion } = this.#settings;
    const runtimeVersionArn = `arn:aws:lambda:${this.#settings.region}::runtime:${digest(version)}`;
    this.say(`INIT_START Runtime Version: ${version}\tRuntime Version ARN: ${runtimeVersionArn}`);
    this.emit("platform.initStart", {
      initializationType: this.#type,
      phase,
      runtimeVersion: version,
      runtimeVersionArn,
      functionName,
      functionVersion,
    });
  }

  initRuntimeDone(phase: Phase, status: Status, errorType?: string): void {
    this.emit("platform.initRuntimeDone", {
      initializationType: this.#type,
      phase,
      status,
      ...(errorType && { errorType }),
    });
  }

  /**
   * Lambda environment: the INIT_REPORT line appears on failure, and always for the modes that initialise
   * ahead of time.
   */
  initReport(phase: Phase, status: Status, durationMs: number, errorType?: string): void {
    if (status !== "success" || this.#settings.mode === "provisioned-concurrency") {
      const error = errorType ? `\tError Type: ${errorType}` : "";
      this.say(
        `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}${error}`,
      );
    }
    const metrics = { durationMs: round(durationMs) };
    this.emit("platform.initReport", {
      initializationType: this.#type,
      phase,
      status,
      metrics,
      ...(errorType && { errorType }),
    });
  }

  extension(name: string, state: string, events: readonly string[], errorType?: string): void {
    const error = errorType ? `\tError Type: ${errorType}` : "";
    this.say(`EXTENSION\tName: ${name}\tState: ${state}\tEvents: [${events.join(", ")}]${error}`);
    this.emit("platform.extension", { name, state, events, ...(errorType && { errorType }) });
  }

  telemetrySubscription(name: string, types: readonly string[]): void {
    this.say(`TELEMETRY\tName: ${name}\tState: Subscribed\tTypes: [${types.join(", ")}]`);
    this.emit("platform.telemetrySubscription", { name, state: "Subscribed", types });
  }

  logsDropped(droppedRecords: number, droppedBytes: number): void {
    this.emit("platform.logsDropped", {
      droppedBytes,
      droppedRecords,
      reason: "The listener did not take them in time",
    });
  }

  start(requestId: string, traceId: string): void {
    this.say(`START RequestId: ${requestId} Version: ${this.#settings.functionVersion}`);
    this.emit("platform.start", {
      requestId,
      version: this.#settings.functionVersion,
      tracing: tracing(traceId),
    });
  }

  runtimeDone(
    requestId: string,
    traceId: string,
    { status, durationMs, producedBytes, spans, errorType }: RuntimeDone,
  ): void {
    const metrics = { durationMs: round(durationMs), producedBytes };
    this.emit("platform.runtimeDone", {
      requestId,
      status,
      metrics,
      spans,
      tracing: tracing(traceId),
      ...(errorType && { errorType }),
    });
  }

  report(
    requestId: string,
    traceId: string,
    { status, errorType, durationMs, initDurationMs, maxMemoryUsedMb, spans }: Report,
  ): void {
    // Since August 2025 the init is billed with the first invoke.
    const billedDurationMs = Math.ceil(durationMs + (initDurationMs ?? 0));
    this.say(`END RequestId: ${requestId}`);
    const columns = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${durationMs.toFixed(2)} ms`,
      `Billed Duration: ${billedDurationMs} ms`,
      `Memory Size: ${this.#settings.memoryMb} MB`,
      `Max Memory Used: ${maxMemoryUsedMb} MB`,
      ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
      ...(status === "success" ? [] : [`Status: ${status}`]),
      ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
    ];
    this.say(columns.join("\t"));
    const managed = this.#settings.mode === "managed-instances";
    this.emit("platform.report", {
      requestId,
      status,
      ...(errorType !== undefined && { errorType }),
      metrics: managed
        ? { durationMs: round(durationMs) }
        : {
            durationMs: round(durationMs),
            billedDurationMs,
            memorySizeMB: this.#settings.memoryMb,
            maxMemoryUsedMB: maxMemoryUsedMb,
            ...(initDurationMs !== undefined && { initDurationMs: round(initDurationMs) }),
          },
      spans,
      tracing: tracing(traceId),
    });
  }

  /**
   * A line of the function or of an extension. In JSON log format a line that is a JSON object becomes the
   * record itself.
   */
  line(type: "function" | "extension", text: string): void {
    this.#append(text);
    this.#listener({
      time: now(),
      type,
      record: this.#settings.logFormat === "JSON" ? (asObject(text) ?? text) : `${text}\n`,
    });
  }

  emit(type: string, record: unknown): void {
    const event = { time: now(), type, record };
    if (this.#keeps) this.events.push(event);
    if (this.#settings.logFormat === "JSON" && inStream.has(type)) this.#append(JSON.stringify(event));
    this.#listener(event);
  }
}

/**
 * Lambda's JSON log format at its default system log level INFO: what the log stream has of the platform's
 * events.
 */
const inStream = new Set(["platform.initStart", "platform.start", "platform.report"]);

/** A runtime version's ARN ends in a hash of it. */
const digest = (version: string): string => createHash("sha256").update(version).digest("hex");

const now = (): string => new Date().toISOString();
const round = (ms: number): number => Math.round(ms * 1000) / 1000;
const tracing = (value: string) => ({ spanId: value.slice(-16), type: "X-Amzn-Trace-Id", value });

function asObject(text: string): object | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

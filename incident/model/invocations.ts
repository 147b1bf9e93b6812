/**
 * Counts each invocation once, whether Outcrop's line or only the platform's REPORT says that it happened: a
 * report waits for a line with its request id, and without one it counts by itself.
 */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import type { Report } from "../../core/telemetry/platform.ts";
import type { Copies } from "./copies.ts";
import type { EnvironmentBuilder } from "./environment-builder.ts";
import { FirstOrigins } from "./first-origins.ts";
import type { LineOf } from "./line.ts";
import { kept, originOf, plausible } from "./origin.ts";
import { type FunctionOf, type Invoked, mayBeOf } from "./request-errors.ts";
import { Requests } from "./requests.ts";
import type { TimeSeries } from "./time-series.ts";

const maxRequests = 20_000;

interface WaitingReport {
  readonly failed: boolean;
  readonly event: LogEvent;
}

/** Who wrote an event, as far as it is known. */
interface Writer extends FunctionOf {
  readonly environment: EnvironmentBuilder | null;
}

interface Parts {
  readonly copies: Copies;
  readonly series: TimeSeries;
  /** Null for an event of a function that was not asked for. */
  readonly writerOf: (event: LogEvent) => Writer | null;
}

export class Invocations {
  readonly #parts: Parts;
  /** By function and fingerprint. */
  readonly first = new FirstOrigins<string>();
  readonly #reports = new Requests<WaitingReport, Invoked>(maxRequests, {
    join: () => {},
    abandon: (waiting) => this.#unanswered(waiting),
    fits: ({ event }, invoked) => mayBeOf(event, invoked),
  });
  #all = 0;
  #failed = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get totals(): { readonly invocations: number; readonly failed: number } {
    return { invocations: this.#all, failed: this.#failed };
  }

  /** @param at null if the line has no time */
  line(
    line: LineOf<"invocation">,
    environment: EnvironmentBuilder,
    at: number | null,
    event: LogEvent,
  ): Invoked {
    const { copies, series } = this.#parts;
    const { functionName, functionVersion } = line;
    const { fingerprint, invocations } = environment.invocation(line, at ?? 0, copies);
    if (line.fingerprint !== null)
      this.first.tell(`${functionName}\n${line.fingerprint}`, at ?? 0, () => originOf(event, at));
    this.#count(invocations, line.failed);
    // Else it is added when its fingerprint is known.
    if (at !== null && fingerprint !== null)
      series.add({ functionName, functionVersion, fingerprint }, at, line.failed, invocations);
    const invoked = { environment, fingerprint, failed: line.failed };
    this.#reports.tell(line.requestId, invoked);
    return invoked;
  }

  report({ requestId, status }: Report, event: LogEvent): void {
    this.#reports.wait(requestId, { failed: status !== "success", event: kept(event) });
  }

  /** No line and no report comes after it. */
  end(): void {
    this.#reports.end();
  }

  /** A report whose invocation has no line of Outcrop's. */
  #unanswered({ failed, event }: WaitingReport): void {
    const at = plausible(event.timestamp);
    const writer = this.#parts.writerOf(event);
    // Only where the export names no stream, which is a gap of its own.
    if (writer === null || writer.functionName === null) return;
    const { functionName, functionVersion, environment } = writer;
    const { fingerprint, invocations } = environment?.silentInvocation(at ?? environment.last, failed) ?? {
      fingerprint: null,
      invocations: 1,
    };
    this.#count(invocations, failed);
    if (at !== null && invocations > 0)
      this.#parts.series.add(
        { functionName, functionVersion: functionVersion ?? "?", fingerprint },
        at,
        failed,
      );
  }

  #count(invocations: number, failed: boolean): void {
    this.#all += invocations;
    if (failed) this.#failed++;
  }
}

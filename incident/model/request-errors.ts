/**
 * The errors of requests and inits, each joined with its invocation, whichever comes first:
 * 1. A failure's line of Outcrop's comes before the invocation's, which says what had been loaded by then.
 * 2. An error in the function's log, or the platform's, waits for the invocation it belongs to; without one
 *    it is kept alone.
 * 3. If the function or Outcrop reports an error, the platform's report of an ended process or a failed init
 *    is a consequence. It is a separate error only if there is no such report.
 */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import type { EnvironmentBuilder } from "./environment-builder.ts";
import { Errors, errorOfFailure, type ReportedError } from "./errors.ts";
import type { FunctionError } from "./function-error.ts";
import type { LineOf } from "./line.ts";
import type { DistinctError } from "./model.ts";
import { kept, originOf, plausible } from "./origin.ts";
import { Requests } from "./requests.ts";
import type { Streams } from "./streams.ts";

/** What an invocation's line says to the function's and the platform's lines about it. */
export interface Invoked {
  readonly environment: EnvironmentBuilder;
  readonly fingerprint: string;
  readonly failed: boolean;
}

/**
 * A retried event has the same request id in each environment. If the export names streams, they distinguish
 * the tries.
 */
export function mayBeOf({ logStream }: LogEvent, { environment }: Invoked): boolean {
  return (
    logStream === null || environment.place.logStream === null || logStream === environment.place.logStream
  );
}

export interface FunctionOf {
  readonly functionName: string | null;
  readonly functionVersion: string | null;
}

interface Waiting {
  readonly error: FunctionError;
  readonly event: LogEvent;
}

interface WaitingFailure {
  readonly line: LineOf<"failure">;
  readonly at: number | null;
  readonly event: LogEvent;
  readonly environment: EnvironmentBuilder;
}

interface Consequence {
  readonly told: ReportedError;
  readonly event: LogEvent;
}

/** In lines of ordinary length. */
const MAX_REQUESTS = 20_000;

export class RequestErrors {
  readonly #errors = new Errors();
  readonly #streams: Streams;
  /** Null for a function that is not asked for. */
  readonly #functionOf: (event: LogEvent, owner: EnvironmentBuilder | null) => FunctionOf | null;
  readonly #failures = new Requests<WaitingFailure, Invoked>(MAX_REQUESTS, {
    join: (waiting, { fingerprint }) => this.#failure(waiting, fingerprint),
    abandon: (waiting) => this.#failure(waiting, waiting.environment.fingerprintAt(waiting.at ?? 0)),
    fits: ({ environment }, invoked) => environment === invoked.environment,
  });
  readonly #waiting = new Requests<Waiting, Invoked>(MAX_REQUESTS, {
    join: (waiting, invoked) => this.#error(waiting, invoked),
    abandon: (waiting) => this.#error(waiting, null),
    fits: ({ event }, invoked) => mayBeOf(event, invoked),
  });
  readonly #consequences = new Requests<Consequence, true>(MAX_REQUESTS, {
    join: () => {},
    abandon: ({ told, event }) => this.#errors.add(told, () => originOf(event, told.at)),
  });

  constructor(
    streams: Streams,
    functionOf: (event: LogEvent, owner: EnvironmentBuilder | null) => FunctionOf | null,
  ) {
    this.#streams = streams;
    this.#functionOf = functionOf;
  }

  failure(
    line: LineOf<"failure">,
    at: number | null,
    event: LogEvent,
    environment: EnvironmentBuilder,
  ): void {
    const waiting = { line, at, event: kept(event), environment };
    this.#failures.wait(line.requestId ?? initOf(line.environment), waiting, event.message.length);
  }

  error(error: FunctionError, event: LogEvent): void {
    // Without a request it waits for the end: an init's error comes before the first line of its environment.
    this.#waiting.wait(
      error.requestId ?? initOf(event.logStream ?? event.file),
      { error, event: kept(event) },
      event.message.length,
    );
  }

  invocation(requestId: string, invoked: Invoked): void {
    this.#failures.tell(requestId, invoked);
    this.#waiting.tell(requestId, invoked);
  }

  end(): void {
    this.#failures.end();
    this.#waiting.end();
    this.#consequences.end();
  }

  get full(): boolean {
    return this.#errors.full;
  }

  all(): readonly DistinctError[] {
    return this.#errors.all();
  }

  #failure({ line, at, event }: WaitingFailure, fingerprint: string | null): void {
    this.#errors.add(errorOfFailure(line, at, fingerprint), () => originOf(event, at));
    if (line.requestId !== null) this.#consequences.tell(tryOf(line.requestId, line.environment), true);
    if (line.phase === "init") this.#consequences.tell(initOf(line.environment), true);
  }

  #error({ error, event }: Waiting, invoked: Invoked | null): void {
    const at = plausible(error.at) ?? plausible(event.timestamp);
    const owner = invoked?.environment ?? this.#streams.environmentOf(event);
    const concerned = this.#functionOf(event, owner);
    if (concerned === null) return;
    const told: ReportedError = {
      ...error,
      ...concerned,
      // What the function wrote and then answered well was handled.
      kind: error.kind === "logged" && invoked?.failed === true ? "error" : error.kind,
      environment: owner?.id ?? null,
      fingerprint: invoked?.fingerprint ?? owner?.fingerprintAt(at ?? 0) ?? null,
      at,
    };
    const where = owner?.id ?? event.logStream ?? event.file;
    const request = error.requestId === null ? initOf(where) : tryOf(error.requestId, where);
    if (error.source === "platform" && (error.kind === "exit" || error.kind === "init")) {
      this.#consequences.wait(request, { told, event }, event.message.length);
      return;
    }
    // What a function logs need not be what ended it.
    if (error.source === "function" && error.kind !== "logged") this.#consequences.tell(request, true);
    this.#errors.add(told, () => originOf(event, at));
  }
}

/** An asynchronous event that failed is tried again, by the same id and most often in another environment. */
function tryOf(requestId: string, where: string): string {
  return `${requestId} ${where}`;
}

/** @param owner the environment whose init it is, or the stream or file where that is not known. */
function initOf(owner: string): string {
  return `init ${owner}`;
}

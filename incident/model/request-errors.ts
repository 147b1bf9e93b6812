/**
 * The errors of requests and inits, each joined with its invocation, whichever comes first:
 * 1. A failure's line of Outcrop's comes before the invocation's, which says what had been loaded by then.
 * 2. An error in the function's log, or the platform's, waits for the invocation it belongs to; without one
 *    it is kept alone.
 * 3. A logged error that names no request belongs to the request that its log stream shows
 *    (stream-requests.ts). Where that is an init that failed, the last one is what it failed by.
 * 4. If the function or Outcrop reports an error, the platform's report of an ended process or a failed init
 *    is a consequence. It is a separate error only if there is no such report.
 * 5. All reports of one request are put together to occurrences (occurrences.ts).
 */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import type { EnvironmentBuilder } from "./environment-builder.ts";
import { Errors } from "./errors.ts";
import type { FunctionError } from "./function-error.ts";
import type { LineOf } from "./line.ts";
import type { DistinctError } from "./model.ts";
import { Occurrences } from "./occurrences.ts";
import { kept, originOf, plausible } from "./origin.ts";
import { errorOfFailure, type ReportedError } from "./reported-error.ts";
import { Requests } from "./requests.ts";
import { type Belonging, StreamRequests } from "./stream-requests.ts";
import type { Streams } from "./streams.ts";

/** What an invocation's line says to the function's and the platform's lines about it. */
export interface Invoked {
  readonly environment: EnvironmentBuilder;
  /** Null while it is not known. */
  readonly fingerprint: string | null;
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
  /** As the platform's REPORT says; null before it comes. */
  failed: boolean | null;
  /** It was logged in an init that failed. */
  readonly ofInit: boolean;
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

/** What led to a consequence. The time is known where only the time can show that they belong together. */
interface Reason {
  readonly at: number | null;
}

/** In lines of ordinary length. */
const maxRequests = 20_000;
/** From an init's error to the platform's report of it. */
const maxInitMs = 60_000;

export class RequestErrors {
  readonly #errors = new Errors();
  readonly #streams: Streams;
  /** Null for a function that is not asked for. */
  readonly #functionOf: (event: LogEvent, owner: EnvironmentBuilder | null) => FunctionOf | null;
  readonly #failures = new Requests<WaitingFailure, Invoked>(maxRequests, {
    join: (waiting, { fingerprint }) => this.#failure(waiting, fingerprint),
    abandon: (waiting) => this.#failure(waiting, null),
    fits: ({ environment }, invoked) => environment === invoked.environment,
  });
  readonly #waiting = new Requests<Waiting, Invoked>(maxRequests, {
    join: (waiting, invoked) => this.#error(waiting, invoked),
    abandon: (waiting) => this.#error(waiting, null),
    fits: ({ event }, invoked) => mayBeOf(event, invoked),
  });
  readonly #unnamed: StreamRequests<Waiting>;
  readonly #occurrences = new Occurrences((occurrence) => this.#errors.add(occurrence));
  readonly #consequences = new Requests<Consequence, Reason>(maxRequests, {
    join: () => {},
    abandon: ({ told, event }) =>
      this.#occurrences.report(null, { error: told, origin: () => originOf(event, told.at) }),
    fits: ({ told }, { at }) => at === null || told.at === null || Math.abs(told.at - at) <= maxInitMs,
  });

  constructor(
    streams: Streams,
    functionOf: (event: LogEvent, owner: EnvironmentBuilder | null) => FunctionOf | null,
  ) {
    this.#streams = streams;
    this.#functionOf = functionOf;
    this.#unnamed = new StreamRequests(
      (waiting, belonging) => this.#assigned(waiting, belonging),
      (event) => streams.isOneEnvironment(event),
    );
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
    const waiting: Waiting = { error, event: kept(event), failed: null, ofInit: false };
    if (error.requestId === null && error.kind === "logged") this.#unnamed.wait(event, waiting);
    else this.#wait(waiting);
  }

  invocation(requestId: string, invoked: Invoked, event: LogEvent): void {
    this.#unnamed.announced(event, requestId);
    this.#failures.tell(requestId, invoked);
    this.#waiting.tell(requestId, invoked);
  }

  /** The platform's REPORT. */
  reported(requestId: string, failed: boolean, event: LogEvent): void {
    this.#unnamed.reported(event, requestId, failed);
    for (const waiting of this.#waiting.waitingFor(requestId))
      if (isSameStream(waiting.event, event)) waiting.failed = failed;
  }

  /** The platform's report of an init that failed. */
  initFailed(event: LogEvent): void {
    this.#unnamed.initFailed(event);
  }

  end(): void {
    this.#unnamed.end();
    this.#failures.end();
    this.#waiting.end();
    this.#consequences.end();
    this.#occurrences.end();
  }

  get full(): boolean {
    return this.#errors.full;
  }

  all(): readonly DistinctError[] {
    return this.#errors.all();
  }

  #assigned(waiting: Waiting, belonging: Belonging): void {
    if (belonging === null) this.#error(waiting, null);
    else if (belonging === "init") this.#error({ ...waiting, failed: true, ofInit: true }, null);
    else this.#wait({ ...waiting, error: { ...waiting.error, ...belonging } });
  }

  #wait(waiting: Waiting): void {
    const { error, event } = waiting;
    if (error.requestId !== null) waiting.failed = this.#unnamed.failed(event, error.requestId);
    // Without a request it waits for the end: an init's error comes before the first line of its environment.
    const key = error.requestId ?? initOf(event.logStream ?? event.file);
    this.#waiting.wait(key, waiting, event.message.length);
  }

  #failure({ line, at, event, environment: owner }: WaitingFailure, known: string | null): void {
    const fingerprint = known ?? owner.fingerprintAt(at ?? 0);
    const { requestId, environment, phase } = line;
    const request = requestId === null ? initOf(environment) : tryOf(requestId, environment);
    const error = errorOfFailure(line, at, fingerprint);
    this.#occurrences.report(request, { error, origin: () => originOf(event, at) });
    if (requestId !== null) this.#consequences.tell(tryOf(requestId, environment), { at: null });
    if (phase !== "init") return;
    this.#consequences.tell(initOf(environment), { at: null });
    // Without a stream the platform's report is known by the file alone.
    if (event.logStream === null) this.#consequences.tell(initOf(event.file), { at });
  }

  #error({ error, event, failed, ofInit }: Waiting, invoked: Invoked | null): void {
    const at = plausible(error.at) ?? plausible(event.timestamp);
    const owner = invoked?.environment ?? this.#streams.environmentOf(event);
    const concerned = this.#functionOf(event, owner);
    if (concerned === null) return;
    const told: ReportedError = {
      ...error,
      ...concerned,
      failed: error.kind === "logged" ? (invoked?.failed ?? failed) : true,
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
    // What a function logs need not be what ended it; in an init that failed nothing else is.
    const isReason = error.kind !== "logged" || (ofInit && error.level === "error");
    if (error.source === "function" && isReason) {
      const known = event.logStream !== null || error.requestId !== null;
      this.#consequences.tell(request, { at: known ? null : at });
    }
    const isAlone = error.requestId === null && error.kind === "logged" && !ofInit;
    const group = isAlone ? null : request;
    this.#occurrences.report(group, { error: told, origin: () => originOf(event, at) });
  }
}

function isSameStream(
  { logStream }: Pick<LogEvent, "logStream">,
  other: Pick<LogEvent, "logStream">,
): boolean {
  return logStream === null || other.logStream === null || logStream === other.logStream;
}

/** An asynchronous event that failed is tried again, by the same id and most often in another environment. */
function tryOf(requestId: string, where: string): string {
  return `${requestId} ${where}`;
}

/** @param owner the environment whose init it is, or the stream or file where that is not known. */
function initOf(owner: string): string {
  return `init ${owner}`;
}

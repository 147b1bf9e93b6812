/**
 * Joins the events of exported logs to an Incident. Each event is one of: a line of Outcrop's, the
 * platform's, an error in the function's own log, or nothing we need. Events may come in any order, more than
 * once and from several exports of the same logs:
 * 1. A line of Outcrop's names its environment; a duplicate is known by what the line says, so also when two
 *    exports wrap it differently.
 * 2. The platform's lines are tied to an environment by the log stream, and to an invocation by the request
 *    id.
 * 3. Errors are joined with their invocations in request-errors.ts.
 */
import { outcropDocumentOf } from "../../core/telemetry/documents.ts";
import { functionOfGroup } from "../../core/telemetry/function-of-group.ts";
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { type PlatformRecord, platformRecordOf } from "../../core/telemetry/platform.ts";
import { type Asked, asksFor, isInTime } from "./asked.ts";
import { Copies } from "./copies.ts";
import { Duplicates } from "./duplicates.ts";
import { EnvironmentBuilder } from "./environment-builder.ts";
import { Findings } from "./findings.ts";
import { FirstOrigins } from "./first-origins.ts";
import { type FunctionError, functionErrorOf, isErrorWithoutStack } from "./function-error.ts";
import { FunctionNames } from "./function-names.ts";
import { Gaps } from "./gaps.ts";
import { type Line, type LineOf, lineOf } from "./line.ts";
import { lookForGaps } from "./look-for-gaps.ts";
import { mentionsOutcrop } from "./mentions.ts";
import type { Incident, Origin } from "./model.ts";
import { kept, originOf, plausible } from "./origin.ts";
import { platformErrorOf } from "./platform-error.ts";
import { type Document, LineError } from "./reader.ts";
import { type FunctionOf, type Invoked, mayBeOf, RequestErrors } from "./request-errors.ts";
import { Requests } from "./requests.ts";
import { StackBlocks } from "./stack-blocks.ts";
import { Streams } from "./streams.ts";
import { TimeSeries } from "./time-series.ts";

export interface BuildOptions extends Asked {
  /** Receives each line that claims to be Outcrop's but is not valid. */
  readonly onProblem?: (problem: {
    readonly file: string;
    readonly line: number;
    readonly message: string;
  }) => void;
}

export async function buildIncident(
  batches: AsyncIterable<readonly LogEvent[]>,
  options: BuildOptions = {},
): Promise<Incident> {
  const builder = new IncidentBuilder(options);
  for await (const batch of batches) for (const event of batch) builder.add(event);
  return builder.finish();
}

const maxEnvironments = 100_000;
const maxRequests = 20_000;

type WaitingReport = { readonly failed: boolean; readonly event: LogEvent };

export class IncidentBuilder {
  readonly #options: BuildOptions;
  readonly #duplicates = new Duplicates();
  readonly #copies = new Copies();
  /** By function and fingerprint. */
  readonly #firstInvocations = new FirstOrigins<string>();
  readonly #findings = new Findings();
  readonly #series = new TimeSeries();
  readonly #streams = new Streams();
  readonly #errors = new RequestErrors(this.#streams, (event, owner) => {
    const concerned = this.#functionOf(event, owner);
    return concerned.functionName === null || asksFor(this.#options, concerned.functionName)
      ? concerned
      : null;
  });
  readonly #blocks = new StackBlocks((error, event) => this.#functionError(event, error));
  readonly #gaps = new Gaps();
  readonly #environments = new Map<string, EnvironmentBuilder>();
  readonly #files = new Set<string>();
  readonly #functionNames = new FunctionNames();
  readonly #totals = { events: 0, outcropLines: 0, invocations: 0, failed: 0, reports: 0 };
  #streamless = 0;
  #unread = 0;
  #cut = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  readonly #reportsOfRequests = new Requests<WaitingReport, Invoked>(maxRequests, {
    join: () => {},
    abandon: (waiting) => this.#unansweredReport(waiting),
    fits: ({ event }, invoked) => mayBeOf(event, invoked),
  });

  constructor(options: BuildOptions) {
    this.#options = options;
  }

  add(event: LogEvent): void {
    const document = outcropDocumentOf(event.message);
    if (document !== null) {
      this.#count(event);
      this.#document(event, document);
      return;
    }
    const record = platformRecordOf(event.message);
    // What these say is in the REPORT too.
    if (record?.type === "start" || record?.type === "end") return;
    const isCut = record === null && event.message.includes('"outcrop":"');
    const error = record === null && !isCut ? functionErrorOf(event.message) : null;
    if (record === null && error === null && !isCut && mentionsOutcrop(event.message)) {
      this.#count(event);
      this.#unread++;
      return;
    }
    if (record !== null || error !== null) this.#blocks.close(event);
    if (record !== null) this.#platform(event, record);
    else if (isCut) this.#cutLine(event);
    else if (error !== null) this.#functionError(event, error);
    else if (!this.#blocks.add(event) && isErrorWithoutStack(event.message)) this.#errorWithoutStack(event);
  }

  #functionError(event: LogEvent, error: FunctionError): void {
    if (this.#takes(event, plausible(error.at) ?? plausible(event.timestamp))) this.#error(event, error);
  }

  #errorWithoutStack(event: LogEvent): void {
    if (!this.#takes(event, plausible(event.timestamp))) return;
    const functionName = functionOfGroup(event.logGroup);
    this.#gaps.add("errors-without-stack", { functionName, origin: originOf(event, null) });
  }

  #cutLine(event: LogEvent): void {
    if (!this.#takes(event, plausible(event.timestamp))) return;
    this.#cut++;
    this.#gaps.add("truncated-line", { origin: originOf(event, null) });
  }

  /** Counts an event that is not Outcrop's. False for another function's, and for one of another time. */
  #takes(event: LogEvent, at: number | null): boolean {
    const ofGroup = functionOfGroup(event.logGroup);
    this.#functionNames.see(ofGroup);
    if (ofGroup !== null && !asksFor(this.#options, ofGroup)) return false;
    this.#count(event);
    return isInTime(this.#options, at, null, this.#gaps);
  }

  /** Counts only relevant events, so that the totals do not depend on what the reader passes on. */
  #count(event: LogEvent): void {
    this.#totals.events++;
    this.#files.add(event.file);
    if (event.logStream === null) this.#streamless++;
  }

  /** Also those that were not asked for. */
  get functionNames(): readonly string[] {
    return this.#functionNames.all();
  }

  finish(): Incident {
    this.#blocks.end();
    this.#errors.end();
    this.#reportsOfRequests.end();
    const built = [...this.#environments.values()].map((builder) => ({
      builder,
      ...builder.build(this.#copies, this.#firstInvocations),
    }));
    this.#gaps.add("no-streams", {}, this.#streamless);
    const leftOut = Number(this.#errors.full) + Number(this.#series.full);
    lookForGaps(
      this.#gaps,
      built,
      { ...this.#totals, unread: this.#unread, cut: this.#cut },
      this.#duplicates.full,
      leftOut,
    );
    return {
      span: Number.isFinite(this.#from) ? { from: this.#from, to: this.#to } : null,
      environments: built
        .map(({ environment }) => environment)
        .sort((left, right) => left.first - right.first),
      errors: this.#errors.all(),
      series: this.#series.all(),
      gaps: this.#gaps.all(),
      totals: { files: this.#files.size, ...this.#totals, duplicates: this.#duplicates.count },
    };
  }

  #document(event: LogEvent, document: Document): void {
    let line: Line;
    try {
      line = lineOf(document);
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      this.#gaps.add("no-such-line", { origin: originOf(event, null) });
      this.#options.onProblem?.({
        file: event.file,
        line: event.line,
        message: `an Outcrop line ${error.message}; it was left out`,
      });
      return;
    }
    this.#functionNames.see(line.functionName);
    if (line.type === "diagnostic" || !asksFor(this.#options, line.functionName)) return;
    const at = plausible(line.at) ?? plausible(event.timestamp);
    if (!isInTime(this.#options, at, line.functionName, this.#gaps)) return;
    if (this.#duplicates.hasLine(line, document)) return;
    this.#totals.outcropLines++;
    if (line.schema > 1)
      this.#gaps.add("newer-schema", { functionName: line.functionName, origin: originOf(event, at) });
    if (line.truncated)
      this.#gaps.add("truncated-line", { functionName: line.functionName, origin: originOf(event, at) });
    const environment = this.#environmentOf(line, event);
    if (environment === null) {
      this.#gaps.add("limit", { functionName: line.functionName });
      return;
    }
    if (at === null) this.#gaps.add("no-times", { functionName: line.functionName });
    else {
      environment.seenAt(at);
      this.#span(at);
    }
    this.#streams.line(event, environment);
    this.#line(line, environment, at, event);
  }

  #line(line: Line, environment: EnvironmentBuilder, time: number | null, event: LogEvent): void {
    const at = time ?? 0;
    const origin = (): Origin => originOf(event, time);
    switch (line.type) {
      case "environment":
        environment.facts = line;
        break;
      case "resolution": {
        const number = this.#copies.numberOf(line, at, origin);
        if (number === null) this.#gaps.add("limit", { functionName: line.functionName });
        else environment.resolution(number, at);
        break;
      }
      case "finding": {
        const observed = this.#findings.observe(line, at, origin);
        if (observed === null) this.#gaps.add("limit", { functionName: line.functionName });
        else environment.finding(observed);
        break;
      }
      case "invocation":
        this.#invocation(line, environment, time, event);
        break;
      case "failure":
        this.#errors.failure(line, time, event, environment);
        break;
      case "shutdown":
        environment.shutdown = { reason: line.reason, at };
        environment.announcedInvocations = line.invocations;
        break;
    }
  }

  #invocation(
    line: LineOf<"invocation">,
    environment: EnvironmentBuilder,
    at: number | null,
    event: LogEvent,
  ): void {
    environment.invocation(line, at ?? 0, this.#copies);
    this.#firstInvocations.tell(`${line.functionName}\n${line.fingerprint}`, at ?? 0, () =>
      originOf(event, at),
    );
    this.#totals.invocations++;
    if (line.failed) this.#totals.failed++;
    const { functionName, functionVersion, fingerprint } = line;
    if (at !== null) this.#series.add({ functionName, functionVersion, fingerprint }, at, line.failed);
    const invoked = { environment, fingerprint, failed: line.failed };
    this.#errors.invocation(line.requestId, invoked, event);
    this.#reportsOfRequests.tell(line.requestId, invoked);
  }

  #platform(event: LogEvent, record: PlatformRecord): void {
    const at = plausible(event.timestamp);
    if (!this.#takes(event, at)) return;
    if (at !== null) this.#span(at);
    if (record.type === "init-start") {
      this.#streams.initStart(event, { version: record.runtimeVersion, arn: record.runtimeVersionArn });
      return;
    }
    const error = platformErrorOf(record);
    if (record.type === "init-report" && error !== null) this.#errors.initFailed(event);
    if (error !== null) this.#error(event, error);
    if (record.type !== "report") return;
    this.#errors.reported(record.requestId, record.status !== "success", event);
    if (this.#duplicates.hasReport(record.requestId, record.durationMs, at)) return;
    this.#totals.reports++;
    this.#reportsOfRequests.wait(record.requestId, {
      failed: record.status !== "success",
      event: kept(event),
    });
  }

  /** A report whose invocation has no line of Outcrop's. */
  #unansweredReport({ failed, event }: WaitingReport): void {
    const at = plausible(event.timestamp);
    const owner = this.#streams.environmentOf(event);
    const { functionName, functionVersion } = this.#functionOf(event, owner);
    // Only where the export names no stream, which is a gap of its own.
    if (functionName === null || !asksFor(this.#options, functionName)) return;
    const fingerprint = owner === null ? null : owner.silentInvocation(at ?? owner.last, failed);
    this.#totals.invocations++;
    if (failed) this.#totals.failed++;
    if (at !== null)
      this.#series.add({ functionName, functionVersion: functionVersion ?? "?", fingerprint }, at, failed);
  }

  #error(event: LogEvent, error: FunctionError): void {
    const at = plausible(error.at) ?? plausible(event.timestamp);
    if (at !== null) this.#span(at);
    if (!this.#duplicates.hasError(error, at, event.logStream)) this.#errors.error(error, event);
  }

  #functionOf(event: LogEvent, owner: EnvironmentBuilder | null): FunctionOf {
    const alone = owner ?? this.#streams.functionOf(event);
    return {
      functionName: alone?.functionName ?? functionOfGroup(event.logGroup),
      functionVersion: alone?.functionVersion ?? null,
    };
  }

  #environmentOf(line: Line, event: LogEvent): EnvironmentBuilder | null {
    let environment = this.#environments.get(line.environment);
    if (environment === undefined) {
      if (this.#environments.size >= maxEnvironments) return null;
      environment = new EnvironmentBuilder(line, event);
      this.#environments.set(line.environment, environment);
    }
    environment.placeAt(event);
    return environment;
  }

  #span(at: number): void {
    this.#from = Math.min(this.#from, at);
    this.#to = Math.max(this.#to, at);
  }
}

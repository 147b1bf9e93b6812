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
import type { EnvironmentBuilder } from "./environment-builder.ts";
import { Environments } from "./environments.ts";
import { Extent } from "./extent.ts";
import { Findings } from "./findings.ts";
import { type FunctionError, functionErrorOf, isErrorWithoutStack } from "./function-error.ts";
import { FunctionNames } from "./function-names.ts";
import { Gaps } from "./gaps.ts";
import { Invocations } from "./invocations.ts";
import { type Line, lineOf, type ResolutionFields } from "./line.ts";
import { LoadTimeSums } from "./load-times.ts";
import { lookForGaps } from "./look-for-gaps.ts";
import { mentionsOutcrop } from "./mentions.ts";
import type { Incident, Origin } from "./model.ts";
import { originOf, plausible } from "./origin.ts";
import { platformErrorOf } from "./platform-error.ts";
import { type Document, LineError } from "./reader.ts";
import { type FunctionOf, RequestErrors } from "./request-errors.ts";
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

export class IncidentBuilder {
  readonly #options: BuildOptions;
  readonly #duplicates = new Duplicates();
  readonly #copies = new Copies();
  readonly #findings = new Findings();
  readonly #series = new TimeSeries();
  readonly #streams = new Streams();
  readonly #errors = new RequestErrors(this.#streams, (event, owner) => this.#concernedBy(event, owner));
  readonly #blocks = new StackBlocks((error, event) => this.#functionError(event, error));
  readonly #gaps = new Gaps();
  readonly #loadTimes = new LoadTimeSums();
  readonly #environments = new Environments(this.#series);
  readonly #invocations = new Invocations({
    copies: this.#copies,
    series: this.#series,
    writerOf: (event) => {
      const environment = this.#streams.environmentOf(event);
      const concerned = this.#concernedBy(event, environment);
      return concerned === null ? null : { ...concerned, environment };
    },
  });
  readonly #functionNames = new FunctionNames();
  readonly #extent = new Extent();
  #outcropLines = 0;
  #reports = 0;
  #unread = 0;
  #cut = 0;

  constructor(options: BuildOptions) {
    this.#options = options;
  }

  add(event: LogEvent): void {
    const document = outcropDocumentOf(event.message);
    if (document !== null) {
      this.#extent.count(event);
      this.#document(event, document);
      return;
    }
    const record = platformRecordOf(event.message);
    // What these say is in the REPORT too.
    if (record?.type === "start" || record?.type === "end") return;
    const isCut = record === null && event.message.includes('"outcrop":"');
    const error = record === null && !isCut ? functionErrorOf(event.message) : null;
    if (record === null && error === null && !isCut && mentionsOutcrop(event.message)) {
      this.#extent.count(event);
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
    this.#extent.count(event);
    return isInTime(this.#options, at, null, this.#gaps);
  }

  /** Also those that were not asked for. */
  get functionNames(): readonly string[] {
    return this.#functionNames.all();
  }

  finish(): Incident {
    this.#blocks.end();
    this.#errors.end();
    this.#invocations.end();
    for (const builder of this.#environments.all()) builder.end();
    const built = this.#environments.all().map((builder) => ({
      builder,
      ...builder.build(this.#copies, this.#invocations.first),
    }));
    const leftOut = Number(this.#errors.full) + Number(this.#series.full);
    const { files, events, streamless, span } = this.#extent;
    this.#gaps.add("no-streams", {}, streamless);
    const totals = {
      events,
      outcropLines: this.#outcropLines,
      ...this.#invocations.totals,
      reports: this.#reports,
    };
    lookForGaps(
      this.#gaps,
      built,
      { ...totals, unread: this.#unread, cut: this.#cut },
      this.#duplicates.full,
      leftOut,
    );
    return {
      span,
      environments: built
        .map(({ environment }) => environment)
        .sort((left, right) => left.first - right.first),
      errors: this.#errors.all(),
      series: this.#series.all(),
      loadTimes: this.#loadTimes.all(),
      gaps: this.#gaps.all(),
      totals: { files, ...totals, duplicates: this.#duplicates.count },
    };
  }

  #document(event: LogEvent, document: Document): void {
    let line: Line;
    try {
      line = lineOf(document);
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      this.#problem(event, error.message, "it was left out");
      return;
    }
    this.#functionNames.see(line.functionName);
    if (line.type === "diagnostic" || !asksFor(this.#options, line.functionName)) return;
    const at = plausible(line.at) ?? plausible(event.timestamp);
    if (!isInTime(this.#options, at, line.functionName, this.#gaps)) return;
    if (this.#duplicates.hasLine(line, document)) return;
    this.#outcropLines++;
    if (line.schema > 1)
      this.#gaps.add("newer-schema", { functionName: line.functionName, origin: originOf(event, at) });
    if (line.truncated)
      this.#gaps.add("truncated-line", { functionName: line.functionName, origin: originOf(event, at) });
    const environment = this.#environments.of(line, event);
    if (environment === null) {
      this.#gaps.add("limit", { functionName: line.functionName });
      return;
    }
    if (at === null) this.#gaps.add("no-times", { functionName: line.functionName });
    else {
      environment.seenAt(at);
      this.#extent.reaches(at);
    }
    this.#streams.line(event, environment);
    this.#line(line, environment, at, event);
  }

  /** @param what in words that follow "an Outcrop line " */
  #problem(event: LogEvent, what: string, consequence: string): void {
    this.#gaps.add("no-such-line", { origin: originOf(event, null) });
    this.#options.onProblem?.({
      file: event.file,
      line: event.line,
      message: `an Outcrop line ${what}; ${consequence}`,
    });
  }

  #resolution(
    resolution: ResolutionFields,
    { functionName }: Line,
    environment: EnvironmentBuilder,
    at: number,
    origin: () => Origin,
  ): void {
    const number = this.#copies.numberOf(resolution, at, origin);
    if (number === null) this.#gaps.add("limit", { functionName });
    else environment.resolution(number, at);
  }

  #line(line: Line, environment: EnvironmentBuilder, time: number | null, event: LogEvent): void {
    const at = time ?? 0;
    const origin = (): Origin => originOf(event, time);
    switch (line.type) {
      case "environment":
        environment.facts = line;
        break;
      case "inventory":
        for (const resolution of line.resolutions)
          this.#resolution(resolution, line, environment, at, origin);
        if (line.problem !== null) this.#problem(event, line.problem, "part of it was left out");
        break;
      case "init":
        if (!this.#loadTimes.add(line.functionName, line))
          this.#gaps.add("limit", { functionName: line.functionName });
        break;
      case "resolution":
        this.#resolution(line, line, environment, at, origin);
        break;
      case "finding": {
        const observed = this.#findings.observe(line, at, origin);
        if (observed === null) this.#gaps.add("limit", { functionName: line.functionName });
        else environment.finding(observed);
        break;
      }
      case "invocation":
        this.#errors.invocation(
          line.requestId,
          this.#invocations.line(line, environment, time, event),
          event,
        );
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

  #platform(event: LogEvent, record: PlatformRecord): void {
    const at = plausible(event.timestamp);
    if (!this.#takes(event, at)) return;
    if (at !== null) this.#extent.reaches(at);
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
    this.#reports++;
    this.#invocations.report(record, event);
  }

  #error(event: LogEvent, error: FunctionError): void {
    const at = plausible(error.at) ?? plausible(event.timestamp);
    if (at !== null) this.#extent.reaches(at);
    if (!this.#duplicates.hasError(error, at, event.logStream)) this.#errors.error(error, event);
  }

  /** The function of an event, as far as it is known. Null for one that was not asked for. */
  #concernedBy(event: LogEvent, owner: EnvironmentBuilder | null): FunctionOf | null {
    const alone = owner ?? this.#streams.functionOf(event);
    const functionName = alone?.functionName ?? functionOfGroup(event.logGroup);
    if (functionName !== null && !asksFor(this.#options, functionName)) return null;
    return { functionName, functionVersion: alone?.functionVersion ?? null };
  }
}

/** Makes lines of what was observed. Nothing new costs nothing: no computation, and at most one line. */

import { docsAddress } from "../core/docs-address.ts";
import { explainFailure } from "../core/explain/explain.ts";
import type { LoadedCopy } from "../core/findings/engine/analysis.ts";
import type { Finding } from "../core/findings/finding.ts";
import { findingKinds, fixOf, messageOf } from "../core/findings/finding.ts";
import type { FailureRecord, ResolutionRecord } from "../core/journal/records.ts";
import type { Coverage } from "../core/telemetry/coverage.ts";
import { failureLine } from "../core/telemetry/failure.ts";
import { partsOf } from "../core/telemetry/inventory.ts";
import { type EndedBy, findingLine, type InvocationLine } from "../core/telemetry/lines.ts";
import {
  type Findings,
  initFailureData,
  type Measured,
  type MetricData,
  metricData,
} from "../core/telemetry/metrics.ts";
import { environmentLine, environmentMessage, type Host } from "./environment-facts.ts";
import { Folding, type Told } from "./folding.ts";
import type { LineWriter } from "./line-writer.ts";
import type { LoadTimes } from "./load-times.ts";
import type { LoadedCode } from "./loaded-code.ts";
import type { Observation } from "./observation.ts";
import type { Settings } from "./settings.ts";

export interface Invocation {
  readonly requestId: string;
  readonly endedBy: EndedBy;
  readonly failed: boolean;
  readonly failures: readonly FailureRecord[];
  /** How long the environment was held for this invocation up to now, in milliseconds. */
  readonly overheadMs: () => number;
}

export class Reporter {
  readonly #writer: LineWriter;
  readonly #settings: Settings;
  readonly #observation: Observation;
  readonly #host: Host;
  readonly #folding: Folding;
  /** Null until the environment's line is written. */
  #coverage: Coverage | null = null;
  readonly #code: LoadedCode;
  readonly #loadTimes: LoadTimes;
  #invocations = 0;
  /** In the last invocation's line. */
  #modulesTold = -1;
  #fingerprintTold = "";
  readonly #modulesWritten = new Set<string>();

  constructor(
    writer: LineWriter,
    settings: Settings,
    observation: Observation,
    host: Host,
    code: LoadedCode,
    loadTimes: LoadTimes,
  ) {
    this.#writer = writer;
    this.#settings = settings;
    this.#observation = observation;
    this.#host = host;
    this.#code = code;
    this.#loadTimes = loadTimes;
    this.#folding = new Folding(settings.emit);
  }

  /** Writes the environment if it is due, new copies and new findings, in steps. Returns how many of each. */
  *news(resolutions: readonly ResolutionRecord[]): Generator<void, { copies: number; findings: number }> {
    yield* this.#code.reading(resolutions);
    if (this.#coverage === null) {
      const line = environmentLine(this.#host, this.#observation, this.#code);
      this.#coverage = line.coverage;
      this.#writer.write("info", environmentMessage(line), line);
    }
    const { copies, findings } = yield* this.#observation.analysis.settling();
    yield* this.#initTime();
    if (this.#settings.detail === "inventory") yield* this.#inventory(copies);
    for (const copy of this.#toWrite(copies)) {
      this.#resolution(copy);
      yield;
    }
    if (this.#settings.detail === "modules") {
      for (const record of resolutions) {
        this.#module(record);
        yield;
      }
    }
    for (const finding of findings) {
      this.#finding(finding);
      yield;
    }
    return { copies: copies.length, findings: findings.length };
  }

  *invocation(invocation: Invocation, news: { copies: number; findings: number }): Generator<void, void> {
    const { analysis } = this.#observation;
    for (const failure of invocation.failures) {
      yield* this.failure(failure, "invoke", invocation.requestId);
    }
    const coldStart = this.#invocations++ === 0;
    const observed = invocation.endedBy !== "unobserved";
    const { modules } = analysis.totals;
    const fingerprints = this.#code.fingerprints();
    const isNew =
      fingerprints.fingerprint !== this.#fingerprintTold || (observed && modules !== this.#modulesTold);
    const eventful = coldStart || invocation.failed || news.copies + news.findings > 0 || isNew;
    const told: Told = {
      requestId: invocation.requestId,
      endedBy: invocation.endedBy,
      at: Date.now(),
      overheadMs: invocation.overheadMs(),
      findings: observed ? this.#counts() : null,
      further: 0,
    };
    for (const due of this.#folding.due(told, eventful)) if (due !== told || !eventful) this.#uneventful(due);
    if (!eventful) return;
    const loaded = !observed || modules === this.#modulesTold ? null : analysis.totals;
    if (observed) this.#modulesTold = modules;
    this.#fingerprintTold = fingerprints.fingerprint;
    this.#writer.write("info", coldStart ? "cold start" : "invocation", {
      outcrop: "invocation",
      request_id: told.requestId,
      ...(coldStart ? { cold_start: true } : {}),
      ...(invocation.failed ? { failed: true } : {}),
      ...endOf(told),
      ...(news.copies > 0 ? { new_copies: news.copies } : {}),
      ...(news.findings > 0 ? { new_findings: news.findings } : {}),
      ...fingerprints,
      ...this.#metrics(told, { loaded, first: coldStart, eventful }),
    });
  }

  #uneventful(told: Told): void {
    const metrics = this.#metrics(told, { loaded: null, first: false, eventful: false });
    // Its time is that of its metrics.
    const message = metrics._aws === undefined ? "invocation" : "";
    const end = endOf(told);
    this.#writer.write("info", message, {
      outcrop: "invocation",
      request_id: told.requestId,
      ...end,
      ...metrics,
    });
  }

  #metrics(told: Told, more: Pick<Measured, "loaded" | "first" | "eventful">): MetricData {
    const { findings, further, overheadMs, at } = told;
    const measured = { findings, coverage: this.#coverage, further, overheadMs, ...more };
    return metricData(measured, at, this.#settings.metrics);
  }

  /** In steps. */
  *failure(
    failure: FailureRecord,
    phase: "init" | "invoke",
    requestId: string | null,
  ): Generator<void, void> {
    const { analysis, lastLoads } = this.#observation;
    const known = {
      findings: analysis.findings,
      files: this.#host.files,
      texts: analysis.copyTexts,
      copyOf: (path: string) => analysis.copyOf(path),
      usersOf: (copy: string) => this.#observation.usersOf(copy),
      modulesOf: (copy: string) => analysis.modulesOf(copy),
    };
    const explanation = yield* explainFailure(failure, known);
    const line = failureLine(failure, phase, requestId, lastLoads, explanation);
    this.#writer.write(
      "error",
      `${phase} failed with ${failure.code ?? failure.name}. ${line.explanation}`,
      line,
    );
    yield;
  }

  /** @param initFailed no invocation can have the metrics of this environment */
  shutdown(reason: string, initFailed: boolean): void {
    for (const told of this.#folding.end()) this.#uneventful(told);
    const { analysis, shimMs, main } = this.#observation;
    const { modules, copies } = analysis.totals;
    const findings = main === null ? null : this.#counts();
    const what = initFailed
      ? "shutdown after an init that failed"
      : `shutdown after ${this.#invocations} invocations`;
    this.#writer.write("info", what, {
      outcrop: "shutdown",
      reason,
      invocations: this.#invocations,
      modules,
      copies,
      findings: analysis.findings.length,
      ...this.#code.fingerprints(),
      shim_ms: shimMs,
      ...(initFailed ? initFailureData(findings, this.#coverage, Date.now()) : {}),
    });
  }

  #counts(): Findings {
    const { analysis } = this.#observation;
    return { counts: analysis.counts("warning"), errors: analysis.counts("error") };
  }

  /** The copies that have a line of their own. No module's line names a bundled one. */
  #toWrite(copies: readonly LoadedCopy[]): readonly LoadedCopy[] {
    const { detail } = this.#settings;
    if (detail === "modules") return copies.filter(({ how }) => how === "bundled");
    return detail === "packages" ? copies : [];
  }

  *#initTime(): Generator<void, void> {
    const line = this.#settings.loadTime === "1" ? yield* this.#loadTimes.reading() : null;
    if (line !== null) this.#writer.write("info", `the init took ${line.init_ms} ms`, line);
  }

  *#inventory(copies: readonly LoadedCopy[]): Generator<void, void> {
    const parts = yield* partsOf(copies);
    for (const [index, { truncated, ...part }] of parts.entries()) {
      const isAlone = parts.length === 1;
      const which = isAlone ? "" : `, part ${index + 1} of ${parts.length}`;
      this.#writer.write("info", `${copies.length} new ${copies.length === 1 ? "copy" : "copies"}${which}`, {
        outcrop: "inventory",
        ...(isAlone ? {} : { part: index + 1, parts: parts.length }),
        ...part,
        ...(truncated ? { truncated } : {}),
      });
      yield;
    }
  }

  #resolution(copy: LoadedCopy): void {
    const { specifier, ...rest } = copy;
    this.#writer.write("info", `${nameOf(copy)} from ${copy.root}`, {
      outcrop: "resolution",
      ...rest,
      ...(specifier === copy.package ? {} : { specifier }),
    });
  }

  #module(record: ResolutionRecord): void {
    if (record.how === "require.resolve" || this.#modulesWritten.has(record.path)) return;
    this.#modulesWritten.add(record.path);
    const copy = this.#observation.analysis.copyOf(record.path);
    const { how, importer, specifier, path: module } = record;
    this.#writer.write("info", `${nameOf(copy)} from ${copy.root}`, {
      outcrop: "resolution",
      ...copy,
      modules: 1,
      module,
      importer,
      specifier,
      how,
    });
  }

  #finding(finding: Finding): void {
    const { family, docs } = findingKinds[finding.code];
    this.#writer.write(
      finding.severity,
      messageOf(finding),
      findingLine(finding, family, docsAddress(docs), fixOf(finding)),
    );
  }
}

function endOf({ endedBy }: Told): Pick<InvocationLine, "ended_by"> {
  return endedBy === "end-mark" ? {} : { ended_by: endedBy };
}

function nameOf({ package: name, version }: { package: string; version: string | null }): string {
  return version === null ? name : `${name}@${version}`;
}

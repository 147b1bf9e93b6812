/** Makes lines of what was observed. Nothing new costs nothing: no computation, and at most one line. */

import { explainFailure } from "../core/explain/explain.ts";
import type { LoadedCopy } from "../core/findings/engine/analysis.ts";
import type { Finding } from "../core/findings/finding.ts";
import { findingKinds, fixOf, messageOf } from "../core/findings/finding.ts";
import type { FailureRecord, ResolutionRecord } from "../core/journal/records.ts";
import { failureLine } from "../core/telemetry/failure.ts";
import { type EndedBy, findingLine } from "../core/telemetry/lines.ts";
import { metricData } from "../core/telemetry/metrics.ts";
import { environmentLine, environmentMessage, type Host } from "./environment-facts.ts";
import type { LineWriter } from "./line-writer.ts";
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
  #environmentWritten = false;
  #invocations = 0;
  /** In the last invocation's line. */
  #modulesTold = -1;
  readonly #modulesWritten = new Set<string>();

  constructor(writer: LineWriter, settings: Settings, observation: Observation, host: Host) {
    this.#writer = writer;
    this.#settings = settings;
    this.#observation = observation;
    this.#host = host;
  }

  /** Whether the environment has had an invocation. */
  get invoked(): boolean {
    return this.#invocations > 0;
  }

  /** Writes the environment if it is due, new copies and new findings, in steps. Returns how many of each. */
  *news(resolutions: readonly ResolutionRecord[]): Generator<void, { copies: number; findings: number }> {
    if (!this.#environmentWritten) {
      this.#environmentWritten = true;
      const line = environmentLine(this.#host, this.#observation);
      this.#writer.write("info", environmentMessage(line), line);
    }
    const { copies, findings } = yield* this.#observation.analysis.settling();
    if (this.#settings.detail === "packages") {
      for (const copy of copies) {
        this.#resolution(copy);
        yield;
      }
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
    const changed = coldStart || invocation.failed || news.copies + news.findings > 0;
    if (this.#settings.emit === "on-change" && !changed) return;
    const observed = invocation.endedBy !== "unobserved";
    const loaded = !observed || analysis.totals.modules === this.#modulesTold ? null : analysis.totals;
    if (observed) this.#modulesTold = analysis.totals.modules;
    const findings = observed
      ? { counts: analysis.counts("warning"), errors: analysis.counts("error") }
      : null;
    const overheadMs = invocation.overheadMs();
    this.#writer.write("info", coldStart ? "cold start" : "invocation", {
      outcrop: "invocation",
      request_id: invocation.requestId,
      cold_start: coldStart,
      failed: invocation.failed,
      ended_by: invocation.endedBy,
      new_copies: news.copies,
      new_findings: news.findings,
      fingerprint: analysis.fingerprint(),
      ...metricData({ findings, loaded, overheadMs }, Date.now()),
    });
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

  shutdown(reason: string): void {
    const { analysis, shimMs } = this.#observation;
    const { modules, copies } = analysis.totals;
    this.#writer.write("info", `shutdown after ${this.#invocations} invocations`, {
      outcrop: "shutdown",
      reason,
      invocations: this.#invocations,
      modules,
      copies,
      findings: analysis.findings.length,
      fingerprint: analysis.fingerprint(),
      shim_ms: shimMs,
    });
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
      findingLine(finding, family, docs, fixOf(finding)),
    );
  }
}

function nameOf({ package: name, version }: { package: string; version: string | null }): string {
  return version === null ? name : `${name}@${version}`;
}

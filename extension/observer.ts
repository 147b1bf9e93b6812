/** What is made of each event: the journal is read, core asked for findings, lines written. A fault is told once and ends nothing. */
import { setFlagsFromString } from "node:v8";
import type { Identity } from "../core/events/lines.ts";
import { readAcceptances } from "../core/findings/accept.ts";
import { Analysis } from "../core/findings/analysis.ts";
import type { FailureRecord } from "../core/journal/records.ts";
import type { Problem } from "../core/layout/problem.ts";
import { Diagnostics } from "./diagnostics.ts";
import { inspection } from "./inspection.ts";
import type { InvocationEnd } from "./invocation-end.ts";
import { removeLeftovers } from "./journal-files.ts";
import { JournalReader } from "./journal-reader.ts";
import { lastWords } from "./last-words.ts";
import type { Start } from "./lifecycle.ts";
import { LineWriter } from "./line-writer.ts";
import { nodeFileSystem } from "./node-file-system.ts";
import { Observation } from "./observation.ts";
import { Reporter } from "./reporter.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { RuntimeDone } from "./telemetry-listener.ts";
import { verdictAtShutdown, verdictOn } from "./verdict.ts";

const maxOfInit = 100;

export class Observer {
  readonly #diagnostics = new Diagnostics();
  readonly #settings: Settings;
  readonly #identity: Identity;
  readonly #observation: Observation;
  readonly #reporter: Reporter;
  /** Managed Instances: what nobody caught while no thread had asked for an invocation. */
  #ofInit: readonly FailureRecord[] = [];

  /** @param environment names it in every line, also in those that are written without an observer */
  constructor({ registration, files, sysroot }: Start, environment: string) {
    // With the launcher's --no-opt: short work needs no optimised code. Here, since a Node that does not know it would end at the command line.
    setFlagsFromString("--no-maglev");
    const { report } = this.#diagnostics;
    const { env } = process;
    this.#settings = readSettings(env, report);
    this.#identity = {
      environment,
      function_name: registration.functionName,
      function_version: registration.functionVersion,
    };
    const onProblem = ({ path, what }: Problem): void => report(`${path} ${what}`);
    const accept = readAcceptances(nodeFileSystem, `${sysroot}/var/task/outcrop.json`, onProblem);
    const analysis = new Analysis({ files: nodeFileSystem, layout: { sysroot, ...libraryPath(env) }, accept, onProblem });
    this.#observation = new Observation(new JournalReader(files.journal, report), analysis, report);
    this.#reporter = new Reporter(new LineWriter(this.#identity, report), this.#settings, this.#observation, {
      files: nodeFileSystem,
      sysroot,
      env,
      registerMs: registration.tookMs,
    });
    for (const record of lastWords(sysroot)) analysis.observe(record);
    analysis.observeDeath();
    removeLeftovers(sysroot);
  }

  /** Reads ahead: done while the function still runs, where it costs nobody time. */
  fetch(): void {
    this.#observation.fetch();
  }

  /** @param endedAt `performance.now()` when the end was seen */
  invocation(requestId: string, end: InvocationEnd | null, endedAt: number): Promise<void> {
    return this.#round(() => {
      if (end?.mark) this.#observation.mark(end.mark);
      const { exit, failures: journaled, resolutions } = this.#observation.read();
      const exited = exit !== null;
      if (exited || isDeath(end)) this.#observation.analysis.observeDeath();
      this.#observation.analysis.inspectLatent(inspection);
      const news = this.#reporter.news(resolutions);
      const answered = end?.mark?.failure != null ? this.#observation.failure(end.mark.failure) : undefined;
      this.#reporter.invocation(
        {
          requestId,
          endedBy: exited ? "exit" : (end?.endedBy ?? "unobserved"),
          ...verdictOn(end, exited, answered, journaled),
          endedAt,
        },
        news,
      );
    });
  }

  /** Invocations that the platform has reported become lines. */
  reported(reported: readonly RuntimeDone[]): Promise<void> {
    return this.#round(() => {
      const endedAt = performance.now();
      const { failures, resolutions, ended } = this.#observation.read();
      if (failures.length + resolutions.length + reported.length === 0) return;
      if (reported.length > 0) this.#observation.analysis.inspectLatent(inspection);
      let news = this.#reporter.news(resolutions);
      const { serving } = this.#observation;
      // A worker thread of the function's own is not one that serves: its errors reach its listeners.
      const told = failures.filter(({ phase, thread }) => phase === "invoke" || (ended.has(thread) && serving.has(thread)));
      for (const failure of told) this.#reporter.failure(failure, "invoke", null);
      if (serving.size === 0) this.#ofInit = [...this.#ofInit, ...failures.filter((failure) => !told.includes(failure))].slice(-maxOfInit);
      for (const { requestId, status } of reported) {
        this.#reporter.invocation({ requestId, endedBy: "telemetry", failed: status !== "success", failures: [], endedAt }, news);
        news = { copies: 0, findings: 0 };
      }
    });
  }

  shutdown(reason: string): Promise<void> {
    return this.#round(() => {
      const { failures, resolutions, exit } = this.#observation.read();
      this.#observation.analysis.observeDeath();
      this.#reporter.news(resolutions);
      const phase = this.#reporter.invoked ? "invoke" : "init";
      const broken = this.#observation.serving.size === 0 || (exit?.exitCode ?? 0) !== 0 || reason.toLowerCase() !== "spindown";
      const journaled = [...this.#ofInit, ...failures];
      for (const failure of verdictAtShutdown(journaled, broken)) this.#reporter.failure(failure, phase, null);
      this.#reporter.shutdown(reason);
    });
  }

  async #round(work: () => void): Promise<void> {
    try {
      work();
    } catch (error) {
      this.#diagnostics.report(`a fault of Outcrop's own: ${error instanceof Error ? (error.stack ?? error.name) : typeof error}`);
    }
    try {
      await this.#diagnostics.flush(this.#identity, this.#settings.logLevel);
    } catch {}
  }
}

/** The function's, which the launcher hands over by another name so that it does not reach this process's own libraries. */
function libraryPath({ OUTCROP_INTERNAL_LIBRARY_PATH: libraryPath }: NodeJS.ProcessEnv): { libraryPath?: string } {
  return libraryPath === undefined ? {} : { libraryPath };
}

/** The kernel or the platform says that the process is gone. */
function isDeath(end: InvocationEnd | null): boolean {
  return end?.endedBy === "death" || (end !== null && end.status !== null && end.status !== "success" && end.status !== "failure");
}

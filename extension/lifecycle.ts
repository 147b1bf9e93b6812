/**
 * The extension's life after `register`: subscribe, then one round for each invocation, then SHUTDOWN. A fault in a round is reported and never
 * ends the loop.
 */

import { setFlagsFromString } from "node:v8";
import type { Identity } from "../core/events/lines.ts";
import { readAcceptances } from "../core/findings/accept.ts";
import { Analysis } from "../core/findings/analysis.ts";
import { endMarkName, sysrootVariable } from "../core/journal/location.ts";
import type { Problem } from "../core/layout/problem.ts";
import { Diagnostics } from "./diagnostics.ts";
import { EndMarkWatch } from "./end-mark-watch.ts";
import { environmentId } from "./environment-id.ts";
import { ExtensionsApi, type InvokeEvent, type ShutdownEvent } from "./extensions-api.ts";
import { inspection } from "./inspection.ts";
import { type InvocationEnd, InvocationEnds } from "./invocation-end.ts";
import { type JournalFiles, removeJournalFiles, removeLeftovers } from "./journal-files.ts";
import { JournalReader } from "./journal-reader.ts";
import { lastWords } from "./last-words.ts";
import { LineWriter } from "./line-writer.ts";
import { nodeFileSystem } from "./node-file-system.ts";
import { Observation } from "./observation.ts";
import type { Registration } from "./registration.ts";
import { Reporter } from "./reporter.ts";
import { readSettings, type Settings } from "./settings.ts";
import { listenForTelemetry, type RuntimeDone } from "./telemetry-listener.ts";

/** How often the journal is read where there are no INVOKE events (Managed Instances), in milliseconds. */
const timedEmissionMs = 5_000;

/** How long the platform's reports of the last invocations are waited for at SHUTDOWN: they are buffered for 25 ms (Telemetry API). */
const stragglersMs = 200;

/** More reports than this between two rounds are dropped. */
const maxReported = 10_000;

export interface Start {
  /** AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  readonly registration: Registration;
  readonly files: JournalFiles;
  /** From the process's start to the answer to `register`. */
  readonly registerMs: number;
}

export async function runLifecycle(start: Start): Promise<void> {
  // With the launcher's --no-opt: short work needs no optimised code. Here, since a Node that does not know it would end at the command line.
  setFlagsFromString("--no-maglev");
  const lifecycle = new Lifecycle(start);
  await lifecycle.subscribe();
  return lifecycle.live();
}

class Lifecycle {
  readonly #api: ExtensionsApi;
  readonly #files: JournalFiles;
  /** Whether INVOKE events come. */
  readonly #hasInvocations: boolean;
  readonly #diagnostics = new Diagnostics();
  readonly #settings: Settings;
  readonly #identity: Identity;
  readonly #ends: InvocationEnds;
  readonly #observation: Observation;
  readonly #reporter: Reporter;
  /** Managed Instances: invocations the platform reported since the last round. */
  #reported: RuntimeDone[] = [];

  constructor(start: Start) {
    const { address, registration, files, registerMs } = start;
    const { report } = this.#diagnostics;
    const { env } = process;
    const sysroot = env[sysrootVariable] ?? "";
    process.stdout.on("error", () => {});
    this.#api = new ExtensionsApi(address, registration.identifier);
    this.#files = files;
    this.#hasInvocations = registration.invocations;
    this.#settings = readSettings(env, report);
    this.#identity = {
      environment: environmentId(),
      function_name: registration.functionName,
      function_version: registration.functionVersion,
    };
    this.#ends = new InvocationEnds(new EndMarkWatch(files.endMark, `${files.folder}/${endMarkName}`));
    const onProblem = ({ path, what }: Problem): void => report(`${path} ${what}`);
    const accept = readAcceptances(nodeFileSystem, `${sysroot}/var/task/outcrop.json`, onProblem);
    const analysis = new Analysis({ files: nodeFileSystem, layout: { sysroot, ...libraryPath(env) }, accept, onProblem });
    this.#observation = new Observation(new JournalReader(files.journal, report), analysis, report);
    this.#reporter = new Reporter(new LineWriter(this.#identity), this.#settings, this.#observation, {
      files: nodeFileSystem,
      sysroot,
      env,
      registerMs,
    });
    for (const record of lastWords(sysroot)) analysis.observe(record);
    analysis.observeDeath();
    removeLeftovers(sysroot);
  }

  /** Telemetry API: possible only before the first `next`. */
  async subscribe(): Promise<void> {
    try {
      const listener = await listenForTelemetry({
        runtimeDone: (done) => this.#ends.runtimeDone(done),
        report: (done) => {
          if (!this.#hasInvocations && this.#reported.length < maxReported) this.#reported.push(done);
        },
      });
      if (listener !== null && !(await this.#api.subscribe(listener.uri))) listener.close();
    } catch {
      // The end mark is signal enough.
    }
  }

  async live(): Promise<void> {
    const timer = this.#hasInvocations ? undefined : setInterval(() => void this.timedRound(), timedEmissionMs);
    for (;;) {
      const event = await this.#api.next();
      if (event.eventType === "INVOKE") {
        await this.invocation(event);
      } else {
        clearInterval(timer);
        return this.shutdown(event);
      }
    }
  }

  invocation(event: InvokeEvent): Promise<void> {
    return this.#round(async () => {
      this.#observation.fetch();
      const end = this.#observation.attached ? await this.#ends.of(event.requestId, event.deadlineMs) : null;
      const endedAt = performance.now();
      if (end?.mark) this.#observation.mark(end.mark);
      const { exit, failures: journaled, resolutions } = this.#observation.read();
      const exited = exit !== null;
      if (exited || isDeath(end)) this.#observation.analysis.observeDeath();
      this.#observation.analysis.inspectLatent(inspection);
      const news = this.#reporter.news(resolutions);
      const answered = end?.mark?.failure != null ? this.#observation.failure(end.mark.failure) : undefined;
      const uncaught = journaled.filter(({ phase }) => phase === "uncaught");
      const failures = answered === undefined ? uncaught : [...uncaught, answered];
      this.#reporter.invocation(
        {
          requestId: event.requestId,
          endedBy: exited ? "exit" : (end?.endedBy ?? "unobserved"),
          failed: failures.length > 0 || exited || end?.endedBy === "deadline" || isDeath(end),
          failures,
          endedAt,
        },
        news,
      );
    });
  }

  /** One round without an event: what the platform reported since the last one becomes `invocation` lines. */
  timedRound(): Promise<void> {
    return this.#round(async () => {
      const endedAt = performance.now();
      const { failures, resolutions } = this.#observation.read();
      const reported = this.#reported.splice(0);
      if (failures.length + resolutions.length + reported.length === 0) return;
      if (reported.length > 0) this.#observation.analysis.inspectLatent(inspection);
      let news = this.#reporter.news(resolutions);
      for (const failure of failures) this.#reporter.failure(failure, "invoke", null);
      for (const { requestId, status } of reported) {
        this.#reporter.invocation({ requestId, endedBy: "telemetry", failed: status !== "success", failures: [], endedAt }, news);
        news = { copies: 0, findings: 0 };
      }
    });
  }

  async shutdown(event: ShutdownEvent): Promise<void> {
    if (!this.#hasInvocations) {
      await new Promise((resolve) => setTimeout(resolve, stragglersMs));
      await this.timedRound();
    }
    await this.#round(async () => {
      const { failures, resolutions } = this.#observation.read();
      this.#observation.analysis.observeDeath();
      this.#reporter.news(resolutions);
      for (const failure of failures) this.#reporter.failure(failure, this.#reporter.invoked ? "invoke" : "init", null);
      this.#reporter.shutdown(event.shutdownReason);
    });
    removeJournalFiles(this.#files);
  }

  async #round(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#diagnostics.report(`a fault of Outcrop's own: ${error instanceof Error ? (error.stack ?? error.name) : typeof error}`);
    }
    try {
      await this.#diagnostics.flush(this.#identity, this.#settings.logLevel);
    } catch {}
  }
}

/** The function's, where an extension is given it too. */
function libraryPath({ LD_LIBRARY_PATH }: NodeJS.ProcessEnv): { libraryPath?: string } {
  return LD_LIBRARY_PATH === undefined ? {} : { libraryPath: LD_LIBRARY_PATH };
}

/** The platform says that the process is gone. */
function isDeath(end: InvocationEnd | null): boolean {
  return end !== null && end.status !== null && end.status !== "success" && end.status !== "failure";
}

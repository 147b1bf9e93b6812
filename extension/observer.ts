/**
 * Handles each event: reads the journal, asks core for findings, and writes lines. All of this is work that
 * can stop between two steps and continue later. A fault is reported once and ends nothing.
 */
import { setFlagsFromString } from "node:v8";
import { endedText, readAcceptances } from "../core/findings/engine/accept.ts";
import { Analysis } from "../core/findings/engine/analysis.ts";
import type { FailureRecord } from "../core/journal/records.ts";
import type { Problem } from "../core/layout/problem.ts";
import type { Identity } from "../core/telemetry/lines.ts";
import { type Budget, unbounded } from "./budget.ts";
import { Diagnostics } from "./diagnostics.ts";
import { runsStill } from "./function-process.ts";
import { functionReady } from "./function-ready.ts";
import { inspectionIn } from "./inspection.ts";
import { type InvocationEnd, unobserved } from "./invocation-end.ts";
import { removeLeftovers } from "./journal-files.ts";
import { JournalReader } from "./journal-reader.ts";
import { lastWords } from "./last-words.ts";
import { LineWriter } from "./line-writer.ts";
import { LoadTimes } from "./load-times.ts";
import { LoadedCode, maxPartBytes } from "./loaded-code.ts";
import { lockingOf } from "./locking.ts";
import { nodeFileSystem, reusingFileSystem } from "./node-file-system.ts";
import { Observation } from "./observation.ts";
import { Reporter } from "./reporter.ts";
import { readSettings, type Settings } from "./settings.ts";
import type { Start } from "./start.ts";
import type { RuntimeDone } from "./telemetry-listener.ts";
import { verdictAtShutdown, verdictOn } from "./verdict.ts";
import { Work } from "./work.ts";

/** To write diagnostics is one long step. */
const flushMs = 50;

/** On Managed Instances, at most this many errors of init are kept. */
const maxOfInit = 100;

export class Observer {
  readonly #diagnostics = new Diagnostics();
  readonly #settings: Settings;
  readonly #identity: Identity;
  readonly #journal: number;
  readonly #observation: Observation;
  readonly #reporter: Reporter;
  /** Whether the environment has had an invocation, also one without a line. */
  #wasInvoked = false;
  /**
   * Uncaught errors from before a thread asked for an invocation. The first line that follows decides what
   * they mean.
   */
  #ofInit: FailureRecord[] = [];
  readonly #work = new Work((error) =>
    this.#diagnostics.report(
      `internal error: ${error instanceof Error ? (error.stack ?? error.name) : typeof error}`,
    ),
  );

  /** @param environment id in every line, also in lines that are written without an observer */
  constructor({ registration, files, sysroot }: Start, environment: string) {
    // Complements the launcher's --no-opt: short work needs no optimised code. The flag is set here because a
    // Node that does not know it would refuse it on the command line and end.
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
    const acceptPath = `${sysroot}/var/task/outcrop.json`;
    const { current, ended } = readAcceptances(nodeFileSystem, acceptPath, Date.now(), onProblem);
    for (const acceptance of ended) onProblem({ path: acceptPath, what: endedText(acceptance) });
    const inParts = reusingFileSystem(maxPartBytes);
    const analysis = new Analysis({
      files: nodeFileSystem,
      layout: { sysroot, ...libraryPath(env), ...levels(env) },
      accept: current,
      locking: lockingOf(registration.functionName, inParts),
      onProblem,
    });
    this.#journal = files.journal;
    this.#observation = new Observation(new JournalReader(files.journal, report), analysis, report);
    const host = { files: nodeFileSystem, sysroot, env, registerMs: registration.tookMs };
    this.#reporter = new Reporter(
      new LineWriter(this.#identity, report),
      this.#settings,
      this.#observation,
      host,
      new LoadedCode({ ...host, files: inParts }, this.#observation, onProblem),
      new LoadTimes(host, analysis, report),
    );
    for (const record of lastWords(sysroot)) analysis.observe(record);
    analysis.observeDeath();
    removeLeftovers(sysroot);
  }

  /** Rounds that are not done. */
  get left(): number {
    return this.#work.left;
  }

  /**
   * Analyses all that the function has loaded in its init, once that is over. Only used when nothing else
   * waits.
   */
  async init(): Promise<void> {
    if (!(await functionReady(this.#journal))) return;
    this.#work.add(() => this.#init());
    await this.work(unbounded);
  }

  /** @param heldMs how long the environment was already held for this invocation, in milliseconds */
  invocation(requestId: string, end: InvocationEnd, heldMs = 0): void {
    this.#wasInvoked = true;
    this.#work.add((spentMs) => this.#invocation(requestId, end, spentMs), heldMs);
  }

  /** Makes lines of the invocations that the platform has reported. */
  reported(reported: readonly RuntimeDone[]): void {
    this.#wasInvoked ||= reported.length > 0;
    this.#work.add((spentMs) => this.#reported(reported, spentMs));
  }

  /** The last round. */
  shutdown(reason: string): void {
    this.#work.addLast(() => this.#shutdown(reason));
  }

  /** Counts invocations that will not have a line. */
  dropped(count: number): void {
    this.#wasInvoked ||= count > 0;
    if (count > 0)
      this.#diagnostics.report(`${count} invocations were not reported: they left no time for it`);
  }

  /** Continues the waiting work, as far as the budget allows. */
  async work(budget: Budget): Promise<void> {
    this.dropped(this.#work.takeDropped());
    this.#work.run(budget);
    if (budget.exhausted || budget.leftMs < flushMs) return;
    try {
      await this.#diagnostics.flush(this.#identity, this.#settings.logLevel);
    } catch {}
  }

  *#init(): Generator<void, void> {
    const { failures, resolutions } = yield* this.#observation.reading(null);
    this.#ofInit = [...failures];
    this.#observation.analysis.inspectLatent(inspectionIn(this.#work));
    yield* this.#reporter.news(resolutions);
  }

  *#invocation(requestId: string, told: InvocationEnd, overheadMs: () => number): Generator<void, void> {
    const { mark } = told;
    if (mark !== null) this.#observation.mark(mark);
    const {
      exit,
      failures: journaled,
      resolutions,
    } = yield* this.#observation.reading(mark?.journalBytes ?? null);
    const { main } = this.#observation;
    const end = told.endedBy === "death" && main !== null && runsStill(main.pid) ? unobserved : told;
    const { endedBy } = end;
    const exited = exit !== null;
    if (exited || isDeath(end)) this.#observation.analysis.observeDeath();
    this.#observation.analysis.inspectLatent(inspectionIn(this.#work));
    const news = yield* this.#reporter.news(resolutions);
    const answered = mark?.failure == null ? undefined : this.#observation.failure(mark.failure);
    const verdict = verdictOn(end, exited, answered, [...this.#ofInit.splice(0), ...journaled]);
    yield* this.#reporter.invocation(
      { requestId, endedBy: exited ? "exit" : endedBy, ...verdict, overheadMs },
      news,
    );
  }

  *#reported(reported: readonly RuntimeDone[], overheadMs: () => number): Generator<void, void> {
    const { failures, resolutions, ended } = yield* this.#observation.reading(null);
    if (failures.length + resolutions.length + reported.length === 0) return;
    if (reported.length > 0) this.#observation.analysis.inspectLatent(inspectionIn(this.#work));
    let news = yield* this.#reporter.news(resolutions);
    const { serving } = this.#observation;
    // A worker thread that the function started does not serve invocations: its errors reach its listeners.
    const isFailure = ({ phase, thread }: FailureRecord): boolean =>
      phase === "invoke" || (ended.has(thread) && serving.has(thread));
    for (const failure of failures)
      if (isFailure(failure)) yield* this.#reporter.failure(failure, "invoke", null);
    if (serving.size === 0) {
      this.#ofInit = [...this.#ofInit, ...failures.filter((failure) => !isFailure(failure))].slice(
        -maxOfInit,
      );
    }
    // Without a shim only the platform saw them.
    const endedBy = this.#observation.main === null ? "unobserved" : "telemetry";
    for (const { requestId, status } of reported) {
      const failed = status !== "success";
      yield* this.#reporter.invocation({ requestId, endedBy, failed, failures: [], overheadMs }, news);
      news = { copies: 0, findings: 0 };
    }
  }

  *#shutdown(reason: string): Generator<void, void> {
    const { failures, resolutions, exit } = yield* this.#observation.reading(null);
    this.#observation.analysis.observeDeath();
    this.#observation.analysis.inspectLatent(inspectionIn(this.#work));
    yield* this.#reporter.news(resolutions);
    const phase = this.#wasInvoked ? "invoke" : "init";
    const exited = (exit?.exitCode ?? 0) !== 0;
    const isSpunDown = reason.toLowerCase() === "spindown";
    const broken = this.#observation.serving.size === 0 || exited || !isSpunDown;
    const journaled = [...this.#ofInit, ...failures];
    for (const failure of verdictAtShutdown(journaled, broken))
      yield* this.#reporter.failure(failure, phase, null);
    // Without a shim, only the platform knows.
    const isKnown = this.#observation.main !== null || !isSpunDown;
    this.#reporter.shutdown(reason, broken && isKnown && !this.#wasInvoked);
  }
}

/**
 * The function's library path. The launcher passes it under another name so that it does not affect this
 * process's own libraries.
 */
function libraryPath({ OUTCROP_INTERNAL_LIBRARY_PATH: libraryPath }: NodeJS.ProcessEnv): {
  libraryPath?: string;
} {
  return libraryPath === undefined ? {} : { libraryPath };
}

/** `outcrop run` asks for the levels of the runtime that it plays. */
function levels({ OUTCROP_INTERNAL_LEVELS: runtime }: NodeJS.ProcessEnv): { runtime?: string } {
  return runtime === undefined ? {} : { runtime };
}

/** The kernel or the platform says that the process is gone. */
function isDeath({ endedBy, status }: InvocationEnd): boolean {
  return endedBy === "death" || (status !== null && status !== "success" && status !== "failure");
}

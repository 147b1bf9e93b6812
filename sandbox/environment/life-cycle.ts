/**
 * One execution environment: init, invokes, freeze and thaw, resets, shutdown.
 *
 * An invoke gives its event to the INVOKE extensions and the runtime and is over when the runtime and then
 * all of those have asked for their next one. What cuts it short (timeout, runtime exit, extension crash)
 * ends the generation: shutdown now, a new init inside the next invoke, /tmp kept. Managed Instances run
 * invokes side by side and are never frozen or reset.
 */
import { readFileSync } from "node:fs";
import type {
  InitResult,
  InvokeResponse,
  Phase,
  ShutdownReason,
  ShutdownResult,
} from "../contract/result.ts";
import type { EnvironmentContext } from "./context.ts";
import { Generation } from "./generation.ts";
import { initialize } from "./init.ts";
import { Invocation, type InvokeOptions } from "./invocation.ts";
import { runInvocation } from "./invoke.ts";
import { type Ending, spansOf, statusOf, timedOutMessage, toResponse } from "./response.ts";
import { shutDown } from "./shutdown.ts";

export class LifeCycle {
  readonly inits: InitResult[] = [];
  readonly shutdowns: ShutdownResult[] = [];
  readonly #context: EnvironmentContext;
  #generation: Generation | undefined;
  #generations = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #unreportedInitMs: number | undefined;
  /** What ended the last generation before it could answer. */
  #lastInit: Ending = { status: "success" };

  constructor(context: EnvironmentContext) {
    this.#context = context;
  }

  get #isManaged(): boolean {
    return this.#context.settings.mode === "managed-instances";
  }

  get generation(): Generation | undefined {
    return this.#generation;
  }

  /** The init phase. A failed one is tried again inside the first invoke. */
  async start(): Promise<InitResult> {
    const result = await this.#init("init", this.#context.settings.initTimeoutMs);
    if (result.ok) this.#unreportedInitMs = result.durationMs;
    return result;
  }

  /**
   * One at a time, in the order asked; side by side on Managed Instances. Never rejects for anything the
   * function or an extension does.
   */
  invoke(event: unknown, options: InvokeOptions = {}): Promise<InvokeResponse> {
    if (this.#isManaged) return this.#invoke(event, options);
    const turn = this.#turn.then(() => this.#invoke(event, options));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async shutdown(): Promise<void> {
    await this.#turn;
    await this.#end("spindown");
  }

  async #init(phase: Phase, limitMs: number): Promise<InitResult> {
    const generation = new Generation(++this.#generations);
    this.#generation = generation;
    const { result, fault, timedOut } = await initialize(this.#context, generation, phase, limitMs);
    this.inits.push(result);
    this.#lastInit = timedOut
      ? { status: "timeout" }
      : fault
        ? { status: statusOf(fault), fault }
        : { status: "success" };
    if (result.ok) this.#rest(generation);
    else await this.#end(timedOut ? "timeout" : "failure");
    return result;
  }

  async #invoke(event: unknown, options: InvokeOptions): Promise<InvokeResponse> {
    const { settings } = this.#context;
    const started = performance.now();
    const invocation = new Invocation(event, options, Date.now() + settings.timeoutMs);
    const limitMs = settings.timeoutMs + (settings.faults.overtimeMs ?? 0);
    if (!this.#generation && !this.#isManaged) await this.#init("invoke", limitMs);
    const generation = this.#generation;
    this.#context.log.start(invocation.requestId, invocation.traceId);
    let ending = this.#lastInit;
    if (generation) {
      generation.thaw();
      generation.activity = "invoke";
      ending = await runInvocation(
        this.#context,
        generation,
        invocation,
        started + limitMs - performance.now(),
      );
    }
    if (invocation.answer?.isError && ending.status === "success") ending = { status: "error" };
    this.#report(invocation, ending, performance.now() - started);
    if (generation && !this.#isManaged) {
      if (ending.status === "timeout") await this.#end("timeout");
      else if (ending.fault) await this.#end("failure");
      else this.#rest(generation);
    }
    return toResponse(invocation, ending, settings.timeoutMs);
  }

  /** The closing lines and events; platform.runtimeDone only where the runtime did not get to it. */
  #report({ requestId, traceId, timings }: Invocation, { status, fault }: Ending, durationMs: number): void {
    const { log, settings } = this.#context;
    if (!this.#isManaged && timings.runtimeNext === undefined) {
      log.runtimeDone(requestId, traceId, {
        status,
        durationMs,
        producedBytes: 0,
        spans: [],
        errorType: fault?.errorType,
      });
    }
    if (status === "timeout")
      log.say(`${new Date().toISOString()} ${requestId} ${timedOutMessage(settings.timeoutMs)}`);
    // What the runtime posted itself is in the function's log.
    const exit = fault?.body === undefined ? fault : undefined;
    if (exit) log.say(`RequestId: ${requestId} Error: ${exit.errorMessage}\n${exit.errorType}`);
    log.report(requestId, traceId, {
      status,
      errorType: exit?.errorType,
      durationMs,
      initDurationMs: this.#unreportedInitMs,
      maxMemoryUsedMb: this.#generation ? peakMemoryMb(this.#generation) : 0,
      spans: this.#isManaged ? spansOf(timings) : [],
    });
    this.#unreportedInitMs = undefined;
  }

  #rest(generation: Generation): void {
    generation.activity = "idle";
    if (this.#context.settings.freeze) generation.freeze();
  }

  async #end(reason: ShutdownReason): Promise<void> {
    const generation = this.#generation;
    if (!generation) return;
    this.shutdowns.push(await shutDown(generation, reason, this.#context.settings.shutdownMs));
    await this.#context.hangUp();
    this.#generation = undefined;
  }
}

function peakMemoryMb(generation: Generation): number {
  let kilobytes = 0;
  for (const { pid } of generation.processes) {
    try {
      kilobytes += Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    } catch {
      // Gone, or no /proc on this system.
    }
  }
  return Math.ceil(kilobytes / 1024);
}

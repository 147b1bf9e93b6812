/**
 * The extension's life after `register`: one round for each invocation, then SHUTDOWN. After each invocation
 * the extension works as far as its budget allows (budget.ts). It then asks for the next event, and the
 * remaining work waits until that invocation is over.
 *
 * All code that reads and judges is in a bundle of its own. If the launcher's shell asks for events until
 * this process is ready, this process loads the bundle to become ready. Otherwise it loads the bundle after
 * the first answer has been sent.
 */
import { fstatSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { endMarkName, watchedMode } from "../core/journal/location.ts";
import { budgetBefore, budgetUntil, hasTimeToLoad, patienceMs, shutdownBudget, unbounded } from "./budget.ts";
import { complain } from "./complaint.ts";
import { EndMarkWatch } from "./end-mark-watch.ts";
import { environmentId } from "./environment-id.ts";
import type { ExtensionEvent, InvokeEvent, ShutdownEvent } from "./extensions-api.ts";
import { FunctionPipe } from "./function-pipe.ts";
import { deadline, type InvocationEnd, InvocationEnds, unobserved } from "./invocation-end.ts";
import { removeJournalFiles } from "./journal-files.ts";
import type { Launcher, Takeover } from "./launcher.ts";
import type { Observer } from "./observer.ts";
import type { Start } from "./start.ts";
import { listenForTelemetry, type PlatformEvents, type RuntimeDone } from "./telemetry-listener.ts";
import { until } from "./until.ts";

/**
 * How long the subscription may take before init continues without it. It answers within a millisecond unless
 * something is wrong.
 */
const subscriptionMs = 500;

/** How often the journal is read if INVOKE events do not come (Managed Instances), in milliseconds. */
const timedEmissionMs = 5_000;

/**
 * How long SHUTDOWN waits for the platform's reports of the last invocations: the platform buffers them for
 * 25 ms (Telemetry API).
 */
const stragglersMs = 200;

/** More reports than this between two rounds are dropped. */
const maxReported = 10_000;

/** If more invocations than this leave no time to load the observer, the others are dropped. */
const maxOver = 200;

export async function live(start: Start): Promise<void> {
  const lifecycle = new Lifecycle(start);
  // Saves a port and a server when they are not needed.
  if (start.launcher === null)
    await until(lifecycle.subscribe(), { fault: start.fault, limitMs: subscriptionMs });
  return lifecycle.live();
}

class Lifecycle {
  readonly #start: Start;
  /** Whether INVOKE events come. */
  readonly #hasInvocations: boolean;
  readonly #ends: InvocationEnds;
  #observer: Observer | null = null;
  /** The invocation whose end has not been seen. */
  #open: string | null = null;
  /** Invocations that are over and that the observer has not received yet. */
  readonly #over: (readonly [requestId: string, end: InvocationEnd])[] = [];
  #dropped = 0;
  /** Managed Instances: invocations that the platform reported since the last round. */
  #reported: RuntimeDone[] = [];

  constructor(start: Start) {
    const { files, registration } = start;
    this.#start = start;
    this.#hasInvocations = registration.invocations;
    this.#ends = new InvocationEnds(
      files.alive === null
        ? new EndMarkWatch(files.endMark, `${files.folder}/${endMarkName}`)
        : new FunctionPipe(files.alive),
    );
  }

  /** Telemetry API: a subscription is possible only before the first `next`. */
  async subscribe(): Promise<void> {
    try {
      const events: PlatformEvents = {
        runtimeDone: (done) => this.#ends.runtimeDone(done),
        report: (done) => {
          if (!this.#hasInvocations && this.#reported.length < maxReported) this.#reported.push(done);
        },
      };
      // Managed Instances deliver to the address without its path.
      const listener = await listenForTelemetry(events, { bare: !this.#hasInvocations });
      if (listener !== null && !(await this.#start.api.subscribe(listener.uri, this.#hasInvocations)))
        listener.close();
    } catch {
      // The end mark is a sufficient signal.
    }
  }

  async live(): Promise<void> {
    const timer = this.#hasInvocations
      ? undefined
      : setInterval(() => this.#timedRound().catch(() => {}), timedEmissionMs);
    const { launcher, api } = this.#start;
    let event: ExtensionEvent | null = launcher === null ? null : await this.#launched(launcher);
    for (;;) {
      event ??= await api.next();
      if (event.eventType === "INVOKE") {
        await this.#invocation(event);
        event = null;
      } else {
        clearInterval(timer);
        return this.#shutdown(event);
      }
    }
  }

  /** Prepares everything, and takes over the events. Returns the shell's last event, if it is not over. */
  async #launched(launcher: Launcher): Promise<ShutdownEvent | null> {
    const takenOver = launcher.takeOver();
    await this.#round(async () => {
      const observer = this.#observe();
      // No invocation waits yet, so all possible work is done.
      if (process.env["AWS_LAMBDA_INITIALIZATION_TYPE"] === "provisioned-concurrency") await observer.init();
    });
    launcher.say("ready");
    const takeover = await takenOver;
    await this.#round(() => this.#past(takeover));
    return takeover.shutdown;
  }

  async #past({ invocations, dropped, shutdown, untilMs }: Takeover): Promise<void> {
    const observer = this.#observe();
    observer.dropped(dropped);
    const last = invocations.at(-1);
    for (const { requestId, end, heldMs } of invocations.slice(0, -1))
      observer.invocation(requestId, end ?? unobserved, heldMs);
    if (last !== undefined && last.end === null && this.#attached()) this.#open = last.requestId;
    else if (last !== undefined) observer.invocation(last.requestId, last.end ?? unobserved, last.heldMs);
    if (shutdown === null) await observer.work(budgetUntil(untilMs));
  }

  #invocation({ requestId, deadlineMs }: InvokeEvent): Promise<void> {
    return this.#round(async () => {
      await this.#close(unobserved);
      const end = this.#attached() ? await this.#ends.of(requestId, patienceMs(deadlineMs)) : unobserved;
      if (end === null) this.#open = requestId;
      else this.#end(requestId, end);
      const budget = budgetBefore(deadlineMs);
      if (budget.exhausted || (this.#observer === null && !hasTimeToLoad(deadlineMs))) return;
      await this.#observe().work(budget);
    });
  }

  /**
   * The end of the invocation whose end was no longer awaited: it has arrived by now, or it will not come.
   */
  async #close(otherwise: InvocationEnd): Promise<void> {
    if (this.#open === null) return;
    const requestId = this.#open;
    this.#open = null;
    // The kernel reports pending events in the next turns of the event loop.
    await setImmediate();
    await setImmediate();
    this.#end(requestId, this.#ends.late(requestId) ?? otherwise);
  }

  #end(requestId: string, end: InvocationEnd): void {
    if (this.#observer !== null) this.#observer.invocation(requestId, end);
    else if (this.#over.length < maxOver) this.#over.push([requestId, end]);
    else this.#dropped++;
  }

  /** One round without an event. */
  #timedRound(): Promise<void> {
    return this.#round(() => {
      this.#observe().reported(this.#reported.splice(0));
      return this.#observe().work(unbounded);
    });
  }

  async #shutdown({ shutdownReason, deadlineMs }: ShutdownEvent): Promise<void> {
    const budget = shutdownBudget(deadlineMs);
    this.#start.launcher?.say(`shutdown ${deadlineMs}`);
    if (!this.#hasInvocations) {
      await new Promise((resolve) => setTimeout(resolve, stragglersMs));
      await this.#timedRound();
    }
    await this.#round(async () => {
      await this.#close(/^timeout$/i.test(shutdownReason) ? deadline : unobserved);
      const observer = this.#observe();
      observer.shutdown(shutdownReason);
      await observer.work(budget);
      if (observer.left > 1) complain(`the shutdown left no time to report ${observer.left - 1} invocations`);
    });
    removeJournalFiles(this.#start.files, shutdownReason);
    this.#start.launcher?.say("done");
  }

  async #round(work: () => Promise<void>): Promise<void> {
    const { fault } = this.#start;
    if (!fault.aborted) await until(work(), { fault });
  }

  /** Whether end marks will come: a shim is there, and knows the runtime's client. */
  #attached(): boolean {
    try {
      return (fstatSync(this.#start.files.journal).mode & watchedMode) === watchedMode;
    } catch {
      return false;
    }
  }

  #observe(): Observer {
    if (this.#observer === null) {
      const { Observer } = require("./observer.cjs") as typeof import("./observer.ts");
      this.#observer = new Observer(this.#start, environmentId());
      for (const [requestId, end] of this.#over.splice(0)) this.#observer.invocation(requestId, end);
      this.#observer.dropped(this.#dropped);
    }
    return this.#observer;
  }
}

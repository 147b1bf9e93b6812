/**
 * The extension's life after `register`: one round for each invocation, then SHUTDOWN.
 *
 * All that reads and judges is a bundle of its own, loaded after the first answer has gone out: until then every millisecond of CPU is the cold
 * start's.
 */
import { fstatSync } from "node:fs";
import { endMarkName } from "../core/journal/location.ts";
import { EndMarkWatch } from "./end-mark-watch.ts";
import { environmentId } from "./environment-id.ts";
import type { ExtensionEvent, ExtensionsApi, InvokeEvent, ShutdownEvent } from "./extensions-api.ts";
import { InvocationEnds } from "./invocation-end.ts";
import { type JournalFiles, removeJournalFiles } from "./journal-files.ts";
import { Liveness } from "./liveness.ts";
import type { Observer } from "./observer.ts";
import type { Registration } from "./registration.ts";
import { listenForTelemetry, type PlatformEvents, type RuntimeDone } from "./telemetry-listener.ts";
import { until } from "./until.ts";

/** How long the subscription may take before the init goes on without it: it answers in a millisecond, or something is wrong. */
const subscriptionMs = 500;

/** How often the journal is read where there are no INVOKE events (Managed Instances), in milliseconds. */
const timedEmissionMs = 5_000;

/** How long the platform's reports of the last invocations are waited for at SHUTDOWN: they are buffered for 25 ms (Telemetry API). */
const stragglersMs = 200;

/** More reports than this between two rounds are dropped. */
const maxReported = 10_000;

export interface Start {
  readonly api: ExtensionsApi;
  readonly registration: Registration;
  /** The first event, where the launcher's shell has asked for it. */
  readonly event: ExtensionEvent | null;
  readonly files: JournalFiles;
  readonly sysroot: string;
  /** Aborted when something was thrown that nobody caught: what is under way may then never end, and no more is begun. */
  readonly fault: AbortSignal;
}

export async function live(start: Start): Promise<void> {
  const lifecycle = new Lifecycle(start);
  // A port and a server less, where they are not needed.
  if (start.files.alive === null) await until(lifecycle.subscribe(), { fault: start.fault, limitMs: subscriptionMs });
  return lifecycle.live();
}

class Lifecycle {
  readonly #start: Start;
  /** Whether INVOKE events come. */
  readonly #hasInvocations: boolean;
  readonly #ends: InvocationEnds;
  #observer: Observer | null = null;
  /** Managed Instances: invocations the platform reported since the last round. */
  #reported: RuntimeDone[] = [];

  constructor(start: Start) {
    const { files, registration } = start;
    this.#start = start;
    this.#hasInvocations = registration.invocations;
    this.#ends = new InvocationEnds(new EndMarkWatch(files.endMark, `${files.folder}/${endMarkName}`), new Liveness(files.alive));
  }

  /** Telemetry API: possible only before the first `next`. */
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
      if (listener !== null && !(await this.#start.api.subscribe(listener.uri, this.#hasInvocations))) listener.close();
    } catch {
      // The end mark is signal enough.
    }
  }

  async live(): Promise<void> {
    const timer = this.#hasInvocations ? undefined : setInterval(() => this.#timedRound().catch(() => {}), timedEmissionMs);
    let event = this.#start.event;
    for (;;) {
      event ??= await this.#start.api.next();
      if (event.eventType === "INVOKE") {
        await this.#invocation(event);
        event = null;
      } else {
        clearInterval(timer);
        return this.#shutdown(event);
      }
    }
  }

  #invocation(event: InvokeEvent): Promise<void> {
    return this.#round(async () => {
      this.#observer?.fetch();
      const end = this.#attached() ? await this.#ends.of(event.requestId, event.deadlineMs) : null;
      const endedAt = performance.now();
      await this.#observe().invocation(event.requestId, end, endedAt);
    });
  }

  /** One round without an event. */
  #timedRound(): Promise<void> {
    return this.#round(() => this.#observe().reported(this.#reported.splice(0)));
  }

  async #shutdown({ shutdownReason }: ShutdownEvent): Promise<void> {
    if (!this.#hasInvocations) {
      await new Promise((resolve) => setTimeout(resolve, stragglersMs));
      await this.#timedRound();
    }
    await this.#round(() => this.#observe().shutdown(shutdownReason));
    removeJournalFiles(this.#start.files);
  }

  async #round(work: () => Promise<void>): Promise<void> {
    const { fault } = this.#start;
    if (!fault.aborted) await until(work(), { fault });
  }

  /** Whether a shim has written to the journal. */
  #attached(): boolean {
    try {
      return fstatSync(this.#start.files.journal).size > 0;
    } catch {
      return false;
    }
  }

  #observe(): Observer {
    if (this.#observer === null) {
      const { Observer } = require("./observer.cjs") as typeof import("./observer.ts");
      this.#observer = new Observer(this.#start, environmentId());
    }
    return this.#observer;
  }
}

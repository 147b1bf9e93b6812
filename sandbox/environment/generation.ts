/**
 * Everything that lives between one init and the shutdown that ends it: the processes, and what they sent
 * to the APIs.
 */

import type { FunctionError, PlatformEvent, ProcessExit } from "../contract/result.ts";
import { type Deferred, deferred } from "../process/deferred.ts";
import type { SupervisedProcess } from "../process/supervised-process.ts";
import type { TelemetrySubscription } from "../telemetry/subscription.ts";
import type { Invocation } from "./invocation.ts";
import { LongPoll } from "./long-poll.ts";

export type ExtensionEvent = "INVOKE" | "SHUTDOWN";

/** Something that ends the init or invoke it happens in. */
export interface Fault extends FunctionError {
  readonly from: "runtime" | "extension";
  /** The runtime's own error body, when it posted one. */
  readonly body?: string;
}

export interface Message {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export class Extension {
  readonly id: string;
  readonly name: string;
  readonly isExternal: boolean;
  readonly poll = new LongPoll<Message>();
  events: ReadonlySet<ExtensionEvent>;
  /** It has reported a fatal error: every later call is refused. */
  failed = false;
  telemetry: TelemetrySubscription | undefined;

  constructor(id: string, name: string, isExternal: boolean, events: ReadonlySet<ExtensionEvent>) {
    this.id = id;
    this.name = name;
    this.isExternal = isExternal;
    this.events = events;
  }
}

export class Generation {
  readonly number: number;
  runtime: SupervisedProcess | undefined;
  /** By file name: the processes of /opt/extensions. */
  readonly launched = new Map<string, SupervisedProcess>();
  /** By identifier. */
  readonly extensions = new Map<string, Extension>();
  /** By file name: resolved when that external extension registers. */
  readonly registered = new Map<string, Deferred<void>>();
  readonly runtimePoll = new LongPoll<Invocation>();
  /** Given to the runtime and not yet answered. */
  readonly invocations = new Map<string, Invocation>();
  /** What the platform said during the init, for subscribers that come later. */
  readonly initEvents: PlatformEvent[] = [];
  /** The first fault, once there is one; the life cycle acts on no other. */
  fault: Fault | undefined;
  /**
   * Who waits for it. One promise for the whole life would keep something of every invoke that ever waited.
   */
  readonly #waiting = new Set<(fault: Fault) => void>();
  /** Extensions API: ends when the runtime first asks for an invocation. */
  registrationOpen = true;
  /** Telemetry API: ends with the init. */
  telemetryOpen = true;
  activity: ProcessExit["during"] = "init";
  frozen = false;

  constructor(number: number) {
    this.number = number;
  }

  fail(fault: Fault): void {
    if (this.fault !== undefined) return;
    this.fault = fault;
    for (const tell of this.#waiting) tell(fault);
  }

  /** What `work` comes to, or the first fault where that is earlier. */
  async orFault<Outcome>(work: Promise<Outcome>, outcomeOf: (fault: Fault) => Outcome): Promise<Outcome> {
    const { promise, resolve } = deferred<Outcome>();
    const tell = (fault: Fault): void => resolve(outcomeOf(fault));
    if (this.fault !== undefined) tell(this.fault);
    this.#waiting.add(tell);
    try {
      return await Promise.race([work, promise]);
    } finally {
      this.#waiting.delete(tell);
    }
  }

  get processes(): readonly SupervisedProcess[] {
    return this.runtime ? [...this.launched.values(), this.runtime] : [...this.launched.values()];
  }

  /** Those an invoke waits for. */
  get invokeExtensions(): readonly Extension[] {
    return [...this.extensions.values()].filter((extension) => extension.events.has("INVOKE"));
  }

  /** Nothing new starts in it any more. */
  get isEnding(): boolean {
    return this.fault !== undefined || this.activity === "shutdown";
  }

  freeze(): void {
    if (this.frozen) return;
    this.frozen = true;
    for (const extension of this.extensions.values()) extension.telemetry?.pause();
    for (const process of this.processes) process.signalGroup("SIGSTOP");
  }

  thaw(): void {
    if (!this.frozen) return;
    this.frozen = false;
    for (const process of this.processes) process.signalGroup("SIGCONT");
    for (const extension of this.extensions.values()) extension.telemetry?.resume();
  }
}

/**
 * What a sandbox hands back. Every time is in ms on one monotonic clock (`performance.now()` of the sandbox's
 * process).
 */
import type { ClientName, IsolationKind } from "./options.ts";

/** Lambda's words for how an invoke ended (Telemetry API: status of platform.runtimeDone). */
export type Status = "success" | "error" | "failure" | "timeout";
export type ShutdownReason = "spindown" | "timeout" | "failure";
export type Phase = "init" | "invoke";

/**
 * The payload a caller gets instead of a result. A handler's own error has `trace`, the platform's has not.
 */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export interface InvokeTimings {
  /** The runtime was given the event. Absent when the invoke failed before that. */
  invokeSent?: number;
  /** The last byte of the response or error was posted. */
  responsePosted?: number;
  /** The runtime asked for the next event. */
  runtimeNext?: number;
  /** Each INVOKE extension asked for the next event, by extension name. */
  readonly extensionNext: Record<string, number>;
}

export interface InvokeResponse {
  readonly requestId: string;
  /** The function answered and its answer is not an error. */
  readonly ok: boolean;
  /** How the invoke ended; an answered invoke can still end in `timeout` when an extension holds it open. */
  readonly status: Status;
  /** The posted body, parsed as JSON; the text itself if it is not JSON. */
  readonly payload: unknown;
  /** The posted body as it came. */
  readonly body: string;
  readonly contentType?: string;
  /** A streamed response's chunks as they arrived; how many there are depends on the network. */
  readonly chunks?: readonly string[];
  readonly error?: FunctionError;
  readonly timings: InvokeTimings;
}

export interface ProcessExit {
  readonly role: "runtime" | "extension";
  /** `runtime`, or the extension's file name. */
  readonly name: string;
  readonly pid: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What the environment was doing. */
  readonly during: "init" | "invoke" | "idle" | "shutdown";
  /** 1 for the first init, one more after every reset. */
  readonly generation: number;
}

export interface InitResult {
  readonly ok: boolean;
  readonly phase: Phase;
  readonly generation: number;
  readonly durationMs: number;
  readonly error?: FunctionError;
  /** When each step was reached; a step that was not is absent. */
  readonly steps: {
    readonly started: number;
    extensionsRegistered?: number;
    runtimeStarted?: number;
    runtimeReady?: number;
    extensionsReady?: number;
  };
}

export interface ShutdownResult {
  readonly reason: ShutdownReason;
  readonly generation: number;
  readonly durationMs: number;
  /** Names of the processes that the sandbox killed, since they did not exit. */
  readonly killed: readonly string[];
}

/** One event of the Telemetry API. */
export interface PlatformEvent {
  readonly time: string;
  readonly type: string;
  readonly record: unknown;
}

/** One event of the log stream. */
export interface LogStreamEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Without its line break. */
  readonly message: string;
}

export interface Logs {
  /** stdout and stderr of the runtime process, in the order read. */
  readonly function: string;
  /** stdout and stderr of each external extension, by file name. */
  readonly extensions: Readonly<Record<string, string>>;
  /** The platform's own lines: INIT_START, START, END, REPORT, EXTENSION. */
  readonly platform: readonly string[];
  /** The platform's events, whether or not anything subscribed. */
  readonly events: readonly PlatformEvent[];
  /** All of it together, as the function's log stream holds it. */
  readonly stream: readonly LogStreamEvent[];
}

export interface RunResult {
  readonly responses: readonly InvokeResponse[];
  readonly logs: Logs;
  readonly exits: readonly ProcessExit[];
  /** The first init. */
  readonly init: InitResult;
  /** Every init, those after a reset included. */
  readonly inits: readonly InitResult[];
  /** The last shutdown. */
  readonly shutdown: ShutdownResult;
  readonly shutdowns: readonly ShutdownResult[];
  readonly isolation: { readonly kind: IsolationKind; readonly reason: string };
  readonly client: { readonly name: ClientName; readonly reason: string };
}

/** The sandbox: a local Lambda for tests, benchmarks, the demo and `outcrop run`. */

export type { CallFault, Mishap, SandboxFaults } from "./contract/faults.ts";
export {
  type ClientName,
  type Image,
  type IsolationKind,
  type Mode,
  OptionError,
  type SandboxOptions,
} from "./contract/options.ts";
export type {
  FunctionError,
  InitResult,
  InvokeResponse,
  InvokeTimings,
  Logs,
  PlatformEvent,
  ProcessExit,
  RunResult,
  ShutdownReason,
  ShutdownResult,
  Status,
} from "./contract/result.ts";
export type { InvokeOptions } from "./environment/invocation.ts";
export { type RunOptions, runFunction } from "./run-function.ts";
export { type Sandbox, startSandbox } from "./sandbox.ts";

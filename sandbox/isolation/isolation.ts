import type { ChildProcess } from "node:child_process";
import type { IsolationKind } from "../contract/options.ts";

/** A place where the roots of Lambda are where code expects them. */
export interface Isolation {
  readonly kind: IsolationKind;
  readonly reason: string;
  /** What goes in front of a root's path as the processes inside see it: nothing, or the stage's path. */
  readonly prefix: string;
  /** Variables from which the processes know where the roots are. */
  readonly variables: Readonly<Record<string, string>>;
  /** The address of sandbox.localdomain, where extensions listen for telemetry. */
  readonly listenerHost: string;
  /** Where the host finds a path of the sandbox, while it is open. */
  hostPath(path: string): string;
  /**
   * Starts a program inside: cwd /var/task, its own process group, stdout and stderr piped. The child's pid
   * is the program's.
   */
  spawn(command: readonly string[], variables: Readonly<Record<string, string>>): ChildProcess;
  /** Kills what is left and removes mounts and files. */
  close(): Promise<void>;
}

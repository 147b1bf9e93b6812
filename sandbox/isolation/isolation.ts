/** How the roots of Lambda (/var/task, /opt, /var/runtime, /var/lang, /tmp) come to be where code expects them. */
import type { ChildProcess } from "node:child_process";
import type { IsolationKind, Settings } from "../contract/options.ts";
import type { StagedRoots } from "../roots/stage.ts";
import { enterNamespaces } from "./namespaces.ts";
import { useStage } from "./staged.ts";

export interface Isolation {
  readonly kind: IsolationKind;
  readonly reason: string;
  /** What goes in front of a root's path as the processes inside see it: nothing, or the stage's path. */
  readonly prefix: string;
  /** Variables that tell the processes where the roots are. */
  readonly variables: Readonly<Record<string, string>>;
  /** The address of sandbox.localdomain, where extensions listen for telemetry. */
  readonly listenerHost: string;
  /** Where the host finds a path of the sandbox, while it is open. */
  hostPath(path: string): string;
  /** Starts a program inside: cwd /var/task, its own process group, stdout and stderr piped. The child's pid is the program's. */
  spawn(command: readonly string[], variables: Readonly<Record<string, string>>): ChildProcess;
  /** Kills what is left and removes mounts and files. */
  close(): Promise<void>;
}

/**
 * Namespaces where they can be had, otherwise the stage itself.
 * @param apiPort of the sandbox's own server.
 * @throws Error when `namespaces` were asked for and cannot be had.
 */
export async function isolate(settings: Settings, roots: StagedRoots, apiPort: number): Promise<Isolation> {
  if (settings.isolation === "staged") return useStage(settings, roots, "asked for");
  try {
    return await enterNamespaces(settings, roots, loopbackOf(apiPort));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (settings.isolation === "namespaces") throw new Error(`no namespaces: ${reason}`);
    settings.notice(`no user and mount namespaces here (${reason}): the roots are staged under ${roots.directory}`);
    return useStage(settings, roots, reason);
  }
}

/**
 * A loopback address that no other living sandbox has: the network is the host's, and extensions listen on fixed ports.
 * All of 127.0.0.0/8 is this machine (RFC 1122), and a listening port belongs to one process at a time.
 */
function loopbackOf(port: number): string {
  return `127.83.${port >> 8}.${port & 0xff}`;
}

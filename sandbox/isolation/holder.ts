/**
 * The sandbox's end of `holder.sh` and `janitor.sh`: the processes that outlive a crash of ours and clean up.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ownFile } from "../../core/own-files.ts";

const script = (name: string): string => fileURLToPath(ownFile(`sandbox/isolation/${name}`));

export class Holder {
  /** Process id of the holder, a member of the namespaces it made. */
  readonly pid: number;
  readonly #janitor: ChildProcess;

  private constructor(pid: number, janitor: ChildProcess) {
    this.pid = pid;
    this.#janitor = janitor;
  }

  /**
   * Starts a holder for a temporary directory.
   * @param launch what the holder's shell is run by, such as `unshare` with its options.
   * @param parameters of `holder.sh`.
   * @throws Error with what the tools wrote to stderr. The directory is left alone then.
   */
  static async start(
    directory: string,
    launch: readonly string[] = [],
    parameters: readonly string[] = [],
  ): Promise<Holder> {
    const holder = [...launch, "/bin/sh", script("holder.sh"), ...parameters];
    const child = spawn("/bin/sh", [script("janitor.sh"), directory, ...holder], {
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
      env: { PATH: systemPath },
    });
    let complaints = "";
    child.stderr.on("data", (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    child.stdin.on("error", () => {});
    for await (const line of createInterface({ input: child.stdout })) {
      const [word, pid] = line.split(" ");
      if (word === "ready") return new Holder(Number(pid), child);
    }
    throw new Error(complaints.trim().split("\n")[0] || "the holder process did not start");
  }

  /** Has the process group killed at the end. */
  adopt(child: ChildProcess): void {
    const { pid } = child;
    if (pid === undefined) return;
    this.#janitor.stdin?.write(`+${pid}\n`);
    // The id of an empty group may be given to another process.
    child.once("exit", () => {
      if (isEmptyGroup(pid)) this.#janitor.stdin?.write(`-${pid}\n`);
    });
  }

  /** Kills what is left, then removes the directory. */
  async close(): Promise<void> {
    if (this.#janitor.exitCode !== null || this.#janitor.signalCode !== null) return;
    const ended = once(this.#janitor, "exit");
    this.#janitor.stdin?.end();
    await ended;
  }
}

function isEmptyGroup(id: number): boolean {
  try {
    process.kill(-id, 0);
    return false;
  } catch {
    return true;
  }
}

/** Where util-linux has its programs, on any distribution. */
export const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** One process of the sandbox: the leader of its own process group, its output read line by line. */
import type { ChildProcess } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import { deferred, within } from "./deferred.ts";

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** After the leader is gone a grandchild may hold the pipes open: how long to go on reading. */
const drainMs = 1_000;

export class SupervisedProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves as soon as the process is gone. */
  readonly exited: Promise<Exit>;
  /** Resolves when it is gone and its output has been read to the end. */
  readonly drained: Promise<void>;
  exit: Exit | undefined;
  readonly #child: ChildProcess;
  readonly #keepsOutput: boolean;
  #output = "";

  /**
   * @param onLine gets every line of stdout and stderr, without its line break.
   * @param keepsOutput whether `output` has them too.
   */
  constructor(name: string, child: ChildProcess, onLine: (line: string) => void, keepsOutput = true) {
    this.name = name;
    this.#keepsOutput = keepsOutput;
    this.#child = child;
    this.pid = child.pid ?? 0;
    const gone = deferred<Exit>();
    this.exited = gone.promise;
    const leave = (code: number | null, signal: NodeJS.Signals | null): void => {
      this.exit ??= { code, signal };
      gone.resolve(this.exit);
    };
    child.once("exit", leave);
    child.once("error", () => leave(127, null));
    const closed = deferred<void>();
    child.once("close", () => closed.resolve());
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) this.#read(stream, onLine);
    }
    this.drained = this.exited.then(async () => {
      await within(closed.promise, drainMs);
      child.stdout?.destroy();
      child.stderr?.destroy();
    });
  }

  /** Everything written so far. */
  get output(): string {
    return this.#output;
  }

  /** Signals the process alone; nothing happens when it is gone. */
  signal(signal: NodeJS.Signals): void {
    if (!this.exit) this.#child.kill(signal);
  }

  /** Signals the process and its descendants in the group, also when the leader is gone. */
  signalGroup(signal: NodeJS.Signals): void {
    if (this.pid === 0) return;
    try {
      process.kill(-this.pid, signal);
    } catch {
      // ESRCH: the whole group is gone.
    }
  }

  #read(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
    const decoder = new StringDecoder("utf8");
    let rest = "";
    stream.on("data", (chunk: Buffer) => {
      const text = decoder.write(chunk);
      if (this.#keepsOutput) this.#output += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    });
    stream.on("close", () => {
      if (rest !== "") onLine(rest);
    });
  }
}

/** How Go's os/exec words an exit, which is how Lambda reports it. */
export function describeExit({ code, signal }: Exit): string {
  if (signal !== null) return `signal: ${signalWords[signal] ?? signal}`;
  return `exit status ${code}`;
}

const signalWords: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: "aborted",
  SIGBUS: "bus error",
  SIGFPE: "floating point exception",
  SIGHUP: "hangup",
  SIGILL: "illegal instruction",
  SIGINT: "interrupt",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
  SIGTRAP: "trace/breakpoint trap",
};

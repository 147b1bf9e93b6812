/** A process whose cost is known to the microsecond: see measure.pl for how and why. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("measure.pl", import.meta.url));

export interface Cost {
  /** As wait(2) gives it: 0 for an exit with code 0, 9 for SIGKILL. */
  readonly status: number;
  /** From before the fork until the process was gone. */
  readonly wallMs: number;
  /** User and system time of all its threads. */
  readonly cpuMs: number;
  readonly maxRssMb: number;
}

export interface MeasuredProcess {
  /** Null until the process is there. */
  readonly pid: number | null;
  /** Milliseconds since before the fork. */
  elapsedMs(): number;
  kill(): void;
  readonly ended: Promise<Cost>;
}

export interface MeasuredOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts a program by its path, with nothing on stdin and nowhere to write to. */
export function startMeasured(command: readonly string[], { env, cwd }: MeasuredOptions): MeasuredProcess {
  const child = spawn("/usr/bin/perl", [script, process.arch, ...command], {
    env,
    cwd,
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const started = { pid: null as number | null, at: 0 };
  const report = async (): Promise<Cost> => {
    let cost: Cost | undefined;
    for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
      const fields = line.split(" ").map(Number);
      if (started.pid === null) {
        started.pid = fields[0] as number;
        started.at = fields[1] as number;
      } else {
        const [status, end, user, system, maxRss] = fields as [number, number, number, number, number];
        cost = {
          status,
          wallMs: (end - started.at) / 1e6,
          cpuMs: (user + system) / 1e3,
          maxRssMb: maxRss / 1024,
        };
      }
    }
    if (cost === undefined)
      throw new Error(`nothing was measured (is /usr/bin/perl there?): ${command.join(" ")}`);
    return cost;
  };
  const failure = new Promise<never>((_, reject) => child.once("error", reject));
  return {
    get pid() {
      return started.pid;
    },
    elapsedMs: () => (Number(process.hrtime.bigint()) - started.at) / 1e6,
    kill: () => {
      if (started.pid !== null) process.kill(started.pid, "SIGKILL");
    },
    ended: Promise.race([report(), failure]),
  };
}

/**
 * The cost of a process that ends by itself.
 * @throws Error when it ends with anything but 0: what failed costs nothing that is worth knowing
 */
export async function costOf(command: readonly string[], options: MeasuredOptions): Promise<Cost> {
  const cost = await startMeasured(command, options).ended;
  if (cost.status !== 0) throw new Error(`ended with wait status ${cost.status}: ${command.join(" ")}`);
  return cost;
}

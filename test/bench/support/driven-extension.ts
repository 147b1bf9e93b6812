/**
 * An extension process outside of the sandbox, driven invoke by invoke: the bench is the platform and,
 * through the journal, the shim too.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { encodeEndMark } from "../../../core/journal/end-mark.ts";
import type { JournalRecord } from "../../../core/journal/records.ts";
import { LambdaApi } from "../../support/lambda-api.ts";
import { processTree } from "../../support/process-tree.ts";
import { lineOf } from "../../support/written-failure.ts";
import type { Sysroot } from "./sysroot.ts";

/** Kilobytes, from /proc/PID/smaps_rollup. */
export interface Memory {
  readonly rss: number;
  readonly pss: number;
  /**
   * What only this process has and what would need to be written out: neither shared libraries nor the
   * binary's pages.
   */
  readonly privateDirty: number;
}

const settleMs = 500;

export class DrivenExtension {
  readonly #api: LambdaApi;
  readonly #child: ChildProcess;
  readonly #sysroot: Sysroot;
  /** The FIFO that the function's process holds open, and writes its end marks to. */
  #alive: number | null = null;
  #invokes = 0;
  #asked: () => void = () => {};

  private constructor(api: LambdaApi, child: ChildProcess, sysroot: Sysroot) {
    this.#api = api;
    this.#child = child;
    this.#sysroot = sysroot;
  }

  /** Returns when the extension has asked for its first event. */
  static async start(command: readonly string[], sysroot: Sysroot): Promise<DrivenExtension> {
    let extension: DrivenExtension | undefined;
    let asked = false;
    const api = await LambdaApi.start(({ path }) => {
      if (path.endsWith("/event/next")) {
        asked = true;
        if (extension !== undefined) extension.#asked();
        // Nothing is to grow with the invokes here: the requests are kept by the tests' fake.
        api.requests.length = 0;
      }
      return false;
    });
    const env = { OUTCROP_SYSROOT: sysroot.path, AWS_LAMBDA_RUNTIME_API: api.address };
    const child = spawn(command[0] as string, command.slice(1), { env, cwd: sysroot.path, stdio: "ignore" });
    extension = new DrivenExtension(api, child, sysroot);
    if (!asked) await extension.#nextAsked();
    extension.#alive = openAlive(sysroot.alive);
    return extension;
  }

  /** Writes records as the shim would. */
  observe(records: readonly JournalRecord[]): void {
    const journal = openSync(this.#sysroot.journal, "a");
    writeSync(journal, records.map(lineOf).join(""));
    closeSync(journal);
  }

  /** Invokes with nothing but an end mark for news. */
  async invoke(times: number): Promise<void> {
    if (this.#alive === null) throw new Error("there is no FIFO to write end marks to");
    for (let left = times; left > 0; left--) {
      const requestId = `00000000-0000-4000-8000-${String(++this.#invokes).padStart(12, "0")}`;
      const next = this.#nextAsked();
      this.#api.send({ eventType: "INVOKE", requestId, deadlineMs: Date.now() + 60_000 });
      await setImmediate();
      const mark = {
        count: this.#invokes,
        requestId,
        failure: null,
        shimMs: 1,
        journalWhole: true,
        journalBytes: null,
      };
      writeSync(this.#alive, `${encodeEndMark(mark)}\n`);
      await next;
    }
  }

  async memory(): Promise<Memory> {
    await sleep(settleMs);
    return memoryOf(this.#child.pid as number);
  }

  async stop(): Promise<void> {
    for (const pid of processTree(this.#child.pid as number)) process.kill(pid, "SIGKILL");
    await once(this.#child, "exit");
    if (this.#alive !== null) closeSync(this.#alive);
    this.#api.stop();
  }

  #nextAsked(): Promise<void> {
    return new Promise((asked) => {
      this.#asked = asked;
    });
  }
}

/** Null if no one reads it: a peer's process, next to the files of another. */
function openAlive(path: string): number | null {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

/** Of the process and its descendants. */
export function memoryOf(pid: number): Memory {
  const rollups = processTree(pid).map((member) => readFileSync(`/proc/${member}/smaps_rollup`, "utf8"));
  const kilobytes = (name: string): number => {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB`, "m");
    return rollups.reduce((sum, rollup) => sum + Number(line.exec(rollup)?.[1]), 0);
  };
  return { rss: kilobytes("Rss"), pss: kilobytes("Pss"), privateDirty: kilobytes("Private_Dirty") };
}

/** The memory of a process that has nothing to do, once it has settled. */
export async function memoryOfIdle(command: readonly string[]): Promise<Memory> {
  const child = spawn(command[0] as string, command.slice(1), { env: {}, stdio: "ignore" });
  await sleep(2 * settleMs);
  const memory = memoryOf(child.pid as number);
  child.kill("SIGKILL");
  await once(child, "exit");
  return memory;
}

/**
 * The two arms of every comparison, `plain` and `shim`. Plain is the command alone: no preload, no hook, no
 * wrapper and no variable of Outcrop's. With the shim there is a journal, and what the shim wrote to it is
 * the proof that it was there.
 */
import { cpSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { endMarkBytes } from "../../core/journal/end-mark.ts";
import { endMarkName, journalFolder, journalName, sysrootVariable } from "../../core/journal/location.ts";

export const armNames = ["plain", "shim"] as const;
export type ArmName = (typeof armNames)[number];

/** How often a test whose arms differ is run again, in each arm. */
export const repetitions = 4;

/**
 * `wrapped`: as Lambda starts the function, with the wrapper in front of Node's command line; one process is
 * observed, none that it starts. `inherited`: in NODE_OPTIONS, so that every Node process below is observed;
 * for runners that start processes of their own for the tests.
 */
export type Preload = "wrapped" | "inherited";

interface Preloaded {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const layer = resolve("dist/layer");
const attachEvery = resolve(import.meta.dirname, "attach-every.cjs");

/** A root of its own for each process that runs at the same time: it holds the journal and is its /. */
export class Arms {
  readonly #sysroot: string;
  readonly #journal: string;

  constructor(sysroot: string) {
    this.#sysroot = sysroot;
    const folder = journalFolder(sysroot);
    this.#journal = join(folder, journalName);
    rmSync(sysroot, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(this.#journal, "");
    writeFileSync(join(folder, endMarkName), " ".repeat(endMarkBytes));
    cpSync(layer, join(sysroot, "opt"), { recursive: true });
  }

  preloaded(preload: Preload, arm: ArmName, command: readonly string[]): Preloaded {
    if (arm === "plain") return { command, env: {} };
    const sysroot = { [sysrootVariable]: this.#sysroot };
    if (preload === "wrapped")
      return { command: [join(this.#sysroot, "opt", "outcrop-wrapper"), ...command], env: sysroot };
    const shim = join(this.#sysroot, "opt/outcrop/shim.cjs");
    return { command, env: { ...sysroot, NODE_OPTIONS: `--require "${attachEvery}" --require "${shim}"` } };
  }

  /** Whether the shim has written anything since the last time. */
  observed(): boolean {
    const { size } = statSync(this.#journal);
    truncateSync(this.#journal);
    return size > 0;
  }
}

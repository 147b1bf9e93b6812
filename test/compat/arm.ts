/**
 * The two arms of every comparison, `plain` and `shim`: the same command in the same environment, through the layer's own wrapper. Without the shim
 * the wrapper finds OUTCROP_DISABLED, with it there is a journal, and what the shim wrote to it is the proof that it was there.
 */
import { cpSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { endMarkBytes } from "../../core/journal/end-mark.ts";
import { endMarkName, journalFolder, journalName, sysrootVariable } from "../../core/journal/location.ts";

export const armNames = ["plain", "shim"] as const;
/** How often a test whose arms differ is run again, in each arm. */
export const repetitions = 4;
export type ArmName = (typeof armNames)[number];

const layer = resolve("dist/layer");
const attachEvery = resolve(import.meta.dirname, "attach-every.cjs");

/** A root of its own for each process that runs at the same time: it holds the journal and stands for /. */
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

  /** As Lambda starts the function: the wrapper in front of Node's command line. One process is observed, none that it starts. */
  wrapped(arm: ArmName, command: readonly string[]): { command: readonly string[]; env: Record<string, string> } {
    return {
      command: [join(this.#sysroot, "opt", "outcrop-wrapper"), ...command],
      env: { [sysrootVariable]: this.#sysroot, ...(arm === "plain" ? { OUTCROP_DISABLED: "1" } : {}) },
    };
  }

  /**
   * For runners that start processes of their own for the tests: every Node process below is observed. Both arms preload a file, so that
   * NODE_OPTIONS is there in both.
   */
  inherited(arm: ArmName): Record<string, string> {
    const shim = arm === "shim" ? ` --require ${join(this.#sysroot, "opt/outcrop/shim.cjs")}` : "";
    return { [sysrootVariable]: this.#sysroot, NODE_OPTIONS: `--require ${attachEvery}${shim}` };
  }

  /** Whether the shim has written anything since the last time. */
  observed(): boolean {
    const { size } = statSync(this.#journal);
    truncateSync(this.#journal);
    return size > 0;
  }
}

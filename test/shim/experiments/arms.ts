/**
 * An experiment's two arms: Node with nothing, neither a hook nor a preload, and Node with the built shim
 * preloaded and a journal to write to. Both run in the same folder with the same environment, so that their
 * output can be compared directly.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { endMarkBytes } from "../../../core/journal/end-mark.ts";
import {
  attachVariable,
  endMarkName,
  journalFolder,
  journalName,
  sysrootVariable,
} from "../../../core/journal/location.ts";
import type { Experiment } from "./experiment.ts";
import { writeTree } from "./tree.ts";

const shim = resolve(process.env["OUTCROP_TEST_LAYER"] ?? "dist/layer", "outcrop/shim.cjs");

export interface Ending {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Arms {
  readonly stock: Ending;
  readonly layered: Ending;
  /** What the shim wrote. */
  readonly journal: string;
}

interface Options {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs one file of a folder in both arms. */
export async function runIn(folder: string, main: string, { flags = [], env = {} }: Options): Promise<Arms> {
  const sysroot = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-experiment-")));
  const journals = journalFolder(sysroot);
  mkdirSync(journals, { recursive: true });
  writeFileSync(join(journals, journalName), "");
  writeFileSync(join(journals, endMarkName), " ".repeat(endMarkBytes));
  const shared = { PATH: process.env["PATH"] ?? "", [sysrootVariable]: sysroot, ...env };
  try {
    const stock = await end(folder, [...flags, join(folder, main)], shared);
    const layered = await end(folder, ["--require", shim, ...flags, join(folder, main)], {
      ...shared,
      [attachVariable]: "1",
    });
    return { stock, layered, journal: readFileSync(join(journals, journalName), "utf8") };
  } finally {
    rmSync(sysroot, { recursive: true, force: true });
  }
}

function end(cwd: string, args: readonly string[], env: Record<string, string>): Promise<Ending> {
  return new Promise((resolve) => {
    const options = { cwd, env, encoding: "utf8", timeout: 60_000, killSignal: "SIGKILL" } as const;
    const child = execFile(process.execPath, args, options, (_, stdout, stderr) => {
      resolve({
        status: child.exitCode,
        signal: child.signalCode,
        stdout: masked(stdout),
        stderr: masked(stderr),
      });
    });
  });
}

/** A tree of its own, with room for many experiments. */
export class Laboratory {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-experiments-")));
  #count = 0;

  constructor() {
    writeTree(this.#folder);
  }

  run({ program, type, ...options }: Experiment): Promise<Arms> {
    const main = `main-${++this.#count}.${type}`;
    writeFileSync(join(this.#folder, main), program);
    return runIn(this.#folder, main, options);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * What differs from one run to the next, and the one thing that differs in every stack of a failed resolution
 * (declared in the README): where a hook exists, two of Node's own functions call the resolver from another
 * line.
 */
function masked(text: string): string {
  return text
    .replaceAll(/\(node:\d+\)/g, "(node:<pid>)")
    .replaceAll(
      /(resolveForCJSWithHooks|ModuleLoader\.resolve(?:Sync)?) \((node:[\w/]+):\d+:\d+\)/g,
      "$1 ($2)",
    )
    .replaceAll(/^node:internal\/modules\/(cjs|esm)\/loader:\d+\n.*\n +\^+$/gm, "<line of the loader>");
}

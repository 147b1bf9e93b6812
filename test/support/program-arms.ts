/**
 * One program, run twice in a plain Node process: bare, and with the built shim preloaded. What reaches its
 * caller is compared; what the shim saw is read from the journal.
 */
import { execFile } from "node:child_process";
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { decode } from "../../core/journal/codec.ts";
import { decodeEndMark, type EndMark, endMarkBytes } from "../../core/journal/end-mark.ts";
import { endMarkName, journalFolder, journalName } from "../../core/journal/location.ts";
import type { JournalRecord } from "../../core/journal/records.ts";
import { maskedLines } from "./masks.ts";

/** The built shim, or that of another layer: a broken one must make tests fail. */
const shimPath = resolve(process.env["OUTCROP_TEST_LAYER"] ?? "dist/layer", "outcrop/shim.cjs");

export interface Program {
  /** Path -> content, relative to a new folder; `main.cjs` is run unless `main` says otherwise. */
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly main?: string;
  /** Node's own arguments, before and after the shim's `--require`. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What a shell does before it becomes Node, such as `ulimit -n 40`. */
  readonly shell?: string;
  /** A folder whose `node_modules` the program finds. */
  readonly packages?: string;
  /** Changes what the extension would have left in /tmp/.outcrop. */
  prepare?(journals: string): void;
}

/** What the program's caller can see, with everything masked that differs from run to run. */
export interface Ending {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

export interface ProgramArms {
  readonly bare: Ending;
  readonly layered: Ending;
  /** What the shim wrote, as far as the journal is a file that can be read. */
  readonly records: readonly JournalRecord[];
  /** Lines of the journal that are not records. */
  readonly strange: number;
  readonly endMark: EndMark | null;
}

export async function runProgram(program: Program): Promise<ProgramArms> {
  const [bare, layered] = await Promise.all([runArm(program, false), runArm(program, true)]);
  const lines = layered.journal.split("\n").filter((line) => line !== "");
  const records = lines.map(decode).filter((record) => record !== null);
  return {
    bare: bare.ending,
    layered: layered.ending,
    records,
    strange: lines.length - records.length,
    endMark: layered.endMark,
  };
}

async function runArm(
  { files, main = "main.cjs", before = [], after = [], env, shell, packages, prepare }: Program,
  withShim: boolean,
): Promise<{ ending: Ending; journal: string; endMark: EndMark | null }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-program-")));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    if (packages !== undefined) symlinkSync(join(packages, "node_modules"), join(folder, "node_modules"));
    const journals = journalFolder(folder);
    mkdirSync(journals, { recursive: true });
    writeFileSync(join(journals, journalName), "");
    writeFileSync(join(journals, endMarkName), " ".repeat(endMarkBytes));
    prepare?.(journals);
    const args = [...before, ...(withShim ? ["--require", shimPath] : []), ...after, join(folder, main)];
    const ending = await end(
      args,
      folder,
      { OUTCROP_SYSROOT: folder, ...(withShim && { OUTCROP_ATTACH: "1" }), ...env },
      shell,
    );
    return {
      ending,
      journal: read(join(journals, journalName)),
      endMark: decodeEndMark(read(join(journals, endMarkName))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function end(
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
  shell: string | undefined,
): Promise<Ending> {
  const [file, all] =
    shell === undefined
      ? [process.execPath, args]
      : ["/bin/sh", ["-c", `${shell}; exec "$@"`, "sh", process.execPath, ...args]];
  return new Promise((resolve) => {
    const child = execFile(
      file,
      all,
      {
        cwd,
        env: { PATH: process.env["PATH"], ...env },
        encoding: "utf8",
        maxBuffer: 64 * 1024 * 1024,
        timeout: 50_000,
        killSignal: "SIGKILL",
      },
      (_, stdout, stderr) => {
        const lines = (text: string): string[] => maskedLines(text.replaceAll(cwd, "<folder>"));
        resolve({
          status: child.exitCode,
          signal: child.signalCode,
          stdout: lines(stdout),
          stderr: lines(stderr),
        });
      },
    );
  });
}

/** The text of a file; empty if no file can be read. */
function read(path: string): string {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return readFileSync(file, "utf8");
    } finally {
      closeSync(file);
    }
  } catch {
    return "";
  }
}

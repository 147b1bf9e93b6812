/**
 * A real Node process with the built shim in it, outside of any sandbox: what the shim does is seen in the
 * journal alone.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { decode } from "../../core/journal/codec.ts";
import { decodeEndMark, type EndMark, endMarkBytes } from "../../core/journal/end-mark.ts";
import { endMarkName, journalFolder, journalName } from "../../core/journal/location.ts";
import type { JournalRecord, RecordTag } from "../../core/journal/records.ts";

export const shimPath = resolve("dist/layer/outcrop/shim.cjs");

export interface Observed {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** In the order in which they were written. A line that is not a record fails the test. */
  readonly records: readonly JournalRecord[];
  /** The journal's text. */
  readonly journal: string;
  readonly endMark: EndMark | null;
  /** The folder the files were written to; paths in records start with it. */
  readonly folder: string;
}

export interface ProcessOptions {
  /** Node's own arguments, before and after the shim's `--require`. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Without it the process is not the one to observe. Default true. */
  readonly attached?: boolean;
  /** Without it nothing reads what is observed. Default true. */
  readonly journal?: boolean;
  /** Null: no preload at all. */
  readonly shim?: string | null;
}

/** @param files path -> content, relative to a new folder; `main` is the one that is run */
export function observe(
  files: Readonly<Record<string, string | Buffer>>,
  main: string,
  options: ProcessOptions = {},
): Observed {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-test-")));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const journals = journalFolder(folder);
    mkdirSync(journals, { recursive: true });
    if (options.journal !== false) {
      writeFileSync(join(journals, journalName), "");
      writeFileSync(join(journals, endMarkName), " ".repeat(endMarkBytes));
    }
    const { before = [], shim = shimPath, after = [] } = options;
    const args = [...before, ...(shim === null ? [] : ["--require", shim]), ...after, join(folder, main)];
    const env = {
      PATH: process.env["PATH"],
      OUTCROP_SYSROOT: folder,
      ...(options.attached === false ? {} : { OUTCROP_ATTACH: "1" }),
      ...options.env,
    };
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: "utf8",
      env,
      cwd: folder,
    });
    const text = options.journal === false ? "" : readFileSync(join(journals, journalName), "utf8");
    const slot = options.journal === false ? "" : readFileSync(join(journals, endMarkName), "utf8");
    const records = recordsIn(text);
    return { status, signal, stdout, stderr, records, journal: text, endMark: decodeEndMark(slot), folder };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function recordsIn(text: string): JournalRecord[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const record = decode(line);
      if (record === null) throw new Error(`the shim wrote a line that is not a record: ${line}`);
      return record;
    });
}

export function only<T extends RecordTag>(
  records: readonly JournalRecord[],
  tag: T,
): Extract<JournalRecord, { tag: T }>[] {
  return records.filter((record) => record.tag === tag) as Extract<JournalRecord, { tag: T }>[];
}

/** `how specifier -> path`, with the folder left out. */
export function resolutionsOf({ records, folder }: Observed): string[] {
  return only(records, "resolution").map(({ how, specifier, path }) =>
    `${how} ${specifier} -> ${path}`.replaceAll(folder, ""),
  );
}

/** The distinct paths that were loaded, not only resolved, in the order of their first load. */
export function loadsOf({ records, folder }: Observed): string[] {
  const loads: string[] = [];
  for (const record of records) {
    if (record.tag === "resolution" && record.how !== "require.resolve") loads.push(record.path);
    if (record.tag === "not-loaded") loads.splice(loads.lastIndexOf(record.path), 1);
  }
  return [...new Set(loads)].map((path) => path.replace(folder, ""));
}

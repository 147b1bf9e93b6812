import { Analysis, type AnalysisOptions, type Settlement } from "../../../core/findings/engine/analysis.ts";
import type { Finding, FindingCode, FindingOf } from "../../../core/findings/finding.ts";
import type { How, JournalRecord, SpawnRecord, ThreadRecord } from "../../../core/journal/records.ts";
import type { Problem } from "../../../core/layout/problem.ts";
import { MemoryFiles, type Tree } from "./tree.ts";

export const LAMBDA_NODE_PATH =
  "/opt/nodejs/node22/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task";

export function thread(options: Partial<Omit<ThreadRecord, "tag">> = {}): JournalRecord {
  return {
    tag: "thread",
    thread: 0,
    pid: 8,
    node: "v22.23.3",
    platform: "linux",
    arch: "x64",
    abi: "127",
    napi: "10",
    nodePath: LAMBDA_NODE_PATH,
    taskRoot: "/var/task",
    startedAfterMs: 20,
    startMs: 1,
    ...options,
  };
}

/** `importer` asked for `specifier` and got `path`. */
export function got(
  importer: string | null,
  specifier: string,
  path: string,
  how: How = "require",
  threadId = 0,
): JournalRecord {
  return { tag: "resolution", thread: threadId, how, specifier, importer, path };
}

export function failed(
  importer: string | null,
  specifier: string,
  code = "MODULE_NOT_FOUND",
  how: How = "require",
): JournalRecord {
  return { tag: "unresolved", thread: 0, how, specifier, importer, code };
}

export function nativeStart(path: string, threadId = 0): JournalRecord {
  return { tag: "native-start", thread: threadId, path };
}

export function nativeEnd(path: string, message: string | null = null, threadId = 0): JournalRecord {
  return {
    tag: "native-end",
    thread: threadId,
    path,
    code: message === null ? null : "ERR_DLOPEN_FAILED",
    message,
  };
}

/** A program that ended as one does that could not be run. */
export function spawned(options: Partial<Omit<SpawnRecord, "tag">> = {}): JournalRecord {
  const child = { command: null, searchPath: "/usr/bin:/bin:/opt/bin", cwd: "/var/task" };
  return { tag: "spawn", thread: 0, file: "/bin/sh", ...child, code: 126, signal: null, ...options };
}

export interface Case {
  readonly analysis: Analysis;
  readonly files: MemoryFiles;
  readonly problems: Problem[];
  /** Observes and settles. */
  see(...records: readonly JournalRecord[]): Settlement;
}

export function analyse(tree: Tree, options: Partial<AnalysisOptions> = {}): Case {
  const files = new MemoryFiles(tree);
  const problems: Problem[] = [];
  const analysis = new Analysis({
    files,
    layout: { sysroot: "" },
    accept: [],
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  return {
    analysis,
    files,
    problems,
    see(...records) {
      for (const record of records) analysis.observe(record);
      return analysis.settle();
    },
  };
}

/**
 * The findings of one code after these records, in a fresh environment whose first record is the thread's.
 */
export function findingsOf<Code extends FindingCode>(
  code: Code,
  tree: Tree,
  records: readonly JournalRecord[],
): readonly FindingOf<Code>[] {
  const all: readonly Finding[] = analyse(tree).see(thread(), ...records).findings;
  return all.filter((finding) => finding.code === code) as unknown as readonly FindingOf<Code>[];
}

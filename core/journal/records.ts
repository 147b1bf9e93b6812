/**
 * The records the shim writes and the extension reads.
 *
 * One record is one JSON array on one line, its first member a tag. A record never refers to another one, so
 * a damaged line loses nothing but itself. All paths are absolute and physical, as Node chose them.
 */
import type { MissingName } from "./missing-name.ts";

export type { MissingName };

/** How a module was asked for. `preloaded`: it was in `require.cache` before the shim ran. */
export type How = "require" | "import" | "require.resolve" | "preloaded";

/** First record of each thread that observes. `thread` is 0 for the main thread. */
export interface ThreadRecord {
  readonly tag: "thread";
  readonly thread: number;
  readonly pid: number;
  /** `process.version`, for example `v22.23.3`. */
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  /** `process.versions.modules`: NODE_MODULE_VERSION. */
  readonly abi: string;
  /** `process.versions.napi`: the highest Node-API level. */
  readonly napi: string;
  /** NODE_PATH as this process saw it, `""` when unset. */
  readonly nodePath: string;
  /** LAMBDA_TASK_ROOT, `""` when unset. */
  readonly taskRoot: string;
  /** Milliseconds from process start to the shim's first line, and what the shim's own start took. */
  readonly startedAfterMs: number;
  readonly startMs: number;
}

/** Node chose `path` for `specifier` asked by `importer` (null for an entry point). */
export interface ResolutionRecord {
  readonly tag: "resolution";
  readonly thread: number;
  readonly how: How;
  readonly specifier: string;
  readonly importer: string | null;
  readonly path: string;
}

/**
 * The last resolution to `path` was a `require.resolve`: Node 24 asks hooks for both in the same words, and
 * the difference shows only later.
 */
export interface NotLoadedRecord {
  readonly tag: "not-loaded";
  readonly thread: number;
  readonly path: string;
}

/** A resolution that threw. `code` is the error's code, or its name where it has none. */
export interface UnresolvedRecord {
  readonly tag: "unresolved";
  readonly thread: number;
  readonly how: How;
  readonly specifier: string;
  readonly importer: string | null;
  readonly code: string;
}

/**
 * Written before `process.dlopen` is called: a file that kills the process leaves this record without its
 * `native-end`.
 */
export interface NativeStartRecord {
  readonly tag: "native-start";
  readonly thread: number;
  readonly path: string;
}

/** `code` and `message` are null when the load succeeded. */
export interface NativeEndRecord {
  readonly tag: "native-end";
  readonly thread: number;
  readonly path: string;
  readonly code: string | null;
  readonly message: string | null;
}

/**
 * A program that was started and ended as one does that could not be run: exit code 126, 127 or 2, an errno
 * (`code` below 0), or a signal that no one sends.
 */
export interface SpawnRecord {
  readonly tag: "spawn";
  readonly thread: number;
  /** As it was asked for: a path, or a name that PATH leads to. */
  readonly file: string;
  /** Of a shell that was given one simple command: the program's name in it. Otherwise null. */
  readonly command: string | null;
  /** PATH as the child had it; null where unset. */
  readonly searchPath: string | null;
  /** The folder in which the child began. */
  readonly cwd: string;
  readonly code: number | null;
  readonly signal: string | null;
}

/** The runtime client asked for its first invocation: the function's own init is over. */
export interface ReadyRecord {
  readonly tag: "ready";
  readonly thread: number;
}

/**
 * An error that was not caught (`phase: "uncaught"`), or one that the handler answered with
 * (`phase: "invoke"`). Written once for each distinct error; `ordinal` counts them within a process, and an
 * end mark names the one its invocation failed with.
 */
export interface FailureRecord {
  readonly tag: "failure";
  readonly thread: number;
  readonly phase: "uncaught" | "invoke";
  readonly ordinal: number;
  readonly name: string;
  /** The error's `code`, null where it has none. */
  readonly code: string | null;
  /**
   * Kept only for errors of Node's module loader, whose texts hold nothing but paths and specifiers. Of an
   * error that quotes an earlier one: `Cannot find module '<specifier>'`; the text of the native file's
   * loader, with its path; or `spawn <program>` for a program that could not be run. Otherwise null.
   */
  readonly message: string | null;
  /** Stack lines without the message, at most 50. */
  readonly frames: readonly string[];
  /** What the message says is missing; null unless V8 or Node's linker wrote it. */
  readonly missing: MissingName | null;
  /**
   * `by-engine` where the message has the form of V8's or the linker's. Code may throw such a text too, so
   * the source at the failing frame has the last word (core/explain/code/failing-code.ts). Null where it is
   * not known.
   */
  readonly thrown: "by-engine" | null;
  /**
   * The errors behind it: its `cause`, that one's, and so on, and the `errors` of an AggregateError. Each
   * before what is behind it, at most 10. Empty for an error that the handler answered with: the
   * runtime client hands over its text alone.
   */
  readonly causes: readonly CauseRecord[];
}

export interface CauseRecord {
  readonly name: string;
  readonly code: string | null;
  /** At most 10. */
  readonly frames: readonly string[];
  readonly missing: MissingName | null;
}

/** A failure as the shim writes it, which leaves the reading of texts to its reader. */
export interface WrittenFailure
  extends Pick<FailureRecord, "tag" | "thread" | "phase" | "ordinal" | "message"> {
  /**
   * The error and its causes, each as the lines name, code, what V8 or the linker wrote (if it has
   * nothing in it but names), and frames. A line without a value is empty.
   */
  readonly errors: readonly string[];
}

/** The process or thread is about to end by itself. */
export interface ExitRecord {
  readonly tag: "exit";
  readonly thread: number;
  readonly exitCode: number;
  /** What the shim has cost in this thread since it started. */
  readonly shimMs: number;
}

/** The journal reached its size limit: nothing is recorded after this line. */
export interface FullRecord {
  readonly tag: "full";
  readonly thread: number;
}

export type JournalRecord =
  | ThreadRecord
  | ResolutionRecord
  | NotLoadedRecord
  | UnresolvedRecord
  | NativeStartRecord
  | NativeEndRecord
  | SpawnRecord
  | ReadyRecord
  | FailureRecord
  | ExitRecord
  | FullRecord;

/** What the shim writes. */
export type WrittenRecord = Exclude<JournalRecord, FailureRecord> | WrittenFailure;

export type RecordTag = JournalRecord["tag"];

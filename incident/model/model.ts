/**
 * What exported logs say, joined: who ran, what each environment loaded, what was found, what failed, and
 * what is missing. Sizes grow with what is distinct (environments, sets of copies, findings, errors), never
 * with the number of lines. Times are milliseconds since the epoch.
 */

import type { LoadedHow } from "../../core/findings/engine/inventory.ts";
import type { Finding } from "../../core/findings/finding.ts";
import type { Root } from "../../core/layout/roots.ts";
import type { Coverage } from "../../core/telemetry/lines.ts";
import type { Announcement } from "./announcement.ts";
import type { ErrorCause } from "./error-details.ts";
import type { FunctionLoadTimes } from "./load-times.ts";
import type { LogLevel } from "./log-level.ts";

/** Where a claim comes from: every one can be checked in the logs it was read from. */
export interface Origin {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly logStream: string | null;
  readonly at: number | null;
  /** The event's message as it came, cut to 4 KiB. */
  readonly text: string;
}

/** One copy an environment loaded from; equal ones are one object in the whole model. */
export interface Copy {
  readonly package: string;
  readonly version: string | null;
  readonly root: Root;
  readonly path: string;
  /** `shop-utils:7`; absent if no line names it. */
  readonly layer?: string;
  readonly link: string | null;
  readonly importer: string | null;
  readonly specifier: string | null;
  readonly how: LoadedHow;
  /** The first line that reports it. Null past a number of copies. */
  readonly origin: Origin | null;
}

/** A time in which an environment's fingerprint stayed the same. */
export interface Load {
  /** Of the packages. */
  readonly fingerprint: string;
  /** Of packages and own code together, as the invocations gave it, at most 20; empty for older lines. */
  readonly codeFingerprints: readonly string[];
  /**
   * What had been loaded by then; incomplete where a gap says so. Equal sets are one array in the whole
   * model.
   */
  readonly copies: readonly Copy[];
  readonly since: number;
  readonly until: number;
  readonly invocations: number;
  readonly failed: number;
  /**
   * The function's first invocation with this fingerprint, in any environment; null past a number of
   * fingerprints.
   */
  readonly origin: Origin | null;
}

export interface ObservedFinding {
  readonly finding: Finding;
  readonly message: string;
  readonly fix: string;
  readonly docs: string;
  readonly at: number;
  readonly origin: Origin;
}

/** The facts of an `environment` line. */
export interface EnvironmentFacts {
  readonly outcropVersion: string;
  readonly nodeVersion: string | null;
  readonly arch: string;
  readonly memoryMb: number | null;
  readonly initializationType: string;
  /** How much of the function Outcrop could see; null in lines of versions that did not say it. */
  readonly coverage: Coverage | null;
  readonly roots: readonly string[];
  readonly wrappers: readonly string[];
  readonly registerMs: number | null;
  readonly shimStartMs: number | null;
}

export interface Environment {
  readonly id: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly logGroup: string | null;
  readonly logStream: string | null;
  /** Of the managed runtime, from INIT_START. */
  readonly runtimeVersion: string | null;
  readonly runtimeVersionArn: string | null;
  readonly facts: EnvironmentFacts | null;
  readonly first: number;
  readonly last: number;
  /** In order; empty where no invocation line was seen. */
  readonly loads: readonly Load[];
  readonly findings: readonly ObservedFinding[];
  readonly invocations: number;
  readonly failed: number;
  readonly shutdown: { readonly reason: string; readonly at: number } | null;
}

/** Where an error was reported: Outcrop's own line, the function's log, the platform's report. */
export type ErrorSource = "outcrop" | "function" | "platform";

export interface Endings {
  readonly succeeded: number;
  readonly failed: number;
  readonly unknown: number;
}

/** One distinct error: same function, kind, name, code and innermost frames. */
export interface DistinctError {
  readonly functionName: string | null;
  readonly functionVersions: readonly string[];
  /**
   * `logged`: the function only wrote it, and handled it or failed by something else. Any other kind: at
   * least one occurrence ended an invocation, an init or the process; `endings` has the rest.
   */
  readonly kind: "error" | "logged" | "timeout" | "out-of-memory" | "exit" | "init";
  readonly name: string;
  readonly code: string | null;
  /** From the logs, shortened. Null if only Outcrop reported the error, since it does not log messages. */
  readonly message: string | null;
  /** Stack lines, innermost first. */
  readonly frames: readonly string[];
  /**
   * What it was made of, the innermost last: its `cause`, that one's cause, and so on; of aggregated errors
   * each with its own causes behind it. At most ten. Empty where no line shows them.
   */
  readonly causes: readonly ErrorCause[];
  /**
   * The worst level at which the function logged it. What ended an invocation or the process is an `error`.
   * `info` is anything below a warning.
   */
  readonly level: LogLevel;
  /**
   * How the invocations with it ended; together `count`. `succeeded`: it was handled. `unknown`: it belongs
   * to no invocation whose end is in the logs.
   */
  readonly endings: Endings;
  readonly sources: readonly ErrorSource[];
  /** What Outcrop's own `failure` line said, of the newest. */
  readonly told: Announcement | null;
  /** Occurrences: an invocation that logs it twice, or logs and then throws it, counts once. */
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Environments it was seen in (ids), at most 1,000. */
  readonly environments: readonly string[];
  /** Fingerprints in force when it was seen. */
  readonly fingerprints: readonly string[];
  /** At most ten, the first and the newest among them. */
  readonly examples: readonly {
    readonly requestId: string | null;
    readonly environment: string | null;
    readonly origin: Origin;
  }[];
}

/** Invocations and failures over time of one function, version and fingerprint, in equal buckets. */
export interface Series {
  readonly functionName: string;
  readonly functionVersion: string;
  /** Null for invocations that only the platform reports. */
  readonly fingerprint: string | null;
  readonly start: number;
  readonly bucketMs: number;
  readonly invocations: readonly number[];
  readonly failed: readonly number[];
}

/**
 * Something the logs should hold and do not. Never bridged: the analysis says what it cannot know because of
 * it.
 */
export interface Gap {
  readonly kind:
    | "environment-start"
    | "resolutions-missing"
    | "no-resolutions"
    | "findings-missing"
    | "no-platform-lines"
    | "no-outcrop-lines"
    | "level-filter"
    | "truncated-line"
    | "unread-lines"
    | "invocations-missing"
    | "errors-without-stack"
    | "no-times"
    | "no-streams"
    | "partial-export"
    | "no-such-line"
    | "newer-schema"
    | "unobserved"
    | "bundled"
    | "bundled-copies-known"
    | "duplicates-kept"
    | "limit";
  /** One sentence for a person: what is missing and how it shows. */
  readonly text: string;
  readonly functionName: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly count: number;
  readonly origin: Origin | null;
}

export interface Incident {
  /**
   * What the files were taken for, and how many of their events were given; undefined where no files were
   * read.
   */
  readonly shapes?: readonly (readonly [name: string, events: number])[];
  /** Of everything that carries a time; null where nothing does. */
  readonly span: { readonly from: number; readonly to: number } | null;
  readonly environments: readonly Environment[];
  readonly errors: readonly DistinctError[];
  readonly series: readonly Series[];
  /** Empty unless the functions measured it (OUTCROP_LOAD_TIME). */
  readonly loadTimes: readonly FunctionLoadTimes[];
  readonly gaps: readonly Gap[];
  readonly totals: {
    /** Those that hold the events below. */
    readonly files: number;
    /** Outcrop's lines, the platform's lines other than START and END, and errors. */
    readonly events: number;
    readonly outcropLines: number;
    readonly duplicates: number;
    readonly invocations: number;
    readonly failed: number;
    readonly reports: number;
  };
}

/**
 * The lines Outcrop writes to the function's log, schema 1: every line is one flat JSON object.
 * docs/telemetry.md describes each key and docs/telemetry.schema.json is the contract. The logger that writes
 * a line adds `level`, `message`, `timestamp` and `service`, and leaves out what is null or empty.
 */
import type { MissingName } from "../explain/code/missing-name.ts";
import type { Confidence } from "../explain/confidence.ts";
import type { Thrown } from "../explain/thrown.ts";
import type { LoadedHow } from "../findings/engine/inventory.ts";
import type { Finding, FindingCode } from "../findings/finding.ts";
import type { Family } from "../findings/rule/rule.ts";
import type { Severity } from "../findings/rule/severity.ts";
import type { Root } from "../layout/roots.ts";
import type { Coverage } from "./coverage.ts";
import type { InitFailureData, MetricData } from "./metrics.ts";
import { outgoingMember } from "./outgoing.ts";

export type { Coverage } from "./coverage.ts";

export const schemaVersion = 1;

/** On every line. */
export interface Identity {
  /** One execution environment, from init to shutdown: 16 hex digits. */
  readonly environment: string;
  readonly function_name: string;
  readonly function_version: string;
}

export interface EnvironmentLine {
  readonly outcrop: "environment";
  readonly outcrop_version: string;
  readonly node_version: string | null;
  readonly arch: string;
  readonly memory_mb: number | null;
  readonly initialization_type: string;
  /** Of what was loaded when the line was written. */
  readonly coverage: Coverage;
  /** The files that say what is in the function's bundles, separated by blanks. */
  readonly bundle_maps: string;
  /** The roots that hold packages, separated by blanks. */
  readonly roots: string;
  /** The wrappers in the order they run, separated by blanks. */
  readonly wrappers: string;
  /** From the start of the extension's process to the answer to `register`. */
  readonly register_ms: number;
  /**
   * What the shim cost the function's process: its own start, and all of its work until now. Null while there
   * is no journal.
   */
  readonly shim_start_ms: number | null;
  readonly shim_ms: number | null;
}

/** Copies that were first seen since the last one, as core/telemetry/inventory.ts writes and reads them. */
export interface InventoryLine {
  readonly outcrop: "inventory";
  /** Of the lines that hold one inventory; left out where it is one line. */
  readonly part?: number;
  readonly parts?: number;
  /** Of each copy that names no other. */
  readonly importer: string | null;
  readonly how: string;
  readonly copies: string;
  readonly truncated?: true;
}

export interface ResolutionLine {
  readonly outcrop: "resolution";
  readonly package: string;
  readonly version: string | null;
  readonly root: Root;
  readonly path: string;
  readonly link?: string;
  /** If a lock or the layer's own manifest names it: `shop-utils:7`. */
  readonly layer?: string;
  /** Modules loaded from this copy so far. */
  readonly modules: number;
  /** The module file, only with OUTCROP_DETAIL=modules. */
  readonly module?: string;
  readonly importer: string | null;
  /** Left out where it is the package's name. */
  readonly specifier?: string;
  readonly how: LoadedHow;
}

export interface FindingLine {
  readonly outcrop: "finding";
  readonly code: FindingCode;
  readonly family: Family;
  readonly severity: Severity;
  readonly package: string;
  readonly winner_version: string | null;
  readonly winner_root: Root | null;
  readonly winner_path: string | null;
  /** As `layer` of a resolution. */
  readonly winner_layer?: string;
  readonly loser_version: string | null;
  readonly loser_root: Root | null;
  readonly loser_path: string | null;
  readonly loser_layer?: string;
  readonly importer: string | null;
  readonly importers: number;
  readonly range: string | null;
  /** The typed evidence as JSON. */
  readonly evidence: string;
  readonly fix: string;
  readonly docs: string;
  /** The reason given in outcrop.json. */
  readonly accepted?: string;
}

/**
 * What the init took, with OUTCROP_LOAD_TIME=1: once an environment. In milliseconds, sampled. The roots' times are
 * those of their own files.
 */
export interface InitLine {
  readonly outcrop: "init";
  /** From the preload's start until the client asked for the first invocation. */
  readonly init_ms: number;
  /** Of it, the time that the process waited. */
  readonly idle_ms: number;
  readonly function_ms: number;
  readonly layer_ms: number;
  readonly runtime_ms: number;
  /** Node's own work that no file caused, and garbage collection. */
  readonly node_ms: number;
  readonly other_ms: number;
  /** Of Outcrop's own preloads. */
  readonly outcrop_ms: number;
  /** The copies with the longest times, as core/telemetry/load-time.ts writes and reads them. */
  readonly copies: string;
  /** How many more there were. */
  readonly more: number;
}

/** How the extension learned that the invocation was over. */
export type EndedBy = "end-mark" | "exit" | "death" | "telemetry" | "deadline" | "unobserved";

/** The line of a warm invocation with nothing to say is short: what is left out has the value named here. */
export interface InvocationLine extends MetricData {
  readonly outcrop: "invocation";
  /** Of the newest invocation, if the line is for several. */
  readonly request_id: string;
  /** Else false. */
  readonly cold_start?: true;
  /** Else false. */
  readonly failed?: true;
  /** Else `end-mark`. */
  readonly ended_by?: Exclude<EndedBy, "end-mark">;
  /** Else 0. */
  readonly new_copies?: number;
  /** Else 0. */
  readonly new_findings?: number;
  /** Of what was loaded: packages, and the function's own code. Else both as in the line before. */
  readonly fingerprint?: string;
  /** Of the packages alone. Where only `fingerprint` is there, the line is older and it is this one. */
  readonly packages_fingerprint?: string;
}

export interface FailureLine {
  readonly outcrop: "failure";
  readonly phase: "init" | "invoke";
  readonly request_id: string | null;
  readonly error_name: string;
  readonly error_code: string | null;
  /** Only texts of Node's module loader: another error's message may hold a payload. */
  readonly error_message: string | null;
  /** Stack frames, one a line. */
  readonly frames: string;
  /** `package@version root`, and the layer where it is known, of each copy that holds frames; one a line. */
  readonly packages: string;
  /** Frames of one package, scope or release train from two copies or roots, in one sentence. */
  readonly mixed_roots: string | null;
  /** The last paths that were resolved before it, oldest first, one a line. */
  readonly last_loads: string;
  /**
   * `code package` of each finding tied to the failing code or named by the message, the likeliest cause
   * first, one a line.
   */
  readonly findings: string;
  /** The finding that explains it, and the winner's directory; null where none does. */
  readonly cause_code: FindingCode | null;
  readonly cause_package: string | null;
  readonly cause_path: string | null;
  /** How well the finding is linked to the error. On every line, so that its absence marks an older one. */
  readonly cause_confidence: Confidence | "none";
  /**
   * What the error to explain says is missing: the kind, the name and what it was looked for in, and whether
   * the code of the finding's copies has it. Of the innermost error, where the others only wrap it. A name
   * only where code has it as a name.
   */
  readonly missing_kind: MissingName["kind"] | null;
  readonly missing_name: string | null;
  readonly missing_of: string | null;
  readonly winner_has_name: boolean | null;
  readonly loser_has_name: boolean | null;
  readonly thrown: Thrown;
  /** The packages and built-in modules that the failing expression calls; null where it could not be read. */
  readonly called: string | null;
  /** The errors behind it as JSON: name, code and first frames of each. */
  readonly chain: string | null;
  /** Why the first finding comes first and what it says, or that no finding explains the failure. */
  readonly explanation: string;
}

/** With metrics if the init failed, since no invocation has any. */
export interface ShutdownLine extends Partial<InitFailureData> {
  readonly outcrop: "shutdown";
  readonly reason: string;
  readonly invocations: number;
  readonly modules: number;
  readonly copies: number;
  readonly findings: number;
  readonly fingerprint: string;
  readonly packages_fingerprint: string;
  readonly shim_ms: number | null;
}

export type Line =
  | EnvironmentLine
  | InventoryLine
  | InitLine
  | ResolutionLine
  | FindingLine
  | InvocationLine
  | FailureLine
  | ShutdownLine;

export function findingLine(finding: Finding, family: Family, docs: string, fix: string): FindingLine {
  const { winner, loser } = finding;
  return {
    outcrop: "finding",
    code: finding.code,
    family,
    severity: finding.severity,
    package: finding.package,
    winner_version: winner?.version ?? null,
    winner_root: winner?.root ?? null,
    winner_path: winner?.path ?? null,
    ...(winner?.layer === undefined ? {} : { winner_layer: winner.layer }),
    loser_version: loser?.version ?? null,
    loser_root: loser?.root ?? null,
    loser_path: loser?.path ?? null,
    ...(loser?.layer === undefined ? {} : { loser_layer: loser.layer }),
    importer: finding.importer?.path ?? null,
    importers: finding.importers,
    range: finding.range,
    evidence: JSON.stringify(finding.evidence, outgoingMember),
    fix,
    docs,
    ...(finding.accepted === null ? {} : { accepted: finding.accepted }),
  };
}

/**
 * Validates an Outcrop document from a log. A document that does not match docs/telemetry.schema.json is
 * rejected with a reason, since anyone who can write to the log can write such a line. Unknown keys are
 * ignored. Of a newer schema, the known keys are read.
 */
import { type FindingCode, isFindingCode, type Severity } from "../../core/findings/finding.ts";
import { severities } from "../../core/findings/rule/severity.ts";
import type { How } from "../../core/journal/records.ts";
import type { Root } from "../../core/layout/roots.ts";
import { type Announcement, announcementOf } from "./announcement.ts";
import type { EnvironmentFacts } from "./model.ts";
import { type Document, LineError, Reader } from "./reader.ts";

/** On every line. */
export interface Stamp {
  readonly environment: string;
  readonly functionName: string;
  readonly functionVersion: string;
  /** Milliseconds since the epoch. Null if the line's own timestamp is not a time. */
  readonly at: number | null;
  readonly schema: number;
  readonly message: string;
  readonly truncated: boolean;
}

export interface CopyFields {
  readonly version: string | null;
  readonly root: Root;
  readonly path: string;
}

export type Line = Stamp &
  (
    | ({ readonly type: "environment" } & EnvironmentFacts)
    | ({
        readonly type: "resolution";
        readonly package: string;
        readonly link: string | null;
        readonly module: string | null;
        readonly importer: string | null;
        readonly specifier: string | null;
        readonly how: How;
      } & CopyFields)
    | {
        readonly type: "finding";
        readonly code: FindingCode;
        readonly severity: Severity;
        readonly package: string;
        readonly winner: CopyFields | null;
        readonly loser: CopyFields | null;
        readonly importer: string | null;
        readonly importers: number;
        readonly range: string | null;
        /** The typed evidence, still as JSON. */
        readonly evidence: string | null;
        readonly fix: string;
        readonly docs: string;
        readonly accepted: string | null;
      }
    | {
        readonly type: "invocation";
        readonly requestId: string;
        readonly coldStart: boolean;
        readonly failed: boolean;
        readonly endedBy: string;
        readonly newCopies: number;
        readonly newFindings: number;
        readonly fingerprint: string;
        readonly overheadMs: number | null;
      }
    | {
        readonly type: "failure";
        readonly phase: "init" | "invoke";
        readonly requestId: string | null;
        readonly name: string;
        readonly code: string | null;
        readonly text: string | null;
        readonly frames: readonly string[];
        readonly announcement: Announcement;
      }
    | { readonly type: "shutdown"; readonly reason: string; readonly invocations: number | null }
    | { readonly type: "diagnostic" }
  );

export type LineOf<Type extends Line["type"]> = Extract<Line, { type: Type }>;

const roots: ReadonlySet<string> = new Set([
  "function",
  "layer",
  "runtime",
  "node",
  "other",
] satisfies Root[]);
const hows: ReadonlySet<string> = new Set([
  "require",
  "import",
  "require.resolve",
  "preloaded",
] satisfies How[]);
const severityNames: ReadonlySet<string> = new Set(severities);

/** @throws LineError for an invalid document, in words that follow "an Outcrop line " */
export function lineOf(document: Document): Line {
  const read = new Reader(document);
  const type = read.text("outcrop");
  const stamp = {
    environment: read.matching("environment", /^[0-9a-f]{16}$/, "16 hex digits"),
    functionName: read.text("function_name"),
    functionVersion: read.text("function_version"),
    at: read.time("timestamp"),
    schema: read.count("schema") ?? 1,
    message: read.textOr("message", ""),
    truncated: document["truncated"] === true,
  };
  switch (type) {
    case "environment":
      return {
        ...stamp,
        type,
        outcropVersion: read.textOr("outcrop_version", "?"),
        nodeVersion: read.optional("node_version"),
        arch: read.textOr("arch", "?"),
        memoryMb: read.number("memory_mb"),
        initializationType: read.textOr("initialization_type", "?"),
        roots: read.words("roots"),
        wrappers: read.words("wrappers"),
        registerMs: read.number("register_ms"),
        shimStartMs: read.number("shim_start_ms"),
      };
    case "resolution":
      return {
        ...stamp,
        type,
        package: read.text("package"),
        ...copyFields(read, ""),
        link: read.optional("link"),
        module: read.optional("module"),
        importer: read.optional("importer"),
        specifier: read.optional("specifier"),
        how: read.oneOf<How>("how", hows),
      };
    case "finding":
      return {
        ...stamp,
        type,
        code: codeOf(read),
        severity: read.oneOf<Severity>("severity", severityNames),
        package: read.text("package"),
        winner: read.optional("winner_path") === null ? null : copyFields(read, "winner_"),
        loser: read.optional("loser_path") === null ? null : copyFields(read, "loser_"),
        importer: read.optional("importer"),
        importers: read.count("importers") ?? 0,
        range: read.optional("range"),
        evidence: read.long("evidence"),
        fix: read.textOr("fix", ""),
        docs: read.textOr("docs", ""),
        accepted: read.optional("accepted"),
      };
    case "invocation":
      return {
        ...stamp,
        type,
        requestId: read.text("request_id"),
        coldStart: document["cold_start"] === true,
        failed: document["failed"] === true,
        endedBy: read.textOr("ended_by", "?"),
        newCopies: read.count("new_copies") ?? 0,
        newFindings: read.count("new_findings") ?? 0,
        fingerprint: read.matching("fingerprint", /^[0-9a-f]{16}$/, "16 hex digits"),
        overheadMs: read.number("OverheadMs"),
      };
    case "failure":
      return {
        ...stamp,
        type,
        phase: document["phase"] === "init" ? "init" : "invoke",
        requestId: read.optional("request_id"),
        name: read.textOr("error_name", "Error"),
        code: read.optional("error_code"),
        text: read.long("error_message"),
        frames: read.lines("frames"),
        announcement: announcementOf(read),
      };
    case "shutdown":
      return { ...stamp, type, reason: read.textOr("reason", "?"), invocations: read.count("invocations") };
    case "diagnostic":
      return { ...stamp, type };
    default:
      throw new LineError(`has the unknown type ${JSON.stringify(type.slice(0, 40))}`);
  }
}

function copyFields(read: Reader, prefix: "" | "winner_" | "loser_"): CopyFields {
  return {
    version: read.optional(`${prefix}version`),
    root: read.oneOf<Root>(`${prefix}root`, roots),
    path: read.matching(`${prefix}path`, /^(?:\/|node:)/, "an absolute path"),
  };
}

function codeOf(read: Reader): FindingCode {
  const code = read.text("code");
  if (!isFindingCode(code))
    throw new LineError(`has the unknown finding code ${JSON.stringify(code.slice(0, 40))}`);
  return code;
}

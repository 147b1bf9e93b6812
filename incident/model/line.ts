/**
 * Validates an Outcrop document from a log. A document that does not match docs/telemetry.schema.json is
 * rejected with a reason, since anyone who can write to the log can write such a line. Unknown keys are
 * ignored. Of a newer schema, the known keys are read.
 */

import type { LoadedHow } from "../../core/findings/engine/inventory.ts";
import { type FindingCode, isFindingCode, type Severity } from "../../core/findings/finding.ts";
import { severities } from "../../core/findings/rule/severity.ts";
import { type Root, roots } from "../../core/layout/roots.ts";
import { copiesOf } from "../../core/telemetry/inventory.ts";
import type { Coverage } from "../../core/telemetry/lines.ts";
import { type InitTimes, readLoadTimeItems } from "../../core/telemetry/load-time.ts";
import { metricsTime } from "../../core/telemetry/metrics-time.ts";
import { type Announcement, announcementOf } from "./announcement.ts";
import type { EnvironmentFacts } from "./model.ts";
import { type Document, LineError, Reader } from "./reader.ts";

/** On every line. */
export interface Stamp {
  readonly environment: string;
  readonly functionName: string;
  readonly functionVersion: string;
  /** Milliseconds since the epoch. Null if neither the line's own timestamp nor its metrics' is a time. */
  readonly at: number | null;
  readonly schema: number;
  readonly message: string;
  readonly truncated: boolean;
}

export interface CopyFields {
  readonly version: string | null;
  readonly root: Root;
  readonly path: string;
  /** Absent where the function has no lock, and its layers no manifests. */
  readonly layer?: string;
}

/** A copy, and the first resolution that led to it. */
export interface ResolutionFields extends CopyFields {
  readonly package: string;
  readonly link: string | null;
  readonly importer: string | null;
  readonly specifier: string | null;
  readonly how: LoadedHow;
}

export type Line = Stamp &
  (
    | ({ readonly type: "environment" } & EnvironmentFacts)
    | {
        readonly type: "inventory";
        readonly resolutions: readonly ResolutionFields[];
        /** Why an item was left out, in the words of a LineError; null if none was. */
        readonly problem: string | null;
      }
    | ({ readonly type: "init" } & InitTimes)
    | ({ readonly type: "resolution" } & ResolutionFields)
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
        /** Of the packages alone; null if it is that of the line before. */
        readonly fingerprint: string | null;
        /** Of packages and own code; null in lines of versions that had only one of them, and as above. */
        readonly codeFingerprint: string | null;
        /** How many uneventful invocations before it have no line. */
        readonly further: number;
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

const hows: ReadonlySet<string> = new Set([
  "require",
  "import",
  "require.resolve",
  "preloaded",
  "bundled",
] satisfies LoadedHow[]);
/** A line can be written by anyone. No environment has more invocations in the minutes of one line. */
const maxFurther = 1_000_000;
const severityNames: ReadonlySet<string> = new Set(severities);

/** Lambda ends an init long before: a line can be written by anyone. */
const maxInitMs = 3_600_000;

/** Of one inventory line. */
const maxItems = 5_000;

/** A later version may know more words. */
function coverageOf(word: string | null): Coverage | null {
  return word === "full" || word === "bundled" || word === "none" ? word : null;
}

/**
 * Lines of older versions have only that of the packages. A line has neither if both are as in the line before.
 */
function fingerprintsOf(read: Reader): { fingerprint: string | null; codeFingerprint: string | null } {
  const one = (key: string) =>
    read.optional(key) === null ? null : read.matching(key, /^[0-9a-f]{16}$/, "16 hex digits");
  const packages = one("packages_fingerprint");
  const fingerprint = one("fingerprint");
  return packages === null
    ? { fingerprint, codeFingerprint: null }
    : { fingerprint: packages, codeFingerprint: fingerprint };
}

/** @throws LineError for an invalid document, in words that follow "an Outcrop line " */
export function lineOf(document: Document): Line {
  const read = new Reader(document);
  const type = read.text("outcrop");
  const stamp = {
    environment: read.matching("environment", /^[0-9a-f]{16}$/, "16 hex digits"),
    functionName: read.text("function_name"),
    functionVersion: read.text("function_version"),
    at: read.time("timestamp") ?? metricsTime(document),
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
        coverage: coverageOf(read.optional("coverage")),
        roots: read.words("roots"),
        wrappers: read.words("wrappers"),
        registerMs: read.number("register_ms"),
        shimStartMs: read.number("shim_start_ms"),
      };
    case "inventory":
      return { ...stamp, type, ...inventoryOf(read) };
    case "init":
      return { ...stamp, type, ...initTimesOf(read) };
    case "resolution":
      return { ...stamp, type, ...resolutionFields(read) };
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
        endedBy: read.textOr("ended_by", "end-mark"),
        newCopies: read.count("new_copies") ?? 0,
        newFindings: read.count("new_findings") ?? 0,
        further: Math.min(read.count("FurtherInvocations") ?? 0, maxFurther),
        ...fingerprintsOf(read),
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

function resolutionFields(read: Reader): ResolutionFields {
  return {
    package: read.text("package"),
    ...copyFields(read, ""),
    link: read.optional("link"),
    importer: read.optional("importer"),
    specifier: read.optional("specifier"),
    how: read.oneOf<LoadedHow>("how", hows),
  };
}

/** An item is validated as a `resolution` line is. A bad one is left out, and the others stay. */
function inventoryOf(read: Reader): Pick<LineOf<"inventory">, "resolutions" | "problem"> {
  const usual = { importer: read.optional("importer"), how: read.textOr("how", "") };
  const resolutions: ResolutionFields[] = [];
  let problem: string | null = null;
  for (const copy of copiesOf(read.long("copies") ?? "", usual)) {
    if (copy === null || resolutions.length >= maxItems) {
      problem ??= copy === null ? "has an item that is not a copy" : `has more than ${maxItems} copies`;
      continue;
    }
    try {
      resolutions.push(resolutionFields(new Reader({ ...copy })));
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      problem ??= error.message;
    }
  }
  return { resolutions, problem };
}

/** Nothing is judged by it, so anything but a time counts as none. */
function initTimesOf(read: Reader): InitTimes {
  const ms = (key: string): number => Math.min(Math.max(read.number(key) ?? 0, 0), maxInitMs);
  return {
    init: ms("init_ms"),
    idle: ms("idle_ms"),
    roots: {
      function: ms("function_ms"),
      layer: ms("layer_ms"),
      runtime: ms("runtime_ms"),
      node: ms("node_ms"),
      other: ms("other_ms"),
      outcrop: ms("outcrop_ms"),
    },
    copies: readLoadTimeItems(read.long("copies") ?? "")
      .filter((copy) => copy !== null)
      .slice(0, maxItems),
  };
}

function copyFields(read: Reader, prefix: "" | "winner_" | "loser_"): CopyFields {
  const layer = read.optional(`${prefix}layer`);
  return {
    version: read.optional(`${prefix}version`),
    root: read.oneOf<Root>(`${prefix}root`, roots),
    path: read.matching(`${prefix}path`, /^(?:\/|node:)/, "an absolute path"),
    ...(layer === null ? {} : { layer }),
  };
}

function codeOf(read: Reader): FindingCode {
  const code = read.text("code");
  if (!isFindingCode(code))
    throw new LineError(`has the unknown finding code ${JSON.stringify(code.slice(0, 40))}`);
  return code;
}

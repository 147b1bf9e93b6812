/**
 * Distinct errors. Outcrop, the function's log and the platform may all report one occurrence. Each source
 * counts its own reports, and the highest count is the error's. Consecutive lines of one source about one
 * request are one occurrence. Two errors are equal if they have the same function, kind, name, code and
 * innermost frames. A source without a code matches any code.
 */
import { parseStack } from "../../core/explain/stack.ts";
import { apart } from "./apart.ts";
import type { LineOf } from "./line.ts";
import type { DistinctError, ErrorSource, Origin } from "./model.ts";

/** An error as one line reports it. */
export interface ReportedError {
  readonly source: ErrorSource;
  readonly kind: DistinctError["kind"];
  readonly name: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly frames: readonly string[];
  readonly functionName: string | null;
  readonly functionVersion: string | null;
  readonly environment: string | null;
  readonly fingerprint: string | null;
  readonly requestId: string | null;
  readonly at: number | null;
  readonly told?: DistinctError["told"];
}

const MAX_ERRORS = 5_000;
const MAX_ENVIRONMENTS = 1_000;
const MAX_FINGERPRINTS = 100;
const MAX_EXAMPLES = 10;
const MAX_MESSAGE = 2_000;
/** Of all frames together. */
const MAX_STACK = 16_384;
/** The innermost frames that identify an error. Deeper frames depend on the caller. */
const SIGNATURE_FRAMES = 3;

interface ErrorBuilder extends ReportedError {
  kind: DistinctError["kind"];
  code: string | null;
  readonly sources: Map<ErrorSource, { count: number; requestId: string | null }>;
  readonly versions: Set<string>;
  readonly environments: Set<string>;
  readonly fingerprints: Set<string>;
  readonly examples: { requestId: string | null; environment: string | null; origin: Origin }[];
  message: string | null;
  frames: readonly string[];
  told: DistinctError["told"];
  first: number;
  last: number;
}

export class Errors {
  /** Those of one signature differ by their code. */
  readonly #bySignature = new Map<string, ErrorBuilder[]>();
  #size = 0;
  full = false;

  add(error: ReportedError, origin: () => Origin): void {
    const known = this.#knownOf(error);
    if (known === null) return;
    const told = known.sources.get(error.source) ?? { count: 0, requestId: null };
    if (error.requestId === null || error.requestId !== told.requestId) told.count++;
    told.requestId = error.requestId;
    known.sources.set(error.source, told);
    known.code ??= error.code;
    if (known.kind === "logged") known.kind = error.kind;
    known.message ??= messageOf(error);
    if (known.frames.length < error.frames.length) known.frames = framesOf(error);
    if (error.told) known.told = error.told;
    if (error.functionVersion !== null) known.versions.add(error.functionVersion);
    if (error.environment !== null && known.environments.size < MAX_ENVIRONMENTS)
      known.environments.add(error.environment);
    if (error.fingerprint !== null && known.fingerprints.size < MAX_FINGERPRINTS)
      known.fingerprints.add(error.fingerprint);
    if (error.at !== null) {
      known.first = Math.min(known.first, error.at);
      known.last = Math.max(known.last, error.at);
    }
    // The first nine and the newest.
    if (known.examples.length === MAX_EXAMPLES) known.examples.pop();
    known.examples.push({ requestId: error.requestId, environment: error.environment, origin: origin() });
  }

  all(): readonly DistinctError[] {
    return [...this.#bySignature.values()]
      .flat()
      .map(distinct)
      .sort((left, right) => right.count - left.count || left.first - right.first);
  }

  #knownOf(error: ReportedError): ErrorBuilder | null {
    const signature = signatureOf(error);
    const others = this.#bySignature.get(signature) ?? [];
    const known =
      others.find(({ code }) => code === error.code) ??
      others.find(({ code }) => code === null || error.code === null);
    if (known !== undefined) return known;
    if (this.#size >= MAX_ERRORS) {
      this.full = true;
      return null;
    }
    const building: ErrorBuilder = {
      ...error,
      name: apart(error.name),
      message: messageOf(error),
      frames: framesOf(error),
      told: error.told ?? null,
      sources: new Map(),
      versions: new Set(),
      environments: new Set(),
      fingerprints: new Set(),
      examples: [],
      first: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
    };
    others.push(building);
    this.#bySignature.set(signature, others);
    this.#size++;
    return building;
  }
}

function messageOf({ message }: ReportedError): string | null {
  return message === null ? null : apart(message.slice(0, MAX_MESSAGE));
}

function framesOf({ frames }: ReportedError): readonly string[] {
  let length = 0;
  const fitting = frames.findIndex((frame) => {
    length += frame.length;
    return length > MAX_STACK;
  });
  return (fitting < 0 ? frames : frames.slice(0, fitting)).map(apart);
}

/** A `failure` line as an error. */
export function errorOfFailure(
  line: LineOf<"failure">,
  at: number | null,
  fingerprint: string | null,
): ReportedError {
  return {
    source: "outcrop",
    kind: line.phase === "init" ? "init" : "error",
    name: line.name,
    code: line.code,
    message: line.text,
    frames: line.frames,
    functionName: line.functionName,
    functionVersion: line.functionVersion,
    environment: line.environment,
    fingerprint,
    requestId: line.requestId,
    at,
    told: line.announcement,
  };
}

function signatureOf({ functionName, kind, name, frames }: ReportedError): string {
  const places = parseStack(frames).slice(0, SIGNATURE_FRAMES);
  // An error of an init comes again in the invocation that tries it again, and what a function logs may be
  // what it then throws.
  const family = kind === "init" || kind === "logged" ? "error" : kind;
  return [functionName ?? "", family, name, ...places.map(({ path, line }) => `${path}:${line ?? ""}`)].join(
    "\n",
  );
}

function distinct(building: ErrorBuilder): DistinctError {
  const { functionName, kind, name, code, message, frames, told, first, last, examples } = building;
  const known = Number.isFinite(first);
  return {
    functionName,
    functionVersions: [...building.versions],
    kind,
    name,
    code,
    message,
    frames,
    sources: [...building.sources.keys()],
    told,
    count: Math.max(...[...building.sources.values()].map(({ count }) => count)),
    first: known ? first : 0,
    last: known ? last : 0,
    environments: [...building.environments],
    fingerprints: [...building.fingerprints],
    examples,
  };
}

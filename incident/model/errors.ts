/**
 * Distinct errors. Outcrop, the function's log and the platform may all report one occurrence
 * (occurrences.ts). Each source counts its own, and the highest count is the error's. Consecutive lines of
 * one source about one request are one occurrence. Two errors are equal if they have the same function, kind,
 * name, code and innermost frames. A source without a code matches any code, and one that knows no class but
 * `Error` matches the class that another source names.
 */
import { withoutAnsi } from "./ansi.ts";
import { apart } from "./apart.ts";
import { type ErrorCause, maxCauses } from "./error-details.ts";
import type { LogLevel } from "./log-level.ts";
import type { DistinctError, Endings, ErrorSource, Origin } from "./model.ts";
import { haveOneName, isSameError, type Occurrence, placesIn, type ReportedError } from "./reported-error.ts";

const maxErrors = 5_000;
const maxEnvironments = 1_000;
const maxFingerprints = 100;
const maxExamples = 10;
const maxMessage = 2_000;
/** Of all frames together. */
const maxStack = 16_384;
const maxCauseStack = 4_096;

/** What one source says about an error. */
interface Told extends Record<keyof Endings, number> {
  count: number;
  requestId: string | null;
}

interface ErrorBuilder extends ReportedError {
  kind: DistinctError["kind"];
  name: string;
  code: string | null;
  level: LogLevel;
  causes: readonly ErrorCause[];
  readonly sources: Map<ErrorSource, Told>;
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

const badness: readonly LogLevel[] = ["info", "warn", "error"];

export class Errors {
  /** Those of one signature differ by their name or their code. */
  readonly #bySignature = new Map<string, ErrorBuilder[]>();
  #size = 0;
  full = false;

  /** @param occurrence the reports of one occurrence, the leading one first */
  add(occurrence: Occurrence): void {
    const known = this.#knownOf(occurrence[0].error);
    if (known === null) return;
    const failed = occurrence.map(({ error }) => error.failed).find((one) => one !== null) ?? null;
    const told = new Set<ErrorSource>();
    for (const { error, origin } of occurrence) {
      merge(known, error, error === occurrence[0].error);
      if (told.has(error.source)) continue;
      told.add(error.source);
      count(known, error, failed);
      // The first nine and the newest.
      if (known.examples.length === maxExamples) known.examples.pop();
      known.examples.push({ requestId: error.requestId, environment: error.environment, origin: origin() });
    }
  }

  all(): readonly DistinctError[] {
    return [...this.#bySignature.values()]
      .flat()
      .map(distinct)
      .sort((left, right) => right.count - left.count || left.first - right.first);
  }

  #knownOf(error: ReportedError): ErrorBuilder | null {
    const signature = signatureOf(error);
    const others = (this.#bySignature.get(signature) ?? []).filter((one) => haveOneName(one, error));
    const known =
      others.find(({ code, name }) => code === error.code && name === error.name) ??
      others.find(({ code }) => code === error.code) ??
      others.find(({ code }) => code === null || error.code === null);
    if (known !== undefined) return known;
    if (this.#size >= maxErrors) {
      this.full = true;
      return null;
    }
    const building: ErrorBuilder = {
      ...error,
      name: apart(error.name),
      message: messageOf(error),
      frames: framesOf(error),
      causes: causesOf(error),
      told: error.told ?? null,
      sources: new Map(),
      versions: new Set(),
      environments: new Set(),
      fingerprints: new Set(),
      examples: [],
      first: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
    };
    const all = this.#bySignature.get(signature);
    if (all === undefined) this.#bySignature.set(signature, [building]);
    else all.push(building);
    this.#size++;
    return building;
  }
}

/** @param leads the report is of the error itself, not of one of its causes */
function merge(known: ErrorBuilder, error: ReportedError, leads: boolean): void {
  const isItself = leads || isSameError(known, error);
  if (isItself) {
    if (known.name === "Error") known.name = apart(error.name);
    known.code ??= error.code;
    known.message ??= messageOf(error);
    if (known.frames.length < error.frames.length) known.frames = framesOf(error);
    if (known.causes.length < error.causes.length) known.causes = causesOf(error);
  }
  if (known.kind === "logged") known.kind = error.kind;
  if (badness.indexOf(error.level) > badness.indexOf(known.level)) known.level = error.level;
  if (error.told) known.told = error.told;
  if (error.functionVersion !== null) known.versions.add(error.functionVersion);
  if (error.environment !== null && known.environments.size < maxEnvironments)
    known.environments.add(error.environment);
  if (error.fingerprint !== null && known.fingerprints.size < maxFingerprints)
    known.fingerprints.add(error.fingerprint);
  if (error.at !== null) {
    known.first = Math.min(known.first, error.at);
    known.last = Math.max(known.last, error.at);
  }
}

function count(
  { sources }: ErrorBuilder,
  { source, requestId, kind }: ReportedError,
  failed: boolean | null,
): void {
  const told = sources.get(source) ?? { count: 0, requestId: null, succeeded: 0, failed: 0, unknown: 0 };
  sources.set(source, told);
  const isNew = requestId === null || requestId !== told.requestId;
  told.requestId = requestId;
  if (!isNew) return;
  told.count++;
  // What was thrown ended its invocation, whether a line says so or not.
  if (failed === true || kind !== "logged") told.failed++;
  else if (failed === false) told.succeeded++;
  else told.unknown++;
}

function messageOf({ message }: ErrorCause): string | null {
  return message === null ? null : apart(withoutAnsi(message.slice(0, maxMessage)));
}

function causesOf({ causes }: ReportedError): readonly ErrorCause[] {
  return causes.slice(0, maxCauses).map((cause) => ({
    name: apart(cause.name),
    code: cause.code === null ? null : apart(cause.code),
    message: messageOf(cause),
    frames: framesOf(cause, maxCauseStack),
  }));
}

function framesOf({ frames }: ErrorCause, most = maxStack): readonly string[] {
  let length = 0;
  const fitting = frames.findIndex((frame) => {
    length += frame.length;
    return length > most;
  });
  return (fitting < 0 ? frames : frames.slice(0, fitting)).map(apart);
}

function signatureOf({ functionName, kind, name, frames }: ReportedError): string {
  const places = placesIn(frames).map(({ path, line }) => `${path}:${line ?? ""}`);
  // An error of an init comes again in the invocation that tries it again, and what a function logs may be
  // what it then throws.
  const family = kind === "init" || kind === "logged" ? "error" : kind;
  return [functionName ?? "", family, ...(places.length > 0 ? places : [name])].join("\n");
}

function distinct(building: ErrorBuilder): DistinctError {
  const { functionName, kind, name, code, message, frames, causes, level, told, first, last, examples } =
    building;
  const known = Number.isFinite(first);
  const most = [...building.sources.values()].reduce((left, right) => (isFuller(left, right) ? left : right));
  const { succeeded, failed, unknown } = most;
  return {
    functionName,
    functionVersions: [...building.versions],
    kind,
    name,
    code,
    message,
    frames,
    causes,
    level: kind === "logged" ? level : "error",
    endings: { succeeded, failed, unknown },
    sources: [...building.sources.keys()],
    told,
    count: most.count,
    first: known ? first : 0,
    last: known ? last : 0,
    environments: [...building.environments],
    fingerprints: [...building.fingerprints],
    examples,
  };
}

function isFuller(left: Told, right: Told): boolean {
  return left.count > right.count || (left.count === right.count && left.unknown <= right.unknown);
}

/** An error as one line reports it, and what makes two reports speak of one error. */
import { type Frame, parseStack } from "../../core/explain/stack.ts";
import type { ErrorCause } from "./error-details.ts";
import type { LineOf } from "./line.ts";
import type { LogLevel } from "./log-level.ts";
import type { DistinctError, ErrorSource, Origin } from "./model.ts";

export interface ReportedError extends ErrorCause {
  readonly source: ErrorSource;
  readonly kind: DistinctError["kind"];
  readonly causes: readonly ErrorCause[];
  readonly level: LogLevel;
  /** How its invocation ended; null where no line says. */
  readonly failed: boolean | null;
  readonly functionName: string | null;
  readonly functionVersion: string | null;
  readonly environment: string | null;
  readonly fingerprint: string | null;
  readonly requestId: string | null;
  readonly at: number | null;
  readonly told?: DistinctError["told"];
}

export interface Report {
  readonly error: ReportedError;
  readonly origin: () => Origin;
}

/** The reports of one occurrence, the leading one first. */
export type Occurrence = readonly [Report, ...Report[]];

const comparedFrames = 3;

/** By the innermost frames; by the name and the message where one has no frames. */
export function isSameError(left: ErrorCause, right: ErrorCause): boolean {
  const [places, others] = [placesOf(left), placesOf(right)];
  const compared = Math.min(places.length, others.length);
  if (compared === 0) return left.name === right.name && isSameText(left.message, right.message);
  for (let at = 0; at < compared; at++) if (places[at] !== others[at]) return false;
  return haveOneName(left, right);
}

/** A class that does not set its name is `Error` to some loggers, and its own name to others. */
export function haveOneName(left: ErrorCause, right: ErrorCause): boolean {
  if (left.name === right.name) return true;
  return (left.name === "Error" || right.name === "Error") && isSameText(left.message, right.message);
}

/** Outcrop does not know the message of most errors. */
function isSameText(left: string | null, right: string | null): boolean {
  return left === null || right === null || left.trim() === right.trim();
}

function placesOf({ frames }: ErrorCause): readonly string[] {
  return placesIn(frames).map(({ path, line, column }) => `${path}:${line ?? ""}:${column ?? ""}`);
}

/**
 * The innermost frames, which identify an error; deeper ones depend on the caller. Node's own do not count:
 * where each line of a stack is an event, they may be missing.
 */
export function placesIn(frames: readonly string[]): readonly Frame[] {
  return parseStack(frames)
    .filter(({ path }) => !path.startsWith("node:"))
    .slice(0, comparedFrames);
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
    causes: [],
    level: "error",
    failed: true,
    functionName: line.functionName,
    functionVersion: line.functionVersion,
    environment: line.environment,
    fingerprint,
    requestId: line.requestId,
    at,
    told: line.announcement,
  };
}

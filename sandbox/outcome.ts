/**
 * How one event ended, in a form that two runs can be compared by. What differs from run to run is masked:
 * ids and long numbers. An answer with a status of 500 or more counts as a failure: the handler caught the
 * error, and its caller did not get what it asked for.
 */
import type { InvokeResponse } from "./contract/result.ts";

export type Outcome =
  | { readonly kind: "succeeds" }
  | { readonly kind: "times-out" }
  | {
      readonly kind: "fails";
      /** The error's type, or `answered 502`. */
      readonly name: string;
      /** Its first line, masked, at most 500 characters; empty for an answer. */
      readonly message: string;
      /** Of the function, a layer or the runtime, innermost first; at most 20. */
      readonly trace: readonly string[];
    };

export type Failure = Extract<Outcome, { kind: "fails" }>;

const maxMessage = 500;
const maxFrames = 20;

export function outcomeOf({ ok, status, error, payload }: InvokeResponse): Outcome {
  if (status === "timeout") return { kind: "times-out" };
  if (!ok) {
    const { errorType = status, errorMessage = "", trace = [] } = error ?? {};
    return {
      kind: "fails",
      name: String(errorType),
      message: masked(String(errorMessage)),
      trace: framesOf(trace),
    };
  }
  if (status !== "success") return { kind: "fails", name: status, message: "", trace: [] };
  const code = statusCodeOf(payload);
  return code < 500
    ? { kind: "succeeds" }
    : { kind: "fails", name: `answered ${code}`, message: "", trace: [] };
}

/** Same kind of end; of a failure the same name and message. */
export function sameOutcome(left: Outcome, right: Outcome): boolean {
  if (left.kind !== "fails" || right.kind !== "fails") return left.kind === right.kind;
  return left.name === right.name && left.message === right.message;
}

function statusCodeOf(payload: unknown): number {
  if (typeof payload !== "object" || payload === null) return 0;
  const { statusCode } = payload as { statusCode?: unknown };
  return typeof statusCode === "number" ? statusCode : 0;
}

function masked(message: string): string {
  const [first = ""] = message.slice(0, 4 * maxMessage).split("\n");
  return first
    .replaceAll(/[\da-f]{8}-[\da-f-]{27}/gi, "ID")
    .replaceAll(/\b\d{5,}\b/g, "N")
    .replaceAll(/\b(?=[a-f]*\d)[\da-f]{12,}\b/gi, "ID")
    .slice(0, maxMessage);
}

function framesOf(trace: readonly string[]): string[] {
  return Array.isArray(trace) ? trace.filter((line) => /^\s*at /.test(line)).slice(0, maxFrames) : [];
}

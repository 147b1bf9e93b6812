/**
 * The end of an invocation, observed where Lambda's runtime client calls its native addon (aws-lambda-ric 3
 * and 4). `done` and `error` post the answer and return when it is posted. A streaming response calls
 * neither, so the next call of `next` marks its end, with the failure that its trailers reported
 * (streamed-answer.ts).
 */
import { failureOf } from "./failures.ts";
import type { Journal } from "./journal-file.ts";
import { apply, endsWith, isArray, join, parse } from "./primordials.ts";
import { readyHook } from "./ready-hook.ts";
import { watchStreamedAnswers } from "./streamed-answer.ts";

type Method = (this: unknown, ...args: unknown[]) => unknown;

const addonName = "/rapid-client.node";

/** In an end mark: a failure that has no record in the journal. */
const unrecorded = 0;

/**
 * Bytes. The Runtime API refuses a longer answer (413), which the client writes only to its log. Lambda
 * quotas: 6 MB, and 100 bytes.
 */
const longestAnswer = 6_291_556;
const { byteLength } = Buffer;

function isTooLong(answer: unknown): boolean {
  // A text's bytes are counted only if it could be too long.
  return (
    typeof answer === "string" && answer.length > longestAnswer / 3 && byteLength(answer) > longestAnswer
  );
}

/**
 * On Managed Instances the client calls `next` while earlier invocations run, and Lambda's telemetry reports
 * their ends: there are no marks to set.
 */
const concurrent = process.env["AWS_LAMBDA_MAX_CONCURRENCY"] !== undefined;

export function observeRuntimeClient(journal: Journal, path: string, exports: unknown): void {
  if (!endsWith(path, addonName)) return;
  const addon = exports as Record<"done" | "error" | "next", Method>;
  if (
    typeof addon?.done !== "function" ||
    typeof addon.error !== "function" ||
    typeof addon.next !== "function"
  )
    return;
  const { done, error, next } = addon;
  if (!concurrent) journal.announceMarks();
  /** Whether the function has an invocation whose end is not marked yet. */
  let open = false;
  let ready = false;
  /** The failure of the streamed answer that the client is sending. */
  let streamFailure: number | null = null;
  let leaveStreams: (() => void) | null = watchStreamedAnswers((body) => {
    streamFailure = failureOf(journal, "invoke", answeredError(body)) ?? unrecorded;
  });

  const mark = (requestId: unknown, failure: number | null): void => {
    open = false;
    streamFailure = null;
    if (!concurrent) journal.markEnd(typeof requestId === "string" ? requestId : null, failure);
  };
  const answered = (requestId: unknown, failure: number | null): void => {
    mark(requestId, failure);
    leaveStreams?.();
    leaveStreams = null;
  };
  addon.done = function (...args) {
    const result = apply(done, this, args);
    answered(args[0], isTooLong(args[1]) ? unrecorded : null);
    return result;
  };
  addon.error = function (...args) {
    const result = apply(error, this, args);
    answered(args[0], failureOf(journal, "invoke", answeredError(args[1])) ?? unrecorded);
    return result;
  };
  addon.next = function (...args) {
    if (open) mark(null, streamFailure);
    if (!ready) {
      (process as { [readyHook]?: () => void })[readyHook]?.();
      journal.append({ tag: "ready", thread: journal.thread });
      journal.writeThrough();
    }
    ready = true;
    open = true;
    return apply(next, this, args);
  };
}

/**
 * The error as the client posts it: `{"errorType","errorMessage","trace"}`. Only `failureOf` receives its
 * message.
 */
function answeredError(body: unknown): { name?: unknown; message?: unknown; stack?: unknown } {
  try {
    if (typeof body !== "string" || body.length > 256 * 1024) return {};
    const { errorType, errorMessage, trace } = parse(body) as Record<
      "errorType" | "errorMessage" | "trace",
      unknown
    >;
    return { name: errorType, message: errorMessage, stack: isArray(trace) ? join(trace, "\n") : undefined };
  } catch {
    return {};
  }
}

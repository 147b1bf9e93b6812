/**
 * The end of an invocation, seen where Lambda's runtime client crosses into its native addon (aws-lambda-ric
 * 3 and 4): `done` and `error` post the answer and return when it is posted; a streaming response calls
 * neither, so the `next` that follows marks its end, with the failure that its trailers told
 * (streamed-answer.ts).
 */
import { failureOf } from "./failures.ts";
import type { Journal } from "./journal-file.ts";
import { apply, endsWith, isArray, join, parse } from "./primordials.ts";
import { watchStreamedAnswers } from "./streamed-answer.ts";

type Method = (this: unknown, ...args: unknown[]) => unknown;

const addonName = "/rapid-client.node";

/** In an end mark: a failure of which the journal holds no record. */
const unrecorded = 0;

/**
 * Bytes. The Runtime API refuses a longer answer (413), which the client tells its log alone. Lambda quotas:
 * 6 MB, and 100 bytes.
 */
const longestAnswer = 6_291_556;
const { byteLength } = Buffer;

function isTooLong(answer: unknown): boolean {
  // Reading a text's bytes is for those that could be longer.
  return (
    typeof answer === "string" && answer.length > longestAnswer / 3 && byteLength(answer) > longestAnswer
  );
}

/**
 * On Managed Instances `next` is called while earlier invocations run, and Lambda's telemetry tells their
 * ends: there are no marks to set.
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
  /** Whether an invocation is with the function and its end not marked yet. */
  let open = false;
  let ready = false;
  /** Of the streamed answer that is under way. */
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
      journal.append({ tag: "ready", thread: journal.thread });
      journal.writeThrough();
    }
    ready = true;
    open = true;
    return apply(next, this, args);
  };
}

/**
 * The error as the client posts it: `{"errorType","errorMessage","trace"}`, of which a message goes no
 * further than `failureOf`.
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

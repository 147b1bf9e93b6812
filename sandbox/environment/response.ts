/** What the caller of an invoke gets: the function's answer, or the platform's instead. */
import type { FunctionError, InvokeResponse, InvokeTimings, Status } from "../contract/result.ts";
import type { Span } from "../telemetry/platform-log.ts";
import type { Fault } from "./generation.ts";
import type { Answer, Invocation } from "./invocation.ts";
import { asError } from "./posted-error.ts";

/** How an invoke or an init ended. */
export type Ending = { readonly status: Status; readonly fault?: Fault };

export const statusOf = (fault: Fault): Status => (fault.from === "runtime" ? "error" : "failure");

export const timedOutMessage = (timeoutMs: number): string =>
  `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;

export function toResponse(invocation: Invocation, ending: Ending, timeoutMs: number): InvokeResponse {
  const { answer } = invocation;
  return answer ? answered(invocation, answer, ending.status) : unanswered(invocation, ending, timeoutMs);
}

function answered(invocation: Invocation, posted: Answer, status: Status): InvokeResponse {
  const body = posted.body.toString();
  const error = posted.isError
    ? { errorType: "Function.Unhandled", errorMessage: "", ...asError(body) }
    : undefined;
  return {
    requestId: invocation.requestId,
    ok: !posted.isError,
    status,
    payload: parsed(body),
    body,
    timings: invocation.timings,
    ...(posted.contentType !== undefined && { contentType: posted.contentType }),
    ...(posted.chunks && { chunks: posted.chunks.map(String) }),
    ...(error && { error }),
  };
}

/** What a caller gets from the platform when the function did not answer. */
function unanswered(
  { requestId, timings }: Invocation,
  { status, fault }: Ending,
  timeoutMs: number,
): InvokeResponse {
  const because = (errorType: string, message: string): FunctionError => ({
    errorType,
    errorMessage: `RequestId: ${requestId} Error: ${message}`,
  });
  const posted =
    fault?.body === undefined
      ? undefined
      : { errorType: fault.errorType, errorMessage: "", ...asError(fault.body) };
  const error =
    posted ??
    (fault
      ? because(fault.errorType, fault.errorMessage)
      : because("Sandbox.Timedout", timedOutMessage(timeoutMs)));
  const body = fault?.body ?? JSON.stringify(error);
  return { requestId, ok: false, status, payload: parsed(body), body, error, timings };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** Telemetry API: spans of platform.runtimeDone. */
export function spansOf({ invokeSent = 0, responsePosted = 0, runtimeNext }: InvokeTimings): Span[] {
  const span = (name: string, from: number, to: number): Span => ({
    name,
    start: new Date(performance.timeOrigin + from).toISOString(),
    durationMs: Math.round((to - from) * 1000) / 1000,
  });
  const response = [
    span("responseLatency", invokeSent, responsePosted),
    span("responseDuration", responsePosted, responsePosted),
  ];
  return runtimeNext === undefined
    ? response
    : [...response, span("runtimeOverhead", responsePosted, runtimeNext)];
}

/** Runtime API, 2018-06-01. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Settings } from "../contract/options.ts";
import type { Generation } from "../environment/generation.ts";
import type { Invocation } from "../environment/invocation.ts";
import { type Call, Refusal, readChunks, send } from "./http.ts";
import type { Route } from "./server.ts";

const base = "^/2018-06-01/runtime";
/**
 * Lambda quotas: 6 MB for a buffered response (the exact figure is the one in Lambda's error message), 200 MB
 * for a streamed one.
 */
const maxBufferedBytes = 6_291_556;
const maxStreamedBytes = 200 << 20;
const accepted = { status: "OK" };

/** @param current the generation that lives now. */
export function runtimeRoutes(settings: Settings, current: () => Generation | undefined): Route[] {
  const generation = (): Generation => {
    const living = current();
    if (!living) throw new Refusal(403, "InvalidStateTransition", "no environment lives");
    return living;
  };

  const next = ({ response }: Call): void => {
    const living = generation();
    living.registrationOpen = false;
    const takeBack = living.runtimePoll.ask((invocation) => give(response, settings, living, invocation));
    response.once("close", takeBack);
  };

  const post = async ({ request, response, parameter }: Call, isError: boolean): Promise<void> => {
    const invocation = generation().invocations.get(parameter);
    if (!invocation) throw new Refusal(400, "InvalidRequestID", "Invalid request ID");
    const isStreamed = request.headers["lambda-runtime-function-response-mode"] === "streaming";
    const chunks = await readChunks(request, isStreamed ? maxStreamedBytes : maxBufferedBytes);
    generation().invocations.delete(parameter);
    if (!chunks) {
      answer(invocation, tooLarge(), true);
      throw new Refusal(
        413,
        "RequestEntityTooLarge",
        "Exceeded maximum allowed payload size (6291556 bytes).",
      );
    }
    const trailer = isStreamed ? streamError(request) : undefined;
    invocation.post({
      body: trailer ?? Buffer.concat(chunks),
      chunks: isStreamed ? chunks : undefined,
      contentType: request.headers["content-type"],
      isError: isError || trailer !== undefined,
      at: performance.now(),
    });
    send(response, 202, accepted);
  };

  const initError = async ({ request, response }: Call): Promise<void> => {
    const living = generation();
    const body = Buffer.concat((await readChunks(request, maxBufferedBytes)) ?? []).toString();
    const type = request.headers["lambda-runtime-function-error-type"];
    send(response, 202, accepted);
    living.fail({
      from: "runtime",
      errorType: typeof type === "string" ? type : "Runtime.Unknown",
      errorMessage: "",
      body,
    });
  };

  return [
    { method: "GET", path: new RegExp(`${base}/invocation/next$`), handler: next },
    {
      method: "POST",
      path: new RegExp(`${base}/invocation/([^/]+)/response$`),
      handler: (call) => post(call, false),
    },
    {
      method: "POST",
      path: new RegExp(`${base}/invocation/([^/]+)/error$`),
      handler: (call) => post(call, true),
    },
    { method: "POST", path: new RegExp(`${base}/init/error$`), handler: initError },
  ];
}

function give(
  response: ServerResponse,
  settings: Settings,
  generation: Generation,
  invocation: Invocation,
): void {
  generation.invocations.set(invocation.requestId, invocation);
  invocation.timings.invokeSent = performance.now();
  send(response, 200, invocation.payload, {
    "Lambda-Runtime-Aws-Request-Id": invocation.requestId,
    "Lambda-Runtime-Deadline-Ms": String(invocation.deadlineMs),
    "Lambda-Runtime-Invoked-Function-Arn": settings.functionArn,
    "Lambda-Runtime-Trace-Id": invocation.traceId,
    ...invocation.headers,
  });
}

function answer(invocation: Invocation, body: Buffer, isError: boolean): void {
  invocation.post({
    body,
    chunks: undefined,
    contentType: "application/json",
    isError,
    at: performance.now(),
  });
}

function tooLarge(): Buffer {
  const limit = `(${maxBufferedBytes} bytes)`;
  return Buffer.from(
    JSON.stringify({
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: `Response payload size exceeded maximum allowed payload size ${limit}.`,
    }),
  );
}

/** A streamed response that fails midway says so in its trailers, the error as base64 JSON. */
function streamError(request: IncomingMessage): Buffer | undefined {
  const body = request.trailers["lambda-runtime-function-error-body"];
  const type = request.trailers["lambda-runtime-function-error-type"];
  if (body !== undefined) return Buffer.from(body, "base64");
  return type === undefined ? undefined : Buffer.from(JSON.stringify({ errorType: type, errorMessage: "" }));
}

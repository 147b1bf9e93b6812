/** The course of one invoke. */
import { randomUUID } from "node:crypto";
import { within } from "../process/deferred.ts";
import type { EnvironmentContext } from "./context.ts";
import type { Generation, Message } from "./generation.ts";
import type { Answer, Invocation } from "./invocation.ts";
import { asError } from "./posted-error.ts";
import { type Ending, spansOf, statusOf } from "./response.ts";

/**
 * Hands the event to the INVOKE extensions and the runtime, and waits until the runtime and then all of them
 * have asked for their next one. On Managed Instances the answer is the end.
 * @param limitMs what is left of the function timeout.
 */
export async function runInvocation(
  context: EnvironmentContext,
  generation: Generation,
  invocation: Invocation,
  limitMs: number,
): Promise<Ending> {
  const { timings } = invocation;
  // A fault from before this invoke comes first: nothing is handed to an environment that is gone.
  if (generation.fault) return { status: statusOf(generation.fault), fault: generation.fault };
  let isOver = false;

  const course = async (): Promise<Ending> => {
    const extensions = generation.invokeExtensions;
    for (const { poll } of extensions) poll.offer(invokeMessage(context, invocation));
    const extensionsDone = extensions.map(async ({ name, poll }) => {
      const at = await poll.whenIdle();
      if (!isOver) timings.extensionNext[name] = at;
    });
    generation.runtimePoll.offer(invocation);
    const answer = await invocation.whenAnswered();
    if (context.settings.mode === "managed-instances") return { status: "success" };
    const runtimeNext = await generation.runtimePoll.whenIdle();
    if (!isOver) {
      timings.runtimeNext = runtimeNext;
      logRuntimeDone(context, invocation, answer, runtimeNext);
    }
    await Promise.all(extensionsDone);
    return { status: "success" };
  };
  const ending = await within(
    generation.orFault(course(), (fault) => ({ status: statusOf(fault), fault })),
    limitMs,
  );
  isOver = true;
  generation.invocations.delete(invocation.requestId);
  return ending ?? { status: "timeout" };
}

function invokeMessage(
  { settings }: EnvironmentContext,
  { requestId, deadlineMs, traceId }: Invocation,
): Message {
  const tracing = { type: "X-Amzn-Trace-Id", value: traceId };
  const event = {
    eventType: "INVOKE",
    deadlineMs,
    requestId,
    invokedFunctionArn: settings.functionArn,
    tracing,
  };
  return { body: JSON.stringify(event), headers: { "Lambda-Extension-Event-Identifier": randomUUID() } };
}

function logRuntimeDone(
  { log }: EnvironmentContext,
  invocation: Invocation,
  { isError, body }: Answer,
  runtimeNext: number,
): void {
  const { requestId, traceId, timings } = invocation;
  const status = isError ? "error" : "success";
  const errorType = isError ? (asError(body.toString()).errorType ?? "Function.Unhandled") : undefined;
  const durationMs = runtimeNext - (timings.invokeSent ?? runtimeNext);
  log.runtimeDone(requestId, traceId, {
    status,
    durationMs,
    producedBytes: body.length,
    spans: spansOf(timings),
    errorType,
  });
}

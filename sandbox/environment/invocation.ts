/** One event on its way through an environment, and the course of its invoke. */
import { randomBytes, randomUUID } from "node:crypto";
import type { InvokeTimings } from "../contract/result.ts";
import { deferred, within } from "../process/deferred.ts";
import type { EnvironmentContext } from "./context.ts";
import type { Generation, Message } from "./generation.ts";
import { asError } from "./init.ts";
import { type Ending, spansOf, statusOf } from "./response.ts";

export interface InvokeOptions {
  /** Default: a random UUID. */
  readonly requestId?: string;
  /** Further headers of the runtime's `next` answer, such as Lambda-Runtime-Client-Context or Lambda-Runtime-Aws-Tenant-Id. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the runtime posted. */
export interface Answer {
  readonly body: Buffer;
  /** Of a streamed response. */
  readonly chunks: readonly Buffer[] | undefined;
  readonly contentType: string | undefined;
  readonly isError: boolean;
  /** When its last byte was read, ms. */
  readonly at: number;
}

export class Invocation {
  readonly requestId: string;
  readonly payload: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch ms, as Lambda tells it to runtime and extensions. */
  readonly deadlineMs: number;
  readonly traceId: string;
  readonly timings: InvokeTimings = { extensionNext: {} };
  answer: Answer | undefined;
  readonly #answered = deferred<Answer>();

  constructor(event: unknown, options: InvokeOptions, deadlineMs: number) {
    const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
    this.requestId = options.requestId ?? randomUUID();
    this.payload = JSON.stringify(event) ?? "null";
    this.headers = options.headers ?? {};
    this.deadlineMs = deadlineMs;
    this.traceId = `Root=1-${hex(4)}-${hex(12)};Parent=${hex(8)};Sampled=0`;
  }

  post(answer: Answer): void {
    this.answer = answer;
    this.timings.responsePosted = answer.at;
    this.#answered.resolve(answer);
  }

  whenAnswered(): Promise<Answer> {
    return this.#answered.promise;
  }
}

/**
 * Hands the event to the INVOKE extensions and the runtime, and waits until the runtime and then all of them have asked for their next one.
 * On Managed Instances the answer is the end.
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

function invokeMessage({ settings }: EnvironmentContext, { requestId, deadlineMs, traceId }: Invocation): Message {
  const tracing = { type: "X-Amzn-Trace-Id", value: traceId };
  const event = { eventType: "INVOKE", deadlineMs, requestId, invokedFunctionArn: settings.functionArn, tracing };
  return { body: JSON.stringify(event), headers: { "Lambda-Extension-Event-Identifier": randomUUID() } };
}

function logRuntimeDone({ log }: EnvironmentContext, invocation: Invocation, { isError, body }: Answer, runtimeNext: number): void {
  const { requestId, traceId, timings } = invocation;
  const status = isError ? "error" : "success";
  const errorType = isError ? (asError(body.toString()).errorType ?? "Function.Unhandled") : undefined;
  const durationMs = runtimeNext - (timings.invokeSent ?? runtimeNext);
  log.runtimeDone(requestId, traceId, { status, durationMs, producedBytes: body.length, spans: spansOf(timings), errorType });
}

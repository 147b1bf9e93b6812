/** One event on its way through an environment. */
import { randomBytes, randomUUID } from "node:crypto";
import type { InvokeTimings } from "../contract/result.ts";
import { deferred } from "../process/deferred.ts";

export interface InvokeOptions {
  /** Default: a random UUID. */
  readonly requestId?: string;
  /**
   * Further headers of the runtime's `next` answer, such as Lambda-Runtime-Client-Context or
   * Lambda-Runtime-Aws-Tenant-Id.
   */
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
  /** Epoch ms, as Lambda gives it to the runtime and the extensions. */
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

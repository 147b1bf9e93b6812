/**
 * Lambda's Extensions API (2020-01-01) after `register`, and the Telemetry API's subscription (2022-07-01). node:http, not fetch: `next` waits for
 * minutes or hours and must never time out.
 */
import { Agent, type IncomingMessage, request } from "node:http";
import { pause } from "./registration.ts";

export interface InvokeEvent {
  readonly eventType: "INVOKE";
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
}

export interface ShutdownEvent {
  readonly eventType: "SHUTDOWN";
  /** Free text: documented as SPINDOWN, TIMEOUT, FAILURE; others and other cases occur. */
  readonly shutdownReason: string;
  readonly deadlineMs: number;
}

export type ExtensionEvent = InvokeEvent | ShutdownEvent;

const maxAnswerBytes = 256 * 1024;

export class ExtensionsApi {
  readonly #host: string;
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #identifier: string;

  /** @param address AWS_LAMBDA_RUNTIME_API: `host:port` */
  constructor(address: string, identifier: string) {
    const colon = address.lastIndexOf(":");
    this.#host = address.slice(0, colon);
    this.#port = Number(address.slice(colon + 1));
    this.#identifier = identifier;
  }

  /** The next event, whenever it comes, asked for until there is one. */
  async next(): Promise<ExtensionEvent> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#next();
      } catch {
        await pause(attempt);
      }
    }
  }

  async #next(): Promise<ExtensionEvent> {
    const { body } = await this.#call("GET", "/2020-01-01/extension/event/next", { "Lambda-Extension-Identifier": this.#identifier });
    const { eventType, requestId, deadlineMs, shutdownReason } = body as Record<string, unknown>;
    const deadline = typeof deadlineMs === "number" ? deadlineMs : 0;
    if (eventType === "INVOKE") return { eventType, requestId: text(requestId), deadlineMs: deadline };
    if (eventType === "SHUTDOWN") return { eventType, shutdownReason: text(shutdownReason), deadlineMs: deadline };
    throw new Error("an unknown event");
  }

  /** Platform events to `uri`. False where the platform has no Telemetry API for us, which an emulator says with status 202. */
  async subscribe(uri: string): Promise<boolean> {
    const { message } = await this.#call(
      "PUT",
      "/2022-07-01/telemetry",
      { "Lambda-Extension-Identifier": this.#identifier, "Content-Type": "application/json" },
      {
        schemaVersion: "2025-01-29",
        types: ["platform"],
        buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 },
        destination: { protocol: "HTTP", URI: uri },
      },
    );
    return message.statusCode === 200;
  }

  /** @throws Error for a status of 300 and above, and when there is no answer */
  #call(
    method: string,
    path: string,
    headers: Record<string, string>,
    content?: unknown,
  ): Promise<{ message: IncomingMessage; body: unknown }> {
    const data = content === undefined ? undefined : JSON.stringify(content);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: this.#host,
          port: this.#port,
          agent: this.#agent,
          method,
          path,
          headers: data === undefined ? headers : { ...headers, "Content-Length": Buffer.byteLength(data) },
        },
        (message) => {
          let received = "";
          message.setEncoding("utf8");
          message.on("data", (chunk: string) => {
            if (received.length < maxAnswerBytes) received += chunk;
          });
          message.on("error", reject);
          message.on("end", () => {
            const body = parsed(received);
            const status = message.statusCode ?? 0;
            if (status < 300) resolve({ message, body });
            else reject(new Error(`status ${status}`));
          });
        },
      );
      outgoing.on("error", reject);
      outgoing.end(data);
    });
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/**
 * Lambda's Extensions API (2020-01-01) and the Telemetry API's subscription (2022-07-01). node:http, not fetch: `next` waits for minutes or hours
 * and must never time out.
 */
import { Agent, type IncomingMessage, request } from "node:http";

export interface Registration {
  readonly identifier: string;
  readonly functionName: string;
  readonly functionVersion: string;
}

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

/** An answer other than 200. `errorType` is the API's, for example `Extension.InvalidEventType`. */
export class ApiError extends Error {
  readonly status: number;
  readonly errorType: string;

  constructor(status: number, errorType: string) {
    super(`status ${status} ${errorType}`.trim());
    this.name = "ApiError";
    this.status = status;
    this.errorType = errorType;
  }
}

const maxAnswerBytes = 256 * 1024;

export class ExtensionsApi {
  readonly #host: string;
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true });
  #identifier = "";

  /** @param address AWS_LAMBDA_RUNTIME_API: `host:port` */
  constructor(address: string) {
    const colon = address.lastIndexOf(":");
    this.#host = colon === -1 ? address : address.slice(0, colon);
    this.#port = colon === -1 ? 80 : Number(address.slice(colon + 1));
  }

  /** @param name the launcher's file name: under any other name the extension counts as internal and may not ask for SHUTDOWN */
  async register(name: string, events: readonly string[]): Promise<Registration> {
    const { message, body } = await this.#call("POST", "/2020-01-01/extension/register", { "Lambda-Extension-Name": name }, { events });
    const identifier = message.headers["lambda-extension-identifier"];
    if (typeof identifier !== "string") throw new ApiError(message.statusCode ?? 0, "no Lambda-Extension-Identifier");
    this.#identifier = identifier;
    const { functionName, functionVersion } = body as Record<string, unknown>;
    return { identifier, functionName: text(functionName), functionVersion: text(functionVersion) };
  }

  /** The next event, whenever it comes. */
  async next(): Promise<ExtensionEvent> {
    const { body } = await this.#call("GET", "/2020-01-01/extension/event/next", { "Lambda-Extension-Identifier": this.#identifier });
    const { eventType, requestId, deadlineMs, shutdownReason } = body as Record<string, unknown>;
    const deadline = typeof deadlineMs === "number" ? deadlineMs : 0;
    if (eventType === "INVOKE") return { eventType, requestId: text(requestId), deadlineMs: deadline };
    if (eventType === "SHUTDOWN") return { eventType, shutdownReason: text(shutdownReason), deadlineMs: deadline };
    throw new ApiError(200, `unknown event ${text(eventType).slice(0, 100)}`);
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

  /** @throws ApiError for a status of 300 and above; Error when there is no answer */
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
            else reject(new ApiError(status, text((body as Record<string, unknown>)["errorType"])));
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

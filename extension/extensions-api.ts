/**
 * Lambda's Extensions API (2020-01-01) after `register`, and the Telemetry API's subscription (2022-07-01).
 */
import { persist } from "./persist.ts";
import { exchange } from "./raw-exchange.ts";
import { keepSpare } from "./spare-descriptor.ts";

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

/** The smallest buffer settings that the Telemetry API accepts. */
const waitedForMs = 25;
/**
 * Managed Instances: one batch for each round, which comes every 5 s. With a small buffer, batches would
 * arrive while a round works, and a batch that is not accepted in time is lost. It does no harm if events
 * come one round later. The API accepts up to 30 s.
 */
const collectedMs = 5_000;

export class ExtensionsApi {
  readonly #address: string;
  readonly #headers: Readonly<Record<string, string>>;
  #shutdown: ShutdownEvent | null = null;

  /** @param address AWS_LAMBDA_RUNTIME_API: `host:port` */
  constructor(address: string, identifier: string) {
    this.#address = address;
    this.#headers = { "Lambda-Extension-Identifier": identifier };
    keepSpare();
  }

  /**
   * The next event. The request is repeated until it succeeds. Nothing comes after SHUTDOWN, so later calls
   * return SHUTDOWN again.
   */
  async next(): Promise<ExtensionEvent> {
    if (this.#shutdown !== null) return this.#shutdown;
    return persist("next", () => this.#next());
  }

  async #next(): Promise<ExtensionEvent> {
    const { status, body } = await exchange(
      this.#address,
      "GET /2020-01-01/extension/event/next",
      this.#headers,
    );
    if (status >= 300) throw new Error(`status ${status}`);
    const event = eventOf(body);
    if (event === null) throw new Error("an unknown event");
    if (event.eventType === "SHUTDOWN") this.#shutdown = event;
    return event;
  }

  /**
   * Subscribes `uri` to platform events. Returns false if the platform has no Telemetry API for this
   * extension. An emulator reports that with status 202.
   * @param isWaitedFor whether the extension learns an invocation's end from them, so that each must come at
   *   once
   * @throws Error when there is no answer
   */
  async subscribe(uri: string, isWaitedFor: boolean): Promise<boolean> {
    const { status } = await exchange(
      this.#address,
      "PUT /2022-07-01/telemetry",
      { ...this.#headers, "Content-Type": "application/json" },
      JSON.stringify({
        schemaVersion: "2025-01-29",
        types: ["platform"],
        buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: isWaitedFor ? waitedForMs : collectedMs },
        destination: { protocol: "HTTP", URI: uri },
      }),
    );
    return status === 200;
  }
}

/** Null for an unknown event. */
export function eventOf({
  eventType,
  requestId,
  deadlineMs,
  shutdownReason,
}: Readonly<Record<string, unknown>>): ExtensionEvent | null {
  const deadline = typeof deadlineMs === "number" ? deadlineMs : 0;
  if (eventType === "INVOKE") return { eventType, requestId: text(requestId), deadlineMs: deadline };
  if (eventType === "SHUTDOWN")
    return { eventType, shutdownReason: text(shutdownReason), deadlineMs: deadline };
  return null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

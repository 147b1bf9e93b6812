/**
 * One Telemetry API subscription: events are buffered and posted in batches, one at a time, until the
 * listener takes them. A batch goes out when it has maxItems events, maxBytes bytes, or its first event is
 * timeoutMs old. While the environment is frozen nothing does.
 */
import { Agent, request } from "undici";
import type { PlatformEvent } from "../contract/result.ts";

export interface SubscriptionSettings {
  readonly schemaVersion: string;
  readonly types: ReadonlySet<string>;
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** The host that sandbox.localdomain, the environment's own name for itself, means. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** What is posted instead of a batch. Default: the batch. */
  deliver?(batch: string): readonly string[];
}

const firstRetryMs = 50;
const longestRetryMs = 1_000;
/** Telemetry API: what a listener does not take is dropped in the end; queued bytes beyond this are. */
const maxQueuedBytes = 8 << 20;

interface Batch {
  readonly events: string[];
  bytes: number;
}

export class TelemetrySubscription {
  readonly settings: SubscriptionSettings;
  readonly #agent = new Agent({
    keepAliveTimeout: 600_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: 1,
  });
  readonly #full: Batch[] = [];
  #filling: Batch = { events: [], bytes: 0 };
  #timer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #sending = false;
  #paused = false;
  #closed = false;
  #failures = 0;
  readonly #dropped: (records: number, bytes: number) => void;

  constructor(settings: SubscriptionSettings, dropped: (records: number, bytes: number) => void) {
    this.settings = settings;
    this.#dropped = dropped;
  }

  push(event: PlatformEvent): void {
    if (this.#closed || !this.settings.types.has(event.type.split(".")[0] ?? "")) return;
    const text = JSON.stringify(this.#shape(event));
    this.#filling.events.push(text);
    this.#filling.bytes += Buffer.byteLength(text);
    if (
      this.#filling.events.length >= this.settings.maxItems ||
      this.#filling.bytes >= this.settings.maxBytes
    )
      this.flush();
    else this.#arm();
  }

  /** Sends what is buffered without waiting for more. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#filling.events.length > 0) {
      this.#full.push(this.#filling);
      this.#filling = { events: [], bytes: 0 };
      this.#shed();
    }
    void this.#send();
  }

  pause(): void {
    this.#paused = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  resume(): void {
    this.#paused = false;
    if (this.#filling.events.length > 0) this.#arm();
    void this.#send();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#retryTimer);
    void this.#agent.destroy();
  }

  /** Telemetry API: log lines are strings in schema 2022-07-01 whatever the log format. */
  #shape(event: PlatformEvent): PlatformEvent {
    const isStructured = !event.type.startsWith("platform.") && typeof event.record === "object";
    return isStructured && this.settings.schemaVersion === "2022-07-01"
      ? { ...event, record: JSON.stringify(event.record) }
      : event;
  }

  #arm(): void {
    if (this.#paused) return;
    this.#timer ??= setTimeout(() => this.flush(), this.settings.timeoutMs);
  }

  #shed(): void {
    let queued = this.#full.reduce((sum, batch) => sum + batch.bytes, 0);
    // The first batch may be under way.
    while (queued > maxQueuedBytes && this.#full.length > 1) {
      const [batch] = this.#full.splice(1, 1);
      queued -= batch?.bytes ?? 0;
      this.#dropped(batch?.events.length ?? 0, batch?.bytes ?? 0);
    }
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    while (!this.#paused && !this.#closed) {
      const [batch] = this.#full;
      if (!batch) break;
      if (await this.#deliver(`[${batch.events.join(",")}]`)) {
        this.#full.shift();
        this.#failures = 0;
      } else {
        this.#retryLater();
        break;
      }
    }
    this.#sending = false;
  }

  #retryLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(
      () => void this.#send(),
      Math.min(longestRetryMs, firstRetryMs * 2 ** this.#failures++),
    );
  }

  async #deliver(batch: string): Promise<boolean> {
    const posts = this.settings.deliver?.(batch) ?? [batch];
    const taken: boolean[] = [];
    for (const post of posts) taken.push(await this.#post(post));
    return this.settings.deliver !== undefined || taken.every(Boolean);
  }

  async #post(body: string): Promise<boolean> {
    try {
      const { statusCode, body: answer } = await request(
        `http://${this.settings.host}:${this.settings.port}${this.settings.path}`,
        {
          method: "POST",
          dispatcher: this.#agent,
          headers: { "content-type": "application/json", host: `sandbox.localdomain:${this.settings.port}` },
          body,
        },
      );
      await answer.dump();
      return statusCode < 300;
    } catch {
      return false;
    }
  }
}

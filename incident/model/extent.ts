/** How much was read: events, in how many files, over which time. */
import type { LogEvent } from "../../core/telemetry/log-event.ts";

export class Extent {
  readonly #files = new Set<string>();
  #events = 0;
  #streamless = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  /** Counts only relevant events, so that the totals do not depend on what the reader passes on. */
  count(event: LogEvent): void {
    this.#events++;
    this.#files.add(event.file);
    if (event.logStream === null) this.#streamless++;
  }

  /** @param at milliseconds since the epoch */
  reaches(at: number): void {
    this.#from = Math.min(this.#from, at);
    this.#to = Math.max(this.#to, at);
  }

  get files(): number {
    return this.#files.size;
  }

  get events(): number {
    return this.#events;
  }

  /** Events that name no log stream. */
  get streamless(): number {
    return this.#streamless;
  }

  /** Null if no event has a time. */
  get span(): { readonly from: number; readonly to: number } | null {
    return Number.isFinite(this.#from) ? { from: this.#from, to: this.#to } : null;
  }
}

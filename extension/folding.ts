/**
 * Which invocations get a line of their own. An eventful one always does. With `each-minute` and `on-change`,
 * uneventful ones share a line: the first that comes when the environment has written none for a while
 * writes it, and it is also for those since the last line.
 *
 * No alarm changes its truth by that. A gauge is written at least once in each span of time in which the
 * function is invoked, and a span is shorter than the alarms' period of 15 minutes. A shared line says how
 * many invocations it is for, and has the time of the newest of them.
 */
import type { EndedBy } from "../core/telemetry/lines.ts";
import type { Findings } from "../core/telemetry/metrics.ts";
import type { Settings } from "./settings.ts";

export interface Told {
  readonly requestId: string;
  readonly endedBy: EndedBy;
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly overheadMs: number;
  /** Null if no shim observed it. */
  readonly findings: Findings | null;
  /** Earlier invocations that it is also for. */
  readonly further: number;
}

/** How long an environment writes no second line for uneventful invocations, in milliseconds. */
const spansMs = {
  "each-invoke": 0,
  "each-minute": 60_000,
  "on-change": 300_000,
} as const satisfies Record<Settings["emit"], number>;

export class Folding {
  readonly #spanMs: number;
  /** The newest invocation without a line. */
  #held: Told | null = null;
  #lastWritten = Number.NEGATIVE_INFINITY;

  constructor(emit: Settings["emit"]) {
    this.#spanMs = spansMs[emit];
  }

  /** The invocations whose lines are due before and with this one, oldest first. */
  due(told: Told, eventful: boolean): readonly Told[] {
    if (eventful || this.#spanMs === 0) return this.#written([...this.end(), told], told.at);
    const held = this.#held;
    if (held !== null && (held.endedBy !== told.endedBy || this.#isOver(held.at, told.at)))
      return this.#written([...this.end(), told], told.at);
    const whole: Told =
      held === null
        ? told
        : {
            ...told,
            further: held.further + 1,
            overheadMs: Math.max(held.overheadMs, told.overheadMs),
          };
    if (!this.#isOver(this.#lastWritten, told.at)) {
      this.#held = whole;
      return [];
    }
    this.#held = null;
    return this.#written([whole], told.at);
  }

  /** What is left when no invocation follows. */
  end(): readonly Told[] {
    const held = this.#held;
    this.#held = null;
    return held === null ? [] : [held];
  }

  #written(due: readonly Told[], at: number): readonly Told[] {
    this.#lastWritten = at;
    return due;
  }

  /** Also if the clock went back: nothing is held longer than a span. */
  #isOver(since: number, now: number): boolean {
    return now < since || now - since >= this.#spanMs;
  }
}

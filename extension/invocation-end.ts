/**
 * When is an invocation over? The shim's end mark says so within a fraction of a millisecond; the Telemetry API's runtimeDone says so 25 ms later,
 * also when the process is gone; at the deadline the platform ends it, and holding `next` any longer would only delay SHUTDOWN.
 */
import type { EndMark } from "../core/journal/end-mark.ts";
import type { EndMarkWatch } from "./end-mark-watch.ts";
import type { RuntimeDone } from "./telemetry-listener.ts";

export interface InvocationEnd {
  readonly endedBy: "end-mark" | "telemetry" | "deadline";
  /** The mark that ended it. */
  readonly mark: EndMark | null;
  /** The platform's verdict, where telemetry ended it. */
  readonly status: string | null;
}

export class InvocationEnds {
  readonly #watch: EndMarkWatch;
  /** The last mark that was looked at. */
  #seen: EndMark | null = null;
  /** runtimeDone can overtake the INVOKE event's handling. */
  #lastDone: RuntimeDone | null = null;
  #waiting: ((done: RuntimeDone) => void) | null = null;

  constructor(watch: EndMarkWatch) {
    this.#watch = watch;
  }

  runtimeDone(done: RuntimeDone): void {
    this.#lastDone = done;
    this.#waiting?.(done);
  }

  /** @param deadlineMs milliseconds since the epoch */
  async of(requestId: string, deadlineMs: number): Promise<InvocationEnd> {
    const { promise, resolve } = Promise.withResolvers<InvocationEnd>();
    const lookAtDone = (done: RuntimeDone): void => {
      if (done.requestId === requestId) resolve({ endedBy: "telemetry", mark: null, status: done.status });
    };
    const lookAtMark = (): void => {
      const mark = this.#watch.current();
      // Not by its count alone: a bootstrap of the customer's own may start Node again beside this extension, and that one counts from one.
      if (mark === null || (mark.count === this.#seen?.count && mark.shimMs === this.#seen.shimMs)) return;
      this.#seen = mark;
      // A mark of another id came late from an invocation that ended by other means.
      if (mark.requestId === null || mark.requestId === requestId) resolve({ endedBy: "end-mark", mark, status: null });
    };
    const stop = this.#watch.onChange(lookAtMark);
    if (this.#lastDone !== null) lookAtDone(this.#lastDone);
    this.#waiting = lookAtDone;
    const timer = setTimeout(() => resolve({ endedBy: "deadline", mark: null, status: null }), Math.max(0, deadlineMs - Date.now()));
    try {
      return await promise;
    } finally {
      stop();
      clearTimeout(timer);
      this.#waiting = null;
    }
  }
}

/**
 * When is an invocation over? The shim's end mark says so within a fraction of a millisecond, and the kernel says so when the process is gone.
 * Where the launcher's shell could not prepare that, the Telemetry API's runtimeDone says both 25 ms later. At the deadline the platform ends it,
 * and holding `next` any longer would only delay SHUTDOWN.
 */
import type { EndMark } from "../core/journal/end-mark.ts";
import type { EndMarkWatch } from "./end-mark-watch.ts";
import type { Liveness } from "./liveness.ts";
import type { RuntimeDone } from "./telemetry-listener.ts";

export interface InvocationEnd {
  readonly endedBy: "end-mark" | "death" | "telemetry" | "deadline";
  /** The mark that ended it. */
  readonly mark: EndMark | null;
  /** The platform's verdict, where telemetry ended it. */
  readonly status: string | null;
}

/** Lambda quotas: no function runs longer. A clock that jumped must not hold `next` for longer either. */
const longestInvocationMs = 900_000;

export class InvocationEnds {
  readonly #watch: EndMarkWatch;
  readonly #liveness: Liveness;
  /** The last mark that was looked at. */
  #seen: EndMark | null = null;
  /** runtimeDone can overtake the INVOKE event's handling. */
  #lastDone: RuntimeDone | null = null;
  #waiting: ((done: RuntimeDone) => void) | null = null;

  constructor(watch: EndMarkWatch, liveness: Liveness) {
    this.#watch = watch;
    this.#liveness = liveness;
  }

  runtimeDone(done: RuntimeDone): void {
    this.#lastDone = done;
    this.#waiting?.(done);
  }

  /**
   * Null when the mark cannot be read: to wait for what cannot be seen would hold every invocation until its deadline.
   * @param requestId `""` where the event did not tell it: then any end is its end
   * @param deadlineMs milliseconds since the epoch
   */
  async of(requestId: string, deadlineMs: number): Promise<InvocationEnd | null> {
    const { promise, resolve } = Promise.withResolvers<InvocationEnd | null>();
    const isIts = (id: string | null): boolean => id === null || requestId === "" || id === requestId;
    const lookAtDone = (done: RuntimeDone): void => {
      if (!isIts(done.requestId)) return;
      // The mark was set before and says more: on a busy machine its news can come second.
      lookAtMark();
      resolve({ endedBy: "telemetry", mark: null, status: done.status });
    };
    const lookAtMark = (): void => {
      let mark: EndMark | null;
      try {
        mark = this.#watch.current();
      } catch {
        resolve(null);
        return;
      }
      // Not by its count alone: a bootstrap of the customer's own may start Node again beside this extension, and that one counts from one.
      if (mark === null || (mark.count === this.#seen?.count && mark.shimMs === this.#seen.shimMs)) return;
      this.#seen = mark;
      // A mark of another id came late from an invocation that ended by other means.
      if (isIts(mark.requestId)) resolve({ endedBy: "end-mark", mark, status: null });
    };
    const stopWatching = this.#watch.onChange(lookAtMark);
    const stopListening = this.#liveness.onEnd(() => {
      // It may have answered first.
      lookAtMark();
      resolve({ endedBy: "death", mark: null, status: null });
    });
    if (this.#lastDone !== null) lookAtDone(this.#lastDone);
    this.#waiting = lookAtDone;
    const leftMs = Math.min(Math.max(0, deadlineMs - Date.now()), longestInvocationMs);
    const timer = setTimeout(() => resolve({ endedBy: "deadline", mark: null, status: null }), leftMs);
    try {
      return await promise;
    } finally {
      stopWatching();
      stopListening();
      clearTimeout(timer);
      this.#waiting = null;
    }
  }
}

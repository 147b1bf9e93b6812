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

export class InvocationEnds {
  readonly #watch: EndMarkWatch;
  readonly #liveness: Liveness;
  /** The last mark that was looked at. */
  #count = 0;
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

  /** @param deadlineMs milliseconds since the epoch */
  async of(requestId: string, deadlineMs: number): Promise<InvocationEnd> {
    const { promise, resolve } = Promise.withResolvers<InvocationEnd>();
    const lookAtDone = (done: RuntimeDone): void => {
      if (done.requestId !== requestId) return;
      // The mark was set before and says more: on a busy machine its news can come second.
      lookAtMark();
      resolve({ endedBy: "telemetry", mark: null, status: done.status });
    };
    const lookAtMark = (): void => {
      const mark = this.#watch.current();
      if (mark === null || mark.count <= this.#count) return;
      this.#count = mark.count;
      // A mark of another id came late from an invocation that ended by other means.
      if (mark.requestId === null || mark.requestId === requestId) resolve({ endedBy: "end-mark", mark, status: null });
    };
    const stopWatching = this.#watch.onChange(lookAtMark);
    const stopListening = this.#liveness.onEnd(() => {
      // It may have answered first.
      lookAtMark();
      resolve({ endedBy: "death", mark: null, status: null });
    });
    if (this.#lastDone !== null) lookAtDone(this.#lastDone);
    this.#waiting = lookAtDone;
    const timer = setTimeout(() => resolve({ endedBy: "deadline", mark: null, status: null }), Math.max(0, deadlineMs - Date.now()));
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

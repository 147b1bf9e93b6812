/**
 * When is an invocation over? The shim's end mark says so within a fraction of a millisecond, and the kernel
 * says so when the process is gone. Where the launcher's shell could not prepare that, the Telemetry API's
 * runtimeDone says both 25 ms later. When none of them comes, the wait ends before the deadline, and a mark
 * that comes later is found with the next event.
 */
import type { EndMark } from "../core/journal/end-mark.ts";
import type { RuntimeDone } from "./telemetry-listener.ts";

export interface InvocationEnd {
  readonly endedBy: "end-mark" | "death" | "telemetry" | "deadline" | "unobserved";
  /** The mark that ended it. */
  readonly mark: EndMark | null;
  /** The platform's verdict, where telemetry ended it. */
  readonly status: string | null;
}

export const unobserved: InvocationEnd = { endedBy: "unobserved", mark: null, status: null };
export const deadline: InvocationEnd = { endedBy: "deadline", mark: null, status: null };
export const death: InvocationEnd = { endedBy: "death", mark: null, status: null };
export const markedEnd = (mark: EndMark): InvocationEnd => ({ endedBy: "end-mark", mark, status: null });

export interface EndListener {
  mark(mark: EndMark): void;
  /** No process holds the function's end. */
  gone(): void;
  /** Marks cannot be read, or may be lost. */
  blind(): void;
}

/** Where marks come from. */
export interface EndSignals {
  /** Tells what was not told before, at once if it is there, until the returned function is called. */
  listen(listener: EndListener): () => void;
  /** Tells of marks that are there and whose event has not come yet. */
  drain(): void;
}

/** Late marks that are kept: of the one invocation whose end was not awaited. */
const maxLate = 16;

/**
 * Whether the mark is this invocation's; `""` where the event did not tell the id: then any end is its end.
 */
export function isEndOf(requestId: string, id: string | null): boolean {
  return id === null || requestId === "" || id === requestId;
}

export class InvocationEnds {
  readonly #signals: EndSignals;
  /** Marks of other requests than the one that was waited for. */
  #late: EndMark[] = [];
  /**
   * Whether there were more: somebody else writes marks, and a full FIFO does not take the function's own.
   */
  #isCrowded = false;
  /** runtimeDone can overtake the INVOKE event's handling. */
  #lastDone: RuntimeDone | null = null;
  #waiting: ((done: RuntimeDone) => void) | null = null;

  constructor(signals: EndSignals) {
    this.#signals = signals;
  }

  runtimeDone(done: RuntimeDone): void {
    this.#lastDone = done;
    this.#waiting?.(done);
  }

  /** The end of an invocation whose end was not seen in time; null when it is not seen now either. */
  late(requestId: string): InvocationEnd | null {
    let gone = false;
    const stop = this.#signals.listen({
      mark: (mark) => this.#keep(mark),
      gone: () => (gone = true),
      blind: () => {},
    });
    this.#signals.drain();
    stop();
    const mark = this.#takeLate(requestId);
    if (mark !== undefined) return markedEnd(mark);
    const done = this.#lastDone;
    if (done !== null && isEndOf(requestId, done.requestId))
      return { endedBy: "telemetry", mark: null, status: done.status };
    return gone ? death : null;
  }

  /**
   * Null when the wait was in vain, or marks cannot be read: to wait for what cannot be seen would hold every
   * invocation.
   * @param requestId `""` where the event did not tell it
   */
  async of(requestId: string, patienceMs: number): Promise<InvocationEnd | null> {
    const { promise, resolve } = Promise.withResolvers<InvocationEnd | null>();
    const mark = (mark: EndMark): void => {
      // A mark of another id came late from an invocation that ended by other means.
      if (isEndOf(requestId, mark.requestId)) {
        resolve(markedEnd(mark));
        return;
      }
      this.#keep(mark);
      if (this.#isCrowded) resolve(null);
    };
    const lookAtDone = (done: RuntimeDone): void => {
      if (!isEndOf(requestId, done.requestId)) return;
      // The mark was set before and says more: on a busy machine its news can come second.
      this.#signals.drain();
      resolve({ endedBy: "telemetry", mark: null, status: done.status });
    };
    const early = this.#takeLate(requestId);
    if (early !== undefined) return markedEnd(early);
    if (this.#isCrowded) return null;
    const stop = this.#signals.listen({
      mark,
      gone: () => resolve(death),
      blind: () => resolve(null),
    });
    if (this.#lastDone !== null) lookAtDone(this.#lastDone);
    this.#waiting = lookAtDone;
    const timer = setTimeout(() => resolve(null), patienceMs);
    try {
      return await promise;
    } finally {
      stop();
      clearTimeout(timer);
      this.#waiting = null;
    }
  }

  /** Those before it are of nobody. */
  #takeLate(requestId: string): EndMark | undefined {
    const at = this.#late.findIndex((late) => isEndOf(requestId, late.requestId));
    return at === -1 ? undefined : this.#late.splice(0, at + 1).at(-1);
  }

  #keep(mark: EndMark): void {
    if (this.#late.push(mark) <= maxLate) return;
    this.#late.shift();
    this.#isCrowded = true;
  }
}

/**
 * Detects when an invocation is over. The shim's end mark says so within a fraction of a millisecond, and the
 * kernel says so when the process is gone. If the launcher's shell could not prepare these signals, the
 * Telemetry API's runtimeDone replaces both, 25 ms later. If no signal comes, the wait ends before the
 * deadline, and a mark that comes later is found with the next event.
 */
import type { EndMark } from "../core/journal/end-mark.ts";
import type { RuntimeDone } from "./telemetry-listener.ts";

export interface InvocationEnd {
  readonly endedBy: "end-mark" | "death" | "telemetry" | "deadline" | "unobserved";
  /** The mark that ended it. */
  readonly mark: EndMark | null;
  /** The platform's verdict, if telemetry ended it. */
  readonly status: string | null;
}

export const unobserved: InvocationEnd = { endedBy: "unobserved", mark: null, status: null };
export const deadline: InvocationEnd = { endedBy: "deadline", mark: null, status: null };
export const death: InvocationEnd = { endedBy: "death", mark: null, status: null };
export const markedEnd = (mark: EndMark): InvocationEnd => ({ endedBy: "end-mark", mark, status: null });

export interface EndListener {
  mark(mark: EndMark): void;
  /** No process holds the function's end of the FIFO. */
  gone(): void;
  /** Marks cannot be read, or may be lost. */
  blind(): void;
}

/** Where marks come from. */
export interface EndSignals {
  /** Passes on each new mark, at once if there is one, until the returned function is called. */
  listen(listener: EndListener): () => void;
  /** Passes on marks that have arrived and whose event has not come yet. */
  drain(): void;
}

/** How many late marks are kept: those of the one invocation whose end was not awaited. */
const maxLate = 16;

/** Whether the mark belongs to this invocation. If the event did not contain the id (`""`), any mark does. */
export function isEndOf(requestId: string, id: string | null): boolean {
  return id === null || requestId === "" || id === requestId;
}

export class InvocationEnds {
  readonly #signals: EndSignals;
  /** Marks of other requests than the one that the extension waited for. */
  #late: EndMark[] = [];
  /**
   * Whether there were more than that: another process writes marks, and a full FIFO does not accept the
   * function's own.
   */
  #isCrowded = false;
  /** The runtimeDone events that arrived. One can arrive before its INVOKE event is handled. */
  #lastDone: RuntimeDone | null = null;
  #waiting: ((done: RuntimeDone) => void) | null = null;

  constructor(signals: EndSignals) {
    this.#signals = signals;
  }

  runtimeDone(done: RuntimeDone): void {
    this.#lastDone = done;
    this.#waiting?.(done);
  }

  /** The end of an invocation whose end was not seen in time; null if it is still not there. */
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
   * Null if the wait had no result, or if marks cannot be read: a wait for a signal that cannot come would
   * hold up every invocation.
   * @param requestId `""` if the event did not contain it
   */
  async of(requestId: string, patienceMs: number): Promise<InvocationEnd | null> {
    const { promise, resolve } = Promise.withResolvers<InvocationEnd | null>();
    const mark = (mark: EndMark): void => {
      // A mark of another id is a late one, from an invocation that ended by another signal.
      if (isEndOf(requestId, mark.requestId)) {
        resolve(markedEnd(mark));
        return;
      }
      this.#keep(mark);
      if (this.#isCrowded) resolve(null);
    };
    const lookAtDone = (done: RuntimeDone): void => {
      if (!isEndOf(requestId, done.requestId)) return;
      // The mark was set earlier and says more: on a busy machine it can arrive second.
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

  /** Removes the mark of this request, and the marks before it, which belong to no invocation. */
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

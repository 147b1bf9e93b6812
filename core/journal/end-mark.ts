/**
 * The end mark: what the shim reports at each invocation's end. The journal would grow with every invocation
 * of an environment that lives for hours, and would wake the extension at every module load. So marks go
 * elsewhere: as lines into the FIFO `alive`, or, where only Node was there to make the files, into a slot of
 * fixed size that each mark overwrites.
 */

/**
 * The most bytes of a mark, which is also the slot's size: a write of less than PIPE_BUF (512 at least,
 * POSIX) into a FIFO is whole or fails.
 */
export const endMarkBytes = 256;

export interface EndMark {
  /** Grows by one with each mark of a process. */
  readonly count: number;
  /** Null where the runtime client does not give it (streaming responses). */
  readonly requestId: string | null;
  /**
   * The ordinal of the failure record the invocation ended with, 0 without such a record; null when it
   * succeeded.
   */
  readonly failure: number | null;
  /** What the shim has cost in this thread since it started, in milliseconds. */
  readonly shimMs: number;
  /** False once a write to the journal failed: what was loaded since is not recorded. */
  readonly journalWhole: boolean;
  /**
   * How long the journal was then: what follows belongs to later invocations. Null where it cannot be known.
   */
  readonly journalBytes: number | null;
}

// Taken now: the function may replace them later.
const { parse, stringify } = JSON;
const { apply } = Reflect;
const { padEnd } = String.prototype;

/** A line without its line feed. A request id that is too long for it is left out. */
export function encodeEndMark(mark: EndMark): string {
  const { count, requestId, failure, shimMs, journalWhole, journalBytes } = mark;
  const whole = journalWhole ? 1 : 0;
  const line = `[${count},${stringify(requestId)},${failure},${shimMs},${whole},${journalBytes}]`;
  return line.length < endMarkBytes ? line : encodeEndMark({ ...mark, requestId: null });
}

/** The slot's content: padded with blanks, so that no part of an earlier mark shows through. */
export function inSlot(line: string): string {
  return apply(padEnd, line, [endMarkBytes]);
}

/** The mark in a line or a slot, null while that is empty or when the shim did not write it. Never throws. */
export function decodeEndMark(text: string): EndMark | null {
  if (text.length > endMarkBytes) return null;
  let values: unknown;
  try {
    values = parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(values) || values.length !== 6) return null;
  const [count, requestId, failure, shimMs, whole, bytes] = values as unknown[];
  if (!Number.isSafeInteger(count) || typeof shimMs !== "number" || !Number.isFinite(shimMs)) return null;
  if (requestId !== null && typeof requestId !== "string") return null;
  if (failure !== null && !Number.isSafeInteger(failure)) return null;
  if (bytes !== null && !(Number.isSafeInteger(bytes) && (bytes as number) >= 0)) return null;
  return {
    count: count as number,
    requestId,
    failure: failure as number | null,
    shimMs,
    journalWhole: whole === 1,
    journalBytes: bytes as number | null,
  };
}

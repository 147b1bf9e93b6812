/**
 * The end mark: one slot of fixed size in a file of its own, overwritten at each invocation's end. The journal would grow with every invocation
 * of an environment that lives for hours; the slot does not, and the extension can watch it without being woken by every module load.
 */

/** The slot's size in bytes. A mark is padded with blanks to it, so that no part of an earlier mark shows through. */
export const endMarkBytes = 256;

export interface EndMark {
  /** Grows by one with each mark of a process. */
  readonly count: number;
  /** Null where the runtime client does not tell it (streaming responses). */
  readonly requestId: string | null;
  /** The ordinal of the failure record the invocation ended with, 0 where there is none of it; null when it succeeded. */
  readonly failure: number | null;
  /** What the shim has cost in this thread since it started, in milliseconds. */
  readonly shimMs: number;
  /** False once a write to the journal failed: what was loaded since is not recorded. */
  readonly journalWhole: boolean;
}

// Taken now: the function may replace them later.
const { parse, stringify } = JSON;
const { apply } = Reflect;
const { padEnd } = String.prototype;

/** The slot's content. A request id too long for it is left out. */
export function encodeEndMark(mark: EndMark): string {
  const line = `[${mark.count},${stringify(mark.requestId)},${mark.failure},${mark.shimMs},${mark.journalWhole ? 1 : 0}]`;
  if (line.length < endMarkBytes) return apply(padEnd, line, [endMarkBytes]);
  return encodeEndMark({ ...mark, requestId: null });
}

/** The mark in a slot, null while it is empty or when it was not written by the shim. Never throws. */
export function decodeEndMark(slot: string): EndMark | null {
  let values: unknown;
  try {
    values = parse(slot);
  } catch {
    return null;
  }
  if (!Array.isArray(values) || values.length !== 5) return null;
  const [count, requestId, failure, shimMs, whole] = values as unknown[];
  if (!Number.isSafeInteger(count) || typeof shimMs !== "number" || !Number.isFinite(shimMs)) return null;
  if (requestId !== null && typeof requestId !== "string") return null;
  if (failure !== null && !Number.isSafeInteger(failure)) return null;
  return { count: count as number, requestId, failure: failure as number | null, shimMs, journalWhole: whole === 1 };
}

/**
 * Whether an invocation failed, and which errors it failed with. The outcome decides, never that an error
 * passed by: an error that nobody caught is on record before it is known whether the function's own listener,
 * or that of its worker, takes it.
 *
 * | ended by | failed | with |
 * |---|---|---|
 * | the answer (end mark) | where it is an error | that error |
 * | the platform's word | where it is not `success` | what was answered, else what nobody caught |
 * | the process's end, the deadline | always | the same |
 * | nothing seen | where an error was answered | that error |
 */
import type { FailureRecord } from "../core/journal/records.ts";
import type { InvocationEnd } from "./invocation-end.ts";

export interface Verdict {
  readonly failed: boolean;
  readonly failures: readonly FailureRecord[];
}

/**
 * @param answered the error that the end mark names
 * @param journaled what was written down since the last invocation, oldest first
 */
export function verdictOn(
  { endedBy, mark, status }: InvocationEnd,
  exited: boolean,
  answered: FailureRecord | undefined,
  journaled: readonly FailureRecord[],
): Verdict {
  const posted = answered === undefined ? journaled.filter(({ phase }) => phase === "invoke") : [answered];
  if (mark !== null && mark.failure !== null)
    return { failed: true, failures: posted.map((failure) => asThrown(failure, journaled)) };
  if (exited || endedBy === "deadline" || endedBy === "death" || (status ?? "success") !== "success") {
    const thrown = posted.map((failure) => asThrown(failure, journaled));
    return { failed: true, failures: posted.length > 0 ? thrown : fatal(journaled) };
  }
  return endedBy === "unobserved" && posted.length > 0
    ? { failed: true, failures: posted }
    : { failed: false, failures: [] };
}

/**
 * The errors of init, or of the time after the last invocation. @param broken whether the environment ended
 * by more than being no longer needed
 */
export function verdictAtShutdown(
  journaled: readonly FailureRecord[],
  broken: boolean,
): readonly FailureRecord[] {
  const posted = journaled.filter(({ phase }) => phase === "invoke");
  return broken
    ? [...new Set([...posted.map((failure) => asThrown(failure, journaled)), ...fatal(journaled)])]
    : posted;
}

/** The same error as it was thrown, where that was seen too: it has the code, and the loader's text. */
function asThrown(posted: FailureRecord, journaled: readonly FailureRecord[]): FailureRecord {
  return journaled.find((other) => other.phase === "uncaught" && isSame(other, posted)) ?? posted;
}

/**
 * What nobody caught in the main thread, which takes the process with it. Only where there is none, what
 * ended worker threads.
 */
function fatal(journaled: readonly FailureRecord[]): FailureRecord[] {
  const uncaught = journaled.filter(({ phase }) => phase === "uncaught");
  const main = uncaught.filter(({ thread }) => thread === 0);
  return main.length > 0 ? main : uncaught;
}

function isSame(one: FailureRecord, other: FailureRecord): boolean {
  return one.name === other.name && one.frames.join("\n") === other.frames.join("\n");
}

/**
 * Whether an invocation failed, and which errors it failed with. The outcome decides, not the existence of an
 * error: an uncaught error is recorded before it is known whether a listener of the function or of its worker
 * handles it.
 *
 * | ended by | failed | with |
 * |---|---|---|
 * | the answer (end mark) | if it is an error | that error |
 * | the platform's status | if it is not `success` | the answered error, else the uncaught errors |
 * | the process's end, the deadline | always | the same |
 * | no signal | if an error was answered | that error |
 */
import type { FailureRecord } from "../core/journal/records.ts";
import type { InvocationEnd } from "./invocation-end.ts";

export interface Verdict {
  readonly failed: boolean;
  readonly failures: readonly FailureRecord[];
}

/**
 * @param answered the error that the end mark names
 * @param journaled the failures recorded since the last invocation, oldest first
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
 * The errors of init, or of the time after the last invocation.
 * @param broken whether the environment ended for another reason than that it was no longer needed
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

/** The same error as it was thrown, if that was recorded too: it has the code, and the loader's text. */
function asThrown(posted: FailureRecord, journaled: readonly FailureRecord[]): FailureRecord {
  return journaled.find((other) => other.phase === "uncaught" && isSame(other, posted)) ?? posted;
}

/**
 * The uncaught errors of the main thread, which end the process. If there are no such errors, those that
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

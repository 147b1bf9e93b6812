/** Judges the functions that the options of `outcrop check` choose, one after the other. */
import { type CheckedFunction, checkFunction, notChecked } from "../../check/check-function.ts";
import type { LockRequest } from "../../check/lock/compare-lock.ts";
import type { InputValues } from "./input-options.ts";
import { openedFunctions } from "./opened-functions.ts";

/**
 * @param locks null where no lock is asked for
 * @param say receives what is done at the moment, for a person who waits
 * @throws UsageError
 */
export async function checkedFunctions(
  values: InputValues,
  positionals: readonly string[],
  locks: LockRequest | null = null,
  say: (doing: string) => void = () => {},
): Promise<readonly CheckedFunction[]> {
  const checked: CheckedFunction[] = [];
  for await (const opened of openedFunctions("check", values, positionals, say))
    checked.push(
      opened.kind === "unopened" ? notChecked(opened) : checkFunction(opened.input, Date.now(), locks),
    );
  return checked;
}

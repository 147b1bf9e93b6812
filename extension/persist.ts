/** Repeats a request that Outcrop needs until it succeeds, however long that takes. */
import { complain } from "./complaint.ts";

/** The first pause: 50 ms. It doubles each time. */
const firstPauseMs = 50;
const longestPauseMs = 6_400;
/** A failure is reported after this many in a row, which take 0.75 s. */
const tellAt = 5;

/**
 * @param attempt throws if it did not succeed; the message says why. Failures are reported once; a success
 *   resets this
 */
export async function persist<Result>(name: string, attempt: () => Promise<Result>): Promise<Result> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (failures === tellAt)
        complain(`\`${name}\` has failed ${failures} times: ${(error as Error).message}; still trying`);
    }
    const ms = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 16));
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}

/** Requests that Outcrop cannot do without are made until they succeed, however long that takes. */
import { complain } from "./complaint.ts";

/** 50 ms, doubling. */
const firstPauseMs = 50;
const longestPauseMs = 6_400;
/** A failure is reported when it has lasted: this many in a row take 0.75 s. */
const tellAt = 5;

/**
 * @param attempt throws, with why as its message, where it did not succeed. Reported once; recovery resets it
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

/**
 * Fisher's exact test, one-sided: how likely it is that at least this many of all failures fall on one of two
 * groups if failures do not care about the groups.
 * @returns from 0 to 1; 1 where a group is empty
 */
import type { Rate } from "./rate.ts";

export function exactTest(here: Rate, there: Rate): number {
  const [failed, invocations] = [here.failed + there.failed, here.invocations + there.invocations];
  if (here.invocations === 0 || there.invocations === 0) return 1;
  const all = logChoose(invocations, failed);
  const most = Math.min(failed, here.invocations);
  let sum = 0;
  for (let at = here.failed; at <= most; at++) {
    const term = Math.exp(logChoose(here.invocations, at) + logChoose(there.invocations, failed - at) - all);
    sum += term;
    // The terms only fall from here on.
    if (term < sum * 1e-12) break;
  }
  return Math.min(1, sum);
}

function logChoose(of: number, chosen: number): number {
  return chosen < 0 || chosen > of
    ? Number.NEGATIVE_INFINITY
    : logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen);
}

/** Exact sums for small numbers; Stirling's series (three terms) is exact to 1e-12 above. */
function logFactorial(of: number): number {
  if (of < 32) {
    let sum = 0;
    for (let factor = 2; factor <= of; factor++) sum += Math.log(factor);
    return sum;
  }
  const series = 1 / (12 * of) - 1 / (360 * of ** 3) + 1 / (1260 * of ** 5);
  return of * Math.log(of) - of + Math.log(2 * Math.PI * of) / 2 + series;
}

/**
 * The times of bin(), datefloor() and dateceil().
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
 */
import type { Period } from "./syntax.ts";

const lengths: readonly (readonly [names: readonly string[], ms: number])[] = [
  [["millisecond", "ms", "msec"], 1],
  [["second", "s", "sec"], 1000],
  [["minute", "m", "min"], 60_000],
  [["hour", "h", "hr"], 3_600_000],
  [["day", "d"], 86_400_000],
  [["week", "w"], 604_800_000],
];

/** Null for other text, and for months and longer, whose start in the calendar is not documented. */
export function periodMs({ count, unit }: Period): number | null {
  const name = unit.toLowerCase();
  const ms = lengths.find(([names]) =>
    names.some((known) => name === known || (known.length > 1 && name === `${known}s`)),
  )?.[1];
  return ms === undefined || !(count > 0) ? null : count * ms;
}

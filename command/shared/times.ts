/** Times on a command line: ISO 8601, UTC by default, or relative to now. */
import { timeOf } from "../../incident/read/time.ts";
import { UsageError } from "./usage.ts";

const units: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** @returns milliseconds since the epoch. @throws UsageError */
export function timeOption(name: string, text: string, now: number): number {
  const [, count, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return now - Number(count) * (units[unit] as number);
  if (text === "now") return now;
  const time = /^\d+$/.test(text) ? null : timeOf(completed(text));
  if (time === null || !isOnTheCalendar(text))
    throw new UsageError(
      `--${name} must be a time such as 2026-03-14T03:12:00Z, or 30m, 2h, 3d ago; not ${text || "empty"}`,
    );
  return time;
}

/** timeOf accepts days after the last day of a month, which logs never contain. */
function isOnTheCalendar(text: string): boolean {
  const [, date = "", clock = "00:00:00"] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?/.exec(text) ?? [];
  const time = new Date(`${date}T${clock}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}

/** A day without a time means its start, a time without seconds its full minute. */
function completed(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00:00Z`;
  return text.replace(/^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d)(Z|[+-]\d\d:?\d\d)?$/, "$1:00$2");
}

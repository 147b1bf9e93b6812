/** How finely time is divided in a picture. */
import { stepFor } from "../../page/time-step.ts";
import type { Window } from "./series.ts";

export interface TimeRange {
  /** Milliseconds since the epoch; of the first and the last event that has a time. */
  readonly start: number;
  readonly end: number;
}

const second = 1000;

/** A reader cannot distinguish more points than this. */
const maxPoints = 90;

/**
 * The periods of a widget over what the logs cover. CloudWatch's shortest period is a minute, and a run of
 * some seconds would be a single point: a range shorter than the widget's period allows is divided as finely
 * as can be drawn, and a longer one in multiples of the widget's period.
 */
export function windowFor(
  { start, end }: TimeRange,
  widgetPeriodSeconds: number,
  wholeRange: boolean,
): Window {
  const range = end - start + 1;
  if (wholeRange) return { start, end: start + range, periodMs: range };
  const own = widgetPeriodSeconds * second;
  const fitted = stepFor(range, maxPoints);
  const periodMs = fitted < own ? fitted : Math.ceil(fitted / own) * own;
  const first = Math.floor(start / periodMs) * periodMs;
  return { start: first, end: Math.ceil((end + 1) / periodMs) * periodMs, periodMs };
}

import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { apart } from "./apart.ts";
import type { Origin } from "./model.ts";

const maxText = 4_096;

/** The place where an event was read, shown as evidence. */
export function originOf({ file, line, logStream, timestamp, message }: LogEvent, at: number | null): Origin {
  const text = message.length > maxText ? `${message.slice(0, maxText)}…` : message;
  return { file, line, logStream, at: at ?? timestamp, text: apart(text) };
}

/** An event to be kept for a while, cut to what its origin shows. */
export function kept(event: LogEvent): LogEvent {
  return { ...event, message: apart(event.message.slice(0, maxText + 1)) };
}

/**
 * Lambda began in November 2014. An earlier time, or one that is more than a day in the future, cannot be the
 * time of a log event.
 */
export function plausible(at: number | null): number | null {
  return at !== null && at > Date.UTC(2014, 10) && at < Date.now() + 86_400_000 ? at : null;
}

import type { LogEvent } from "../../../core/telemetry/log-event.ts";

/** Newest first, as Logs Insights answers. */
export const backwards = (events: readonly LogEvent[]): readonly LogEvent[] => events.toReversed();
export const withoutStreams = (events: readonly LogEvent[]): readonly LogEvent[] =>
  events.map((event) => ({ ...event, logStream: null }));

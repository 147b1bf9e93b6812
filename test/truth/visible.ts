/** Whether a log shows the failure at all: a line of the platform, of the runtime or of the function. */
import type { RecordedStream } from "../incident/captures/record.ts";
import type { Label } from "./replay.ts";

export function isVisible(streams: readonly RecordedStream[], { outcome }: Label): boolean {
  // What the function does not answer well, the platform reports.
  if (outcome !== "passed" && !outcome.startsWith("answered ")) return true;
  return streams.some(({ events }) =>
    events.some(({ message }) => !message.includes('"outcrop":"') && saysError.test(message)),
  );
}

/**
 * How each way of logging marks an error. What is logged as information is not an error that could be read.
 */
const saysError = /\bERROR\b|"level":(?:"error"|50)/;

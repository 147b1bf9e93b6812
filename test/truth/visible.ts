/** What the recorded lines show of the failure: at all, or another one. */
import type { RecordedStream } from "../incident/captures/record.ts";
import type { Label } from "./replay.ts";

/** A line of the platform, of the runtime or of the function shows it. */
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

/** A machine that was too busy let something time out, which the replay does not know of. */
export function isDisturbed(streams: readonly RecordedStream[], { outcome }: Label): boolean {
  if (outcome === "timeout") return false;
  return streams.some(({ events }) => events.some(({ message }) => timedOut.test(message)));
}

const timedOut = /^(?:INIT_)?REPORT .*\bStatus: timeout/;

import type { Document } from "./documents.ts";

/**
 * The time of a document's metrics in the embedded metric format, in milliseconds since the epoch: a short
 * line has no `timestamp`. Null if there is none.
 */
export function metricsTime({ _aws: metadata }: Document): number | null {
  if (typeof metadata !== "object" || metadata === null || !("Timestamp" in metadata)) return null;
  const { Timestamp: at } = metadata;
  return typeof at === "number" && Number.isSafeInteger(at) ? at : null;
}

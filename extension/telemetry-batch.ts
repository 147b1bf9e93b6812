/** A batch of the Telemetry API: a JSON array of `{time, type, record}`. Outcrop uses two of the types. */

/**
 * Telemetry API, `platform.runtimeDone` and `platform.report`; on Managed Instances only the latter exists.
 */
export interface RuntimeDone {
  readonly requestId: string;
  /** `success`, `failure`, `error` or `timeout`. */
  readonly status: string;
}

export interface PlatformEvents {
  runtimeDone(event: RuntimeDone): void;
  report(event: RuntimeDone): void;
}

/** Twice `maxBytes` of the subscription and some metadata (Telemetry API, buffering). */
export const maxBatchBytes = 1024 * 1024;

/** Request ids are UUIDs. A longer text is not a request id. */
const maxTextLength = 128;

/**
 * Passes on each event of the batch that Outcrop uses. Never throws: text that is not a batch has no effect.
 */
export function dispatchBatch(bytes: Buffer, events: PlatformEvents): void {
  for (const event of parsed(bytes)) dispatch(event, events);
}

function parsed(bytes: Buffer): unknown[] {
  try {
    const batch: unknown = JSON.parse(bytes.toString("utf8"));
    return Array.isArray(batch) ? batch : [];
  } catch {
    return [];
  }
}

function dispatch(event: unknown, events: PlatformEvents): void {
  const { type, record } = (event ?? {}) as { type?: unknown; record?: unknown };
  const { requestId, status } = (record ?? {}) as { requestId?: unknown; status?: unknown };
  if (typeof requestId !== "string" || typeof status !== "string") return;
  if (requestId.length > maxTextLength || status.length > maxTextLength) return;
  if (type === "platform.runtimeDone") events.runtimeDone({ requestId, status });
  else if (type === "platform.report") events.report({ requestId, status });
}

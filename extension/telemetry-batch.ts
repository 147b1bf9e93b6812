/**
 * A batch of the Telemetry API: a JSON array of `{time, type, record}`, of which two types are of use here.
 */

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

/** Request ids are UUIDs; what is longer than this is none. */
const maxTextLength = 128;

/** Tells each event of the batch that is one of ours. Total: what is no batch tells nothing. */
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

import type { LogStreamEvent } from "./contract/result.ts";

export interface LogPlace {
  readonly functionName: string;
  readonly logStream: string;
}

/**
 * A log stream as CloudWatch Logs hands it to a subscription: one JSON object with the group, the stream and
 * its events (CloudWatch Logs user guide, subscription filters). The ids are those of no real event.
 */
export function logPayload({ functionName, logStream }: LogPlace, stream: readonly LogStreamEvent[]): object {
  return {
    messageType: "DATA_MESSAGE",
    owner: "123456789012",
    logGroup: `/aws/lambda/${functionName}`,
    logStream,
    subscriptionFilters: ["sandbox"],
    logEvents: stream.map((event, index) => ({
      id: `${event.timestamp}${String(index).padStart(12, "0")}`,
      ...event,
    })),
  };
}

/**
 * Powertools' log format without the keys that are equal in all Outcrop lines: no sampling, and `service`
 * only if the function sets one. A line without a message is short: it has no level, and its time is that of
 * its metrics.
 */
import { LogFormatter, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";
import { outgoingText } from "../core/telemetry/outgoing.ts";

export class LineFormat extends LogFormatter {
  override formatAttributes(
    { logLevel, message, timestamp, serviceName }: UnformattedAttributes,
    line: LogAttributes,
  ): LogItem {
    const service = serviceName === unnamed ? undefined : outgoingText(serviceName);
    const said =
      message === "" ? {} : { level: logLevel, message, timestamp: this.formatTimestamp(timestamp) };
    return new LogItem({ attributes: { ...said, service, ...line } });
  }
}

/** Powertools' name for a service that has none. */
const unnamed = "service_undefined";

/**
 * Powertools' log format without what is the same in every line of ours: no sampling, and `service` only
 * where the function names one.
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
    return new LogItem({
      attributes: { level: logLevel, message, timestamp: this.formatTimestamp(timestamp), service, ...line },
    });
  }
}

/** What Powertools calls a service that has no name. */
const unnamed = "service_undefined";

/**
 * The fields Logs Insights finds in an event: its own, whose names begin with @, and those of the first JSON
 * object in the message, nested names with dots and elements of arrays by number.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 *
 * Where this differs: `@log` has no account id, since no export carries one; an event without a time (some
 * exports have none) gets the one its JSON names as `timestamp` or `time`; a JSON boolean is 1 or 0, which
 * the documentation leaves open.
 */
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { firstObject } from "./first-object.ts";
import { platformField } from "./platform-fields.ts";
import { Timestamp, type Value } from "./value.ts";

/** The documented number of fields that are found in one event. */
export const mostFields = 200;
const deepest = 50;

export class EventFields {
  readonly #event: LogEvent;
  #discovered: ReadonlyMap<string, Value> | null = null;

  constructor(event: LogEvent) {
    this.#event = event;
  }

  get discovered(): ReadonlyMap<string, Value> {
    this.#discovered ??= flatten(firstObject(this.#event.message));
    return this.#discovered;
  }

  readonly get = (name: string): Value => {
    const { message, timestamp, logGroup, logStream, eventId, file, line } = this.#event;
    switch (name) {
      case "@message":
        return message;
      case "@timestamp":
        return timestamp === null ? this.#writtenTime() : new Timestamp(timestamp);
      case "@logStream":
        return logStream;
      case "@log":
        return logGroup;
      case "@ptr":
        return eventId ?? `${file}:${line}`;
      case "@ingestionTime":
        return null;
      default:
        if (name.startsWith("@") && !name.startsWith("@@")) return platformField(name, message);
        return this.discovered.get(name) ?? null;
    }
  };

  #writtenTime(): Timestamp | null {
    const written = this.discovered.get("timestamp") ?? this.discovered.get("time");
    const ms = typeof written === "string" ? Date.parse(written) : Number.NaN;
    return Number.isNaN(ms) ? null : new Timestamp(ms);
  }
}

function flatten(object: object | null): ReadonlyMap<string, Value> {
  const fields = new Map<string, Value>();
  const walk = (value: unknown, name: string, depth: number): void => {
    if (fields.size >= mostFields) return;
    if (typeof value === "object" && value !== null) {
      if (depth >= deepest) return;
      for (const [key, member] of Object.entries(value))
        walk(member, name === "" ? key : `${name}.${key}`, depth + 1);
      return;
    }
    const shown = name.startsWith("@") ? `@${name}` : name;
    if (typeof value === "string" || typeof value === "number") fields.set(shown, value);
    else if (typeof value === "boolean") fields.set(shown, value ? 1 : 0);
  };
  if (object !== null) walk(object, "", 0);
  return fields;
}

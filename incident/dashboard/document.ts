/** The JSON object a log event holds, whichever log format the function has: raw, behind Lambda's text prefix, or inside its JSON envelope. */
import type { LogEvent } from "../read/log-event.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** CloudWatch Logs takes no longer event. */
const MAX_MESSAGE = 1_100_000;

export function documentOf({ message }: LogEvent): JsonObject | null {
  if (message.length > MAX_MESSAGE) return null;
  const text = message.trimStart();
  if (text.startsWith("{")) return parseObject(text);
  // Lambda's text format: time, request id, level and message, with tabs between.
  const prefix = /^[^\t]{1,40}\t[^\t]{1,60}\t[^\t]{1,20}\t(?=\{)/.exec(text);
  return prefix === null ? null : parseObject(text.slice(prefix[0].length));
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

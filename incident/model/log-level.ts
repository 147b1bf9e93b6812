/**
 * How bad a logger says it is. Words are those of Lambda's log levels, RFC 5424 (winston's syslog levels),
 * Log4j, Powertools and OpenTelemetry's short names; numbers are those of bunyan, pino and roarr
 * (https://github.com/trentm/node-bunyan#levels, https://getpino.io/#/docs/api?id=level).
 */
import type { Document } from "./reader.ts";

/** `info` is everything below a warning. */
export type LogLevel = "error" | "warn" | "info";

const errors = [
  "error",
  "err",
  "fatal",
  "critical",
  "crit",
  "alert",
  "emerg",
  "emergency",
  "severe",
  "panic",
];
const warnings = ["warn", "warning"];
const others = [
  "info",
  "information",
  "notice",
  "http",
  "log",
  "verbose",
  "debug",
  "trace",
  "silly",
  "success",
];
const levels: ReadonlyMap<string, LogLevel> = new Map([
  ...errors.map((word) => [word, "error"] as const),
  ...warnings.map((word) => [word, "warn"] as const),
  ...others.map((word) => [word, "info"] as const),
]);

export function levelOfWord(word: string): LogLevel | null {
  return word.length > 20 ? null : (levels.get(word.toLowerCase()) ?? null);
}

function levelOfNumber(level: number): LogLevel {
  if (level >= 50) return "error";
  return level >= 40 ? "warn" : "info";
}

const keys = ["level", "severity", "logLevel", "_logLevel", "log.level", "levelname", "lvl", "severityText"];
/** Where loggers put the whole record under one key: winston's logstash format, roarr, ECS, log4js. */
const records = ["@fields", "context", "log", "level"];

/** Null where a record names none. */
export function levelOf(document: Document): LogLevel | null {
  const own = levelIn(document);
  if (own !== null) return own;
  for (const key of records) {
    const inner = document[key];
    const level = typeof inner === "object" && inner !== null ? levelIn(inner as Document) : null;
    if (level !== null) return level;
  }
  return null;
}

function levelIn(document: Document): LogLevel | null {
  for (const key of keys) {
    const value = document[key];
    const level =
      typeof value === "number"
        ? levelOfNumber(value)
        : typeof value === "string"
          ? levelOfWord(value)
          : null;
    if (level !== null) return level;
  }
  // log4js writes {"level":"20000","levelStr":"ERROR"}.
  const word = document["levelStr"];
  return typeof word === "string" ? levelOfWord(word) : null;
}

const word = /(?:^|[[(\s|])(error|fatal|critical|warn(?:ing)?|info|debug|trace)(?=[\])\s:|]|$)/i;

/** The level in the words that a logger writes before an error: `error: `, `[WARN] orders - `. */
export function levelBefore(text: string): LogLevel | null {
  const found = word.exec(text.slice(0, 120))?.[1];
  return found === undefined ? null : levelOfWord(found);
}

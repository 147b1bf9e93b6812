/**
 * An error as an object in a JSON record, under any key and at any depth. What makes an object an error is a
 * stack, or a class with a message:
 *   JSON of Lambda      errorType, errorMessage, stackTrace or trace; `stack` as a list in the text format
 *                       (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html;
 *                       nodejs-runtime-interface-client, src/logging/formatter and utils/error)
 *   pino                err: {type, message, stack, aggregateErrors}, `caused by:` in message and stack
 *                       (https://github.com/pinojs/pino-std-serializers, lib/err.js)
 *   bunyan              err: {message, name, stack, code, signal}, `Caused by:` in the stack
 *                       (https://github.com/trentm/node-bunyan, lib/bunyan.js, Logger.stdSerializers.err)
 *   winston             {level, message, stack} in one, message and error joined by a blank
 *                       (https://github.com/winstonjs/logform, errors.js; winston, lib/winston/logger.js)
 *   Powertools          error: {name, location, message, stack, cause}
 *                       (https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/)
 *   serialize-error     {name, message, stack, code, cause, errors}
 *                       (https://github.com/sindresorhus/serialize-error), roarr
 *   lambda-log          {_logLevel, msg, stack} (https://github.com/KyleRoss/node-lambda-log)
 *   ECS                 error: {type, message, stack_trace}
 *                       (https://www.elastic.co/guide/en/ecs/current/ecs-error.html)
 *   OpenTelemetry       exception.type, exception.message, exception.stacktrace
 *                       (https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/)
 *   Sentry              exception: {values: [{type, value, stacktrace: {frames}}]}, the innermost frame last
 *                       (https://develop.sentry.dev/sdk/data-model/event-payloads/exception/)
 * Everything is bounded: depth, objects looked at, causes, and the JSON inside strings.
 */
import { withoutAnsi } from "./ansi.ts";
import {
  type ErrorCause,
  type ErrorDetails,
  maxCauseDepth,
  maxCauses,
  maxFrames,
  maxName,
} from "./error-details.ts";
import { errorInText, headingOf } from "./error-text.ts";
import { levelOf } from "./log-level.ts";
import { type Document, Reader } from "./reader.ts";

export interface FoundError extends ErrorDetails {
  /** The record names a class or has a stack of its own: more than a text that speaks of an error. */
  readonly hasStack: boolean;
  /** Of the innermost record around it that names one. */
  readonly level: ReturnType<typeof levelOf>;
}

const maxDepth = 8;
const maxObjects = 500;
/** JSON in a string of JSON. */
const maxEmbedded = 3;
/** Characters before a JSON text. */
const maxWords = 200;

const typeKeys = ["errorType", "exception.type", "error.type", "type", "name"];
const messageKeys = ["errorMessage", "exception.message", "error.message", "message", "value", "msg"];
const stackKeys = [
  "stackTrace",
  "stack",
  "stack_trace",
  "exception.stacktrace",
  "error.stack_trace",
  "stacktrace",
  "trace",
];
const causeKeys = ["cause", "reason", "errors", "aggregateErrors", "originalError", "innerError", "inner"];
const errorName = /^[A-Za-z_$][\w$.]{0,199}$/;
const namesAnError = /(?:Error|Exception)$/;

interface Visit {
  readonly value: unknown;
  readonly depth: number;
  readonly embedded: number;
  readonly level: ReturnType<typeof levelOf>;
}

/** The outermost error in a record; one with a stack before one without. */
export function errorInDocument(document: object): FoundError | null {
  const queue: Visit[] = [{ value: document, depth: 0, embedded: 0, level: null }];
  let poorer: FoundError | null = null;
  for (let next = 0; next < queue.length && next < maxObjects; next++) {
    const visit = queue[next] as Visit;
    if (typeof visit.value === "string") {
      const found = errorInString(visit.value, visit, queue);
      if (found !== null) return found;
      continue;
    }
    if (!isObject(visit.value)) continue;
    const level = Array.isArray(visit.value)
      ? visit.level
      : (levelOf(visit.value as Document) ?? visit.level);
    if (!Array.isArray(visit.value)) {
      const details = detailsOf(visit.value as Document);
      if (details !== null && details.frames.length > 0)
        return { ...completed(details, visit.value as Document), hasStack: true, level };
      if (details !== null) poorer ??= { ...details, hasStack: false, level };
    }
    if (visit.depth < maxDepth) enqueue(visit.value, { ...visit, depth: visit.depth + 1, level }, queue);
  }
  return poorer;
}

function enqueue(value: object, at: Omit<Visit, "value">, queue: Visit[]): void {
  for (const key in value) {
    if (queue.length >= maxObjects) return;
    if (!Object.hasOwn(value, key)) continue;
    const inner = (value as Document)[key];
    if (isObject(inner) || (typeof inner === "string" && mayHoldError(inner)))
      queue.push({ ...at, value: inner });
  }
}

function mayHoldError(text: string): boolean {
  return (
    text.length > 20 && (text.includes(" at ") || text.includes("{")) && /[Ee]rr|xception|js:/.test(text)
  );
}

/** A text with a stack, or JSON in a string. */
function errorInString(value: string, visit: Visit, queue: Visit[]): FoundError | null {
  const { level, depth, embedded } = visit;
  if (embedded < maxEmbedded && depth < maxDepth) {
    const inner = jsonIn(value);
    if (inner !== null) {
      queue.push({ value: inner, depth: depth + 1, embedded: embedded + 1, level });
      return null;
    }
  }
  const found = errorInText(withoutAnsi(value));
  if (found === null) return null;
  const { before: _, ...details } = found;
  return { ...details, hasStack: true, level };
}

/** The JSON that a text is, or that follows a few words. Null for another text. */
export function jsonIn(text: string): object | null {
  const from = text.search(/[[{]/);
  const last = text.trimEnd().at(-1);
  if (from < 0 || from > maxWords || (last !== "}" && last !== "]")) return null;
  const object = text[from] === "[" && last === "}" ? text.indexOf("{", from) : from;
  if (object < 0 || object > maxWords) return null;
  try {
    const value: unknown = JSON.parse(text.slice(object));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** `console.error("failed", error)` in the JSON format keeps code and causes in the text alone. */
function completed(details: ErrorDetails, { message }: Document): ErrorDetails {
  if (typeof message !== "string" || (details.causes.length > 0 && details.code !== null)) return details;
  const told = message.includes(" at ") ? errorInText(withoutAnsi(message)) : null;
  if (told === null || told.frames[0] !== details.frames[0]) return details;
  const causes = details.causes.length > 0 ? details.causes : told.causes;
  return { ...details, code: details.code ?? told.code, causes };
}

/** Null for an object that is not an error. */
function detailsOf(outer: Document, depth = 0): ErrorDetails | null {
  const object = rejectedIn(outer);
  const chained = sentryChain(object, depth);
  if (chained !== null) return chained;
  const read = new Reader(object);
  const stack = stackOf(object);
  const told = stack === null ? null : (errorInText(stack) ?? null);
  const header = stack === null ? null : (told ?? headingOf(stack));
  const type = typeOf(read);
  const isNamed = type !== null && (namesAnError.test(type) || object["errorType"] === type);
  const message = firstOf(read, messageKeys);
  const frames = told?.frames.slice(0, maxFrames) ?? sentryFrames(object);
  if (frames.length === 0 && !(isNamed && message !== null)) return null;
  // A logger's record is not an error itself: its name and its message are the logger's.
  const isRecordOfLogger = levelOf(object) !== null || "time" in object || "timestamp" in object;
  const own = isRecordOfLogger && !isNamed ? null : type;
  return {
    name: nameOf(own, header?.name ?? null),
    code: read.optional("code") ?? read.optional("exception.code") ?? header?.code ?? told?.code ?? null,
    message: messageOf(message, header?.message ?? null, isRecordOfLogger),
    frames,
    causes: causesOf(object, told, depth),
  };
}

/** An unhandled rejection wraps what was rejected with. */
function rejectedIn(outer: Document): Document {
  let object = outer;
  for (;;) {
    const { errorType, reason } = object;
    if (errorType !== "Runtime.UnhandledPromiseRejection" || !isRecord(reason)) return object;
    object = reason;
  }
}

function typeOf(read: Reader): string | null {
  for (const key of typeKeys) {
    const type = read.optional(key);
    if (type !== null && errorName.test(type)) return type.slice(0, maxName);
  }
  return null;
}

/** A class's own name, unless it says less than the stack: minified, or that of every error. */
function nameOf(own: string | null, inStack: string | null): string {
  if (own === null) return inStack ?? "Error";
  const saysLess = own.length <= 2 || own === "Error" || own === "Object";
  return saysLess ? (inStack ?? own) : own;
}

/** Loggers put words or causes around the message that the stack begins with. */
function messageOf(own: string | null, inStack: string | null, isRecordOfLogger: boolean): string | null {
  if (own === null || inStack === null || inStack === "") return clean(own ?? inStack);
  return clean(isRecordOfLogger || own.startsWith(`${inStack}: `) ? inStack : own);
}

function clean(text: string | null): string | null {
  return text === null ? null : withoutAnsi(text);
}

function firstOf(read: Reader, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = read.long(key);
    if (value !== null) return value;
  }
  return null;
}

function stackOf(object: Document): string | null {
  for (const key of stackKeys) {
    const value = object[key];
    if (typeof value === "string" && value !== "") return withoutAnsi(value);
    if (Array.isArray(value) && typeof value[0] === "string")
      return withoutAnsi(
        value
          .slice(0, 2 * maxFrames)
          .filter((line) => typeof line === "string")
          .join("\n"),
      );
  }
  return null;
}

function causesOf(object: Document, told: ErrorDetails | null, depth: number): readonly ErrorCause[] {
  const causes: ErrorCause[] = [];
  if (depth < maxCauseDepth) {
    for (const key of causeKeys) {
      const value = object[key];
      for (const one of Array.isArray(value) ? value.slice(0, maxCauses) : [value]) {
        const cause = isRecord(one) ? detailsOf(one, depth + 1) : null;
        if (cause === null) continue;
        const { causes: deeper, ...own } = cause;
        causes.push(own, ...deeper);
      }
    }
  }
  return (causes.length > 0 ? causes : (told?.causes ?? [])).slice(0, maxCauses);
}

/** `exception.values`: the cause first, the error that was caught last. */
function sentryChain({ values }: Document, depth: number): ErrorDetails | null {
  if (!Array.isArray(values) || depth > 0) return null;
  const chain = values.slice(-maxCauses - 1).flatMap((value) => {
    const details =
      isRecord(value) && "type" in value && "value" in value ? detailsOf(value, depth + 1) : null;
    return details ?? [];
  });
  const last = chain.pop();
  if (last === undefined) return null;
  const causes = chain.reverse().map(({ causes: _, ...cause }) => cause);
  return { ...last, causes: causes.slice(0, maxCauses) };
}

/** Sentry's frames as V8 writes them, innermost first. */
function sentryFrames({ stacktrace }: Document): readonly string[] {
  const frames = isRecord(stacktrace) ? stacktrace["frames"] : null;
  if (!Array.isArray(frames)) return [];
  return frames
    .slice(-maxFrames)
    .reverse()
    .flatMap((frame) => {
      if (!isRecord(frame)) return [];
      const read = new Reader(frame);
      const file = read.optional("abs_path") ?? read.optional("filename");
      const [line, column] = [read.count("lineno"), read.count("colno")];
      return file === null || line === null
        ? []
        : [`at ${read.optional("function") ?? "<anonymous>"} (${file}:${line}:${column ?? 1})`];
    });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isRecord(value: unknown): value is Document {
  return isObject(value) && !Array.isArray(value);
}

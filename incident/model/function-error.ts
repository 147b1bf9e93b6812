/**
 * An error in the function's own log, whoever wrote it:
 *   text format TIME \t REQUEST \t LEVEL \t whatever console was given, with \r for each line feed
 *               TIME \t REQUEST \t ERROR \t Invoke Error \t JSON with errorType, errorMessage and stack
 *               (Uncaught Exception and others likewise)
 *   JSON format {"timestamp":…,"level":…,"requestId":…,"message":…}
 *   raw         what a logger writes to stdout itself: JSON (error-object.ts) or text (error-text.ts)
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html; nodejs-runtime-interface-client,
 * src/logging). platform-error.ts has the errors that the platform reports: a timeout, a process that exited.
 */
import { withoutAnsi } from "./ansi.ts";
import { apart } from "./apart.ts";
import { type ErrorDetails, maxName } from "./error-details.ts";
import { errorInDocument, jsonIn } from "./error-object.ts";
import { errorInText } from "./error-text.ts";
import { loaderText, saysLoader } from "./loader-line.ts";
import { type LogLevel, levelBefore, levelOfWord } from "./log-level.ts";
import { type Document, Reader } from "./reader.ts";
import { errorInTextAlone } from "./text-alone.ts";

export interface FunctionError extends ErrorDetails {
  readonly kind: "error" | "logged" | "timeout" | "out-of-memory" | "exit" | "init";
  readonly source: "function" | "platform";
  /** As the log names it. What the client or the platform reports is an `error`. */
  readonly level: LogLevel;
  readonly requestId: string | null;
  /** Milliseconds since the epoch, from the line itself. */
  readonly at: number | null;
}

const maxText = 65_536;
/** A record may hold a whole event besides the error. */
const maxJson = 262_144;

const textFormat =
  /^(\d{4}-\d\d-\d\dT[\d:.]{8,16}Z)\t([0-9a-f-]{36}|undefined|-)\t(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\t/;
/** The client's own words before an error that ended the invocation or the process. */
const thrown = /^(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection|Init Error) ?\t/;
/**
 * What every error that is read has: the name of its class, its level, Node's own code (ERR_DLOPEN_FAILED),
 * or the file of a frame. incident/read leaves out lines that have none of them.
 */
const sign = /ERR|FATAL|Error|js:/;
const frame = /^\s{1,40}at /;
const requestKeys = ["awsRequestId", "aws_request_id", "function_request_id", "requestId", "AWSRequestId"];

export function hasErrorSign(message: string): boolean {
  return sign.test(message) || saysLoader(message);
}

/** Null for an event that does not report an error, or only with the events around it (stack-blocks.ts). */
export function functionErrorOf(message: string): FunctionError | null {
  return frame.test(message) ? null : errorOfLines(message);
}

/** A line of Lambda's own formats, at level ERROR, which has only a text. */
export function isErrorWithoutStack(message: string): boolean {
  if (!hasErrorSign(message)) return false;
  const level = textFormat.exec(message)?.[3];
  if (level !== undefined) return levelOfWord(level) === "error";
  const document = message.startsWith("{") && message.length <= maxJson ? documentOf(message) : null;
  if (document === null || !("requestId" in document) || typeof document["message"] !== "string")
    return false;
  return levelOfWord(String(document["level"])) === "error";
}

/** @param message an event, or those of a block, one on each line */
export function errorOfLines(message: string): FunctionError | null {
  // Most lines end here.
  if (!hasErrorSign(message)) return null;
  if (message.startsWith("{")) return jsonFormat(message);
  const loader = loaderText(message);
  if (loader !== null) return neverStarted(loader);
  const text = message.length > maxJson ? message.slice(0, maxJson) : message;
  const match = textFormat.exec(text);
  if (match === null) return loggedText(text, null, nowhere);
  const [prefix, time, request, word = ""] = match;
  const common = {
    requestId: request === "undefined" || request === "-" || request === undefined ? null : apart(request),
    at: timeOf(time),
  };
  const rest = text.slice(prefix.length);
  const marked = thrown.exec(rest);
  const level = levelOfWord(word) ?? "error";
  if (marked !== null) return thrownError(rest.slice(marked[0].length), marked[0], common);
  return loggedText(rest, level, common);
}

/** By the name that the platform gives to such an end. */
function neverStarted(message: string): FunctionError {
  const nothing = { code: null, frames: [], causes: [], ...nowhere };
  return { ...nothing, kind: "init", source: "function", level: "error", name: "Runtime.ExitError", message };
}

type Common = Pick<FunctionError, "requestId" | "at">;

const nowhere: Common = { requestId: null, at: null };

function thrownError(json: string, words: string, common: Common): FunctionError | null {
  const document = documentOf(json.trimEnd());
  const details = document === null ? null : errorInDocument(document);
  if (details === null) return null;
  const { level: _, hasStack: __, ...told } = details;
  return {
    ...told,
    ...common,
    level: "error",
    kind: words.startsWith("Init") ? "init" : "error",
    source: "function",
  };
}

function jsonFormat(text: string): FunctionError | null {
  const document = text.length > maxJson ? null : documentOf(text);
  return document === null ? null : loggedObject(document, null, nowhere);
}

/** @param level of the line, for a record that names none */
function loggedObject(document: object, level: LogLevel | null, common: Common): FunctionError | null {
  const found = errorInDocument(document);
  if (found === null) return messageAlone(document as Document);
  const { level: own, hasStack, ...details } = found;
  const known = own ?? level ?? "error";
  // Below an error, a name alone may be data.
  if (!hasStack && known !== "error") return null;
  const read = new Reader(document as Document);
  return {
    ...details,
    kind: "logged",
    source: "function",
    level: known,
    requestId: common.requestId ?? requestOf(read),
    at: common.at ?? timeIn(read),
  };
}

/** @param level of the line; null where the line has none */
function loggedText(text: string, level: LogLevel | null, common: Common): FunctionError | null {
  // A record of a logger's, perhaps behind a few words.
  const record = jsonIn(text);
  if (record !== null) return loggedObject(record, level ?? levelBefore(text.slice(0, 80)), common);
  return stackText(text, level, common);
}

function stackText(text: string, level: LogLevel | null, common: Common): FunctionError | null {
  const plain = withoutAnsi(text.slice(0, maxText));
  const found = errorInText(plain);
  if (found === null) return level === "error" ? textAlone(plain, common) : null;
  const { before, ...details } = found;
  const isWarning = details.name.endsWith("Warning");
  return {
    ...details,
    name: details.name.slice(0, maxName),
    kind: "logged",
    source: "function",
    level: isWarning ? "warn" : (level ?? levelBefore(before) ?? "error"),
    ...common,
  };
}

/** Lambda's own JSON format. */
function messageAlone(document: Document): FunctionError | null {
  const { message, level } = document;
  if (!("requestId" in document) || typeof message !== "string") return null;
  if (levelOfWord(String(level)) !== "error") return null;
  const read = new Reader(document);
  return textAlone(message.slice(0, maxText), { requestId: requestOf(read), at: timeIn(read) });
}

function textAlone(text: string, common: Common): FunctionError | null {
  const found = errorInTextAlone(text);
  return found && { ...found, causes: [], kind: "logged", source: "function", level: "error", ...common };
}

function requestOf(read: Reader): string | null {
  for (const key of requestKeys) {
    const value = read.optional(key);
    if (value !== null) return value;
  }
  return null;
}

function timeIn(read: Reader): number | null {
  return read.time("timestamp") ?? read.number("time") ?? read.time("time") ?? read.time("@timestamp");
}

function documentOf(text: string): Document | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Document) : null;
  } catch {
    return null;
  }
}

function timeOf(text: string | undefined): number | null {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? null : at;
}

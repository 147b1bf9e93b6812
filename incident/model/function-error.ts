/**
 * An error in the function's own log, as the Node runtime client or Powertools Logger writes it:
 *   text format TIME \t REQUEST \t ERROR \t Invoke Error \t JSON with errorType, errorMessage and stack
 *   (Uncaught Exception and others likewise)
 *                TIME \t REQUEST \t ERROR \t TypeError: …\r at … console.error(error)
 *   JSON format
 *   {"timestamp":…,"level":"ERROR","requestId":…,"message":{"errorType":…,"errorMessage":…,…}}
 *   both of these Powertools
 *   {"level":"ERROR","message":…,"timestamp":…,"function_request_id":…,"error":{"name":…,…}}
 *   LogFormatter.formatError
 * platform-error.ts has the errors that the platform reports: a timeout, a process that exited.
 */
import { apart } from "./apart.ts";
import { type Document, Reader } from "./reader.ts";

export interface FunctionError {
  readonly kind: "error" | "logged" | "timeout" | "out-of-memory" | "exit" | "init";
  readonly source: "function" | "platform";
  readonly name: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly frames: readonly string[];
  readonly requestId: string | null;
  /** Milliseconds since the epoch, from the line itself. */
  readonly at: number | null;
}

const MAX_TEXT = 65_536;
const MAX_FRAMES = 50;
/** No class has a longer name. */
export const MAX_NAME = 200;

const textFormat = /^(\d{4}-\d\d-\d\dT[\d:.]{8,16}Z)\t([0-9a-f-]{36}|undefined|-)\t(ERROR|FATAL)\t/;
/** The client's own words before an error that ended the invocation or the process. */
const thrown = /^(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection|Init Error) ?\t/;
const heading =
  /(?:^|[\s:])((?:[A-Z][\w$]*\.)?[A-Z][\w$]*(?:Error|Exception)|Error)(?: \[([A-Z][A-Z0-9_]+)\])?: ?/;
const stackLine = /[\n\r] {2,8}at /;

/** Null for a line that does not report an error. */
export function functionErrorOf(message: string): FunctionError | null {
  const text = message.length > MAX_TEXT ? message.slice(0, MAX_TEXT) : message;
  if (text.startsWith("{")) return jsonFormat(text);
  const match = textFormat.exec(text);
  if (match === null) return null;
  const [prefix, time, request] = match;
  const common = {
    requestId: request === "undefined" || request === "-" || request === undefined ? null : apart(request),
    at: timeOf(time),
  };
  const rest = text.slice(prefix.length);
  const marked = thrown.exec(rest);
  if (marked === null) return stackText(rest, common);
  const told = parsed(rest.slice(marked[0].length));
  return told === null
    ? null
    : { ...told, ...common, kind: marked[0].startsWith("Init") ? "init" : "error", source: "function" };
}

type Common = Pick<FunctionError, "requestId" | "at">;

function jsonFormat(text: string): FunctionError | null {
  const document = documentOf(text);
  if (document === null || (document["level"] !== "ERROR" && document["level"] !== "FATAL")) return null;
  const read = new Reader(document);
  const common = {
    requestId: read.optional("requestId") ?? read.optional("function_request_id"),
    at: read.time("timestamp"),
  };
  const { message, error } = document;
  if (typeof message === "string" && !isDocument(error)) return stackText(message, common);
  // Newer clients put the error's members next to the message.
  const told = isDocument(error)
    ? namedError(error, "name", "message")
    : errorIn(isDocument(message) ? message : document);
  return told === null ? null : { ...told, ...common, kind: "logged", source: "function" };
}

/** The message is everything between the heading and the first line of the stack. */
function stackText(text: string, common: Common): FunctionError | null {
  const headed = heading.exec(text);
  if (headed === null) return null;
  const [whole, name = "Error", code = null] = headed;
  const rest = text.slice(headed.index + whole.length);
  const stack = stackLine.exec(rest);
  if (stack === null) return null;
  const frames = rest
    .slice(stack.index)
    .split(/[\n\r]+/)
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
  return {
    kind: "logged",
    source: "function",
    name: name.slice(0, MAX_NAME),
    code: code === null ? null : apart(code),
    message: rest.slice(0, stack.index).trimEnd(),
    frames,
    ...common,
  };
}

type ErrorDetails = Pick<FunctionError, "name" | "code" | "message" | "frames">;

function parsed(text: string): ErrorDetails | null {
  const document = documentOf(text.trimEnd());
  return document === null ? null : errorIn(document);
}

/** An unhandled rejection wraps what was rejected with. */
function errorIn(document: Document): ErrorDetails | null {
  const { reason } = document;
  return namedError(
    isDocument(reason) && "errorType" in reason ? reason : document,
    "errorType",
    "errorMessage",
  );
}

function namedError(error: Document, nameKey: string, messageKey: string): ErrorDetails | null {
  const read = new Reader(error);
  const name = read.optional(nameKey);
  if (name === null) return null;
  const stack = error["stack"] ?? error["stackTrace"] ?? error["trace"];
  const lines: unknown[] = typeof stack === "string" ? stack.split("\n") : Array.isArray(stack) ? stack : [];
  const frames = lines.filter((line) => typeof line === "string").map((line) => line.trim());
  return {
    name: name.slice(0, MAX_NAME),
    code: read.optional("code"),
    message: read.long(messageKey),
    frames: frames.filter((line) => line.startsWith("at ")).slice(0, MAX_FRAMES),
  };
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function documentOf(text: string): Document | null {
  try {
    const value: unknown = JSON.parse(text);
    return isDocument(value) ? value : null;
  } catch {
    return null;
  }
}

function timeOf(text: string | undefined): number | null {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? null : at;
}

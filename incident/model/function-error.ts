/**
 * An error in the function's own log, as the Node runtime client writes it:
 *   text format  TIME \t REQUEST \t ERROR \t Invoke Error \t {"errorType":…,"errorMessage":…,"stack":[…]}     (Uncaught Exception and others likewise)
 *                TIME \t REQUEST \t ERROR \t TypeError: …\r    at …                                            console.error(error)
 *   JSON format  {"timestamp":…,"level":"ERROR","requestId":…,"message":{"errorType":…,"errorMessage":…,"stackTrace":[…]}}   both of these
 * What the platform says of one (a timeout, a process that exited) is in read/platform.ts.
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
const heading = /(?:^|[\s:])((?:[A-Z][\w$]*\.)?[A-Z][\w$]*(?:Error|Exception)|Error)(?: \[([A-Z][A-Z0-9_]+)\])?: ?/;
const stackLine = /[\n\r] {2,8}at /;

/** Null for a line that tells of no error. */
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
  return told === null ? null : { ...told, ...common, kind: marked[0].startsWith("Init") ? "init" : "error", source: "function" };
}

type Common = Pick<FunctionError, "requestId" | "at">;

function jsonFormat(text: string): FunctionError | null {
  const document = documentOf(text);
  if (document === null || (document["level"] !== "ERROR" && document["level"] !== "FATAL")) return null;
  const read = new Reader(document);
  const common = { requestId: read.optional("requestId"), at: read.time("timestamp") };
  const { message } = document;
  if (typeof message === "string") return stackText(message, common);
  // Newer clients put the error's members beside the message.
  const told = errorIn(typeof message === "object" && message !== null ? (message as Document) : document);
  return told === null ? null : { ...told, ...common, kind: "logged", source: "function" };
}

/** What lies between the heading and the first line of the stack is the message, of however many lines. */
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

function parsed(text: string): Pick<FunctionError, "name" | "code" | "message" | "frames"> | null {
  const document = documentOf(text.trimEnd());
  return document === null ? null : errorIn(document);
}

/** An unhandled rejection wraps what was rejected with. */
function errorIn(document: Document): Pick<FunctionError, "name" | "code" | "message" | "frames"> | null {
  const { reason } = document;
  const inner = typeof reason === "object" && reason !== null && "errorType" in reason ? (reason as Document) : document;
  const read = new Reader(inner);
  const name = read.optional("errorType");
  if (name === null) return null;
  const stack = inner["stack"] ?? inner["stackTrace"] ?? inner["trace"];
  const lines = Array.isArray(stack) ? stack.filter((line): line is string => typeof line === "string") : [];
  const frames = lines.map((line) => line.trim()).filter((line) => line.startsWith("at "));
  return {
    name: name.slice(0, MAX_NAME),
    code: read.optional("code"),
    message: read.long("errorMessage"),
    frames: frames.slice(0, MAX_FRAMES),
  };
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

/**
 * Which texts and documents are whole messages, as Lambda, its runtime client and Outcrop write them. A
 * collector may put anything around them.
 */
type Members = Readonly<Record<string, unknown>>;

const id = "[0-9a-fA-F-]{36}";
const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z`;
/** Also as blanks, and as the escapes of a string in a string. */
const tab = String.raw`(?:\\+t|[\t ])+`;
const levels = "TRACE|DEBUG|INFO|WARN|ERROR|FATAL";

/** The beginnings of Lambda's lines of text; some tools turn their tabs into blanks. */
export const textBeginning =
  `(?:START|END|REPORT) RequestId: ${id}|INIT_START Runtime Version|INIT_REPORT (?=\\S[^\\n]{0,60}\\b(?:Phase|Status):)|` +
  `RequestId: ${id} Error: |` +
  `${time}${tab}(?:${id}|undefined|-)(?:${tab}(?:${levels})${tab}| Task timed out)`;

const whole = new RegExp(`^(?:${textBeginning})`);
const levelNames: ReadonlySet<unknown> = new Set(levels.split("|"));

/** A text that begins as a message of Lambda's does. */
export function isLambdaText(text: string): boolean {
  return whole.test(text);
}

/** A document of Outcrop's, of the platform's, or of a function in Lambda's JSON log format. */
export function isNative(value: Members): boolean {
  if (typeof value["outcrop"] === "string") return true;
  const { type, record } = value;
  if (typeof type === "string" && type.startsWith("platform.") && typeof record === "object") return true;
  return (
    levelNames.has(value["level"]) &&
    typeof value["timestamp"] === "string" &&
    (typeof value["requestId"] === "string" || typeof value["function_request_id"] === "string")
  );
}

/** A line of a function's logger. */
export function isLoggers(value: Members): boolean {
  return hasLevel(value) && ["msg", "message", "err", "error", "errorType"].some((key) => key in value);
}

export function hasLevel(value: Members): boolean {
  return "level" in value || "severity" in value;
}

/** With its tabs. */
const isWhole = new RegExp(
  `^(?:(?:START|END) RequestId: ${id}|REPORT RequestId: ${id}\t|INIT_START Runtime Version: \\S+(?:\t|$)|INIT_REPORT [^\t\n]{1,60}\t|RequestId: ${id} Error: |${time}\t[^\t]{1,40}\t(?:${levels})\t)`,
);
const isFunctions = /^\{"timestamp":"[\d:.TZ+-]{20,40}","level":"[A-Z]+","(?:requestId|message|errorType)"/;
/** What is around a message in the logs of a collector. */
const stream = /\][0-9a-f]{32}/y;

/** A message that need not be looked into; most are. Cheap: it is asked of every message. */
export function isPlainly(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first !== 0x7b) return isWhole.test(text) && !text.includes("\n") && !mayHoldMore(text);
  const at = text.indexOf('"outcrop":"');
  // Outcrop names its function itself, so that only a stream could be lost.
  if (at > 0) return (text.indexOf("{", 1) < 0 || isAtTop(text, at)) && !namesStream(text);
  if (text.includes("/aws/lambda/") || namesStream(text)) return false;
  return isPlatforms(text) || (isFunctions.test(text) && !text.includes('outcrop\\"'));
}

const beginsWithTime = new RegExp(`${time}[\\t \\\\]`);

/** `{"time":"2026-11-20T10:00:00.123Z","type":"platform.report",…`. */
function isPlatforms(text: string): boolean {
  if (!text.startsWith('{"time":"')) return false;
  const at = text.indexOf('"type":"platform.');
  return at > 0 && at < 60;
}

function namesStream(text: string): boolean {
  for (let at = text.indexOf("]"); at >= 0; at = text.indexOf("]", at + 1)) {
    stream.lastIndex = at;
    if (stream.test(text)) return true;
  }
  return false;
}

/** Could a message be anywhere in this text? Cheap, for the many lines that hold none. */
export function mayHoldMessages(text: string): boolean {
  return (
    text.includes("{") ||
    text.includes("RequestId:") ||
    text.includes("INIT_") ||
    text.includes("H4sI") ||
    (text.includes("Z") && beginsWithTime.test(text))
  );
}

/** Two messages on one line. */
function mayHoldMore(text: string): boolean {
  return text.includes("RequestId: ", 30);
}

/** Is this place of a document's text inside its first braces only? */
function isAtTop(text: string, end: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === 0x5c) at++;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) depth++;
    else if (unit === 0x7d || unit === 0x5d) depth--;
  }
  return depth === 1 && !inString;
}

/** Lambda's line with its tabs, where a terminal or a tool made blanks of them. */
export function withTabs(text: string): string {
  if (text.includes("\t")) return text;
  if (/^(?:REPORT|INIT_REPORT|INIT_START) /.test(text)) {
    return text.replace(
      /(?<!\b(?:Billed|Init|Restore))\s+(?=(?:Duration|Billed Duration|Memory Size|Max Memory Used|Init Duration|Status|Error Type|Phase|XRAY TraceId|Restore Duration|Billed Restore Duration|Runtime Version ARN): )/g,
      "\t",
    );
  }
  return text
    .replace(new RegExp(`^(${time})${tab}(${id}|undefined|-)${tab}(${levels})${tab}`), "$1\t$2\t$3\t")
    .replace(
      /^([^\t]*\t[^\t]*\t[^\t]*\t(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection|Init Error)) +(?=\{)/,
      "$1 \t",
    );
}

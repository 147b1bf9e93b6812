/**
 * Which texts and documents are whole messages, as Lambda, its runtime client and Outcrop write them. A
 * collector may put anything around them.
 */
type Members = Readonly<Record<string, unknown>>;

export const id = "[0-9a-fA-F-]{36}";
export const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z`;
/** Also as blanks, and as the escapes of a string in a string. */
const tab = String.raw`(?:\\+t|[\t ])+`;
export const levels = "TRACE|DEBUG|INFO|WARN|ERROR|FATAL";

/** The beginnings of Lambda's lines of text; some tools turn their tabs into blanks. */
export const textBeginning =
  `(?:START|END|REPORT) RequestId: ${id}|INIT_START Runtime Version|` +
  `INIT_REPORT (?=\\S[^\\n]{0,60}\\b(?:Phase|Status):)|` +
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

/** The names of the fields in a line of the platform's. A longer name may end as a shorter one does. */
const fields = [
  "Duration|Billed Duration|Memory Size|Max Memory Used|Init Duration|Restore Duration",
  "Billed Restore Duration|Status|Error Type|Phase|XRAY TraceId|Runtime Version ARN",
].join("|");
const beforeField = new RegExp(String.raw`(?<!\b(?:Billed|Init|Restore))\s+(?=(?:${fields}): )`, "g");
const beforeMessage = new RegExp(`^(${time})${tab}(${id}|undefined|-)${tab}(${levels})${tab}`);
const kindsOfErrors = "Invoke Error|Uncaught Exception|Unhandled Promise Rejection|Init Error";
const beforeError = new RegExp(String.raw`^([^\t]*\t[^\t]*\t[^\t]*\t(?:${kindsOfErrors})) +(?=\{)`);

/** Lambda's line with its tabs, where a terminal or a tool made blanks of them. */
export function withTabs(text: string): string {
  if (text.includes("\t")) return text;
  if (/^(?:REPORT|INIT_REPORT|INIT_START) /.test(text)) return text.replace(beforeField, "\t");
  return text.replace(beforeMessage, "$1\t$2\t$3\t").replace(beforeError, "$1 \t");
}

/**
 * Which messages need not be looked into: most, and all others may be what another tool wrapped. It is asked
 * of every message, so it looks for a few signs and parses nothing.
 */
import { id, levels, time } from "./native.ts";

/** With its tabs. */
const whole = new RegExp(
  `^(?:(?:START|END) RequestId: ${id}|REPORT RequestId: ${id}\t|INIT_START Runtime Version: \\S+(?:\t|$)|` +
    `INIT_REPORT [^\t\n]{1,60}\t|RequestId: ${id} Error: |${time}\t[^\t]{1,40}\t(?:${levels})\t)`,
);
const functions = /^\{"timestamp":"[\d:.TZ+-]{20,40}","level":"[A-Z]+","(?:requestId|message|errorType)"/;
/** What is around a message in the logs of a collector. */
const stream = /\][0-9a-f]{32}/y;

/** A message that need not be looked into. */
export function isPlainly(text: string): boolean {
  if (text.charCodeAt(0) !== 0x7b)
    return (isReport(text) || whole.test(text)) && !text.includes("\n") && !mayHoldMore(text);
  // Outcrop names its function itself, so that only a stream could be lost.
  if (isOutcrops(text)) return !namesStream(text);
  if (isPlatforms(text)) return !text.includes("/aws/lambda/") && !namesStream(text);
  const at = text.indexOf('"outcrop":"');
  if (at > 0) return (text.indexOf("{", 1) < 0 || isAtTop(text, at)) && !namesStream(text);
  return (
    functions.test(text) &&
    !text.includes('outcrop\\"') &&
    !text.includes("/aws/lambda/") &&
    !namesStream(text)
  );
}

const reportBeginning = "REPORT RequestId: ";
const idLength = 36;
const tabSign = 0x09;
const dash = 0x2d;

/** Most of the platform's lines that are wanted. */
function isReport(text: string): boolean {
  const end = reportBeginning.length + idLength;
  if (text.charCodeAt(end) !== tabSign || !text.startsWith(reportBeginning)) return false;
  for (let at = reportBeginning.length; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (!isHexDigit(unit) && unit !== dash) return false;
  }
  return true;
}

const backslash = 0x5c;
const quote = '"';
const levelKey = '{"level":"';
const timeKey = '{"time":"';
const messageBehind = '","message":"';
const timestampBehind = '","timestamp":"';
const outcropBehind = '","outcrop":"';
const platformBehind = '","type":"platform.';
const timeLength = "2026-11-20T10:00:00.123Z".length;

/** `{"level":"INFO","message":"…","timestamp":"…","outcrop":"…`, as Outcrop writes it. */
function isOutcrops(text: string): boolean {
  if (!text.startsWith(levelKey)) return false;
  const level = text.indexOf(quote, levelKey.length);
  if (!text.startsWith(messageBehind, level) || text.charCodeAt(level - 1) === backslash) return false;
  const message = text.indexOf(quote, level + messageBehind.length);
  if (!text.startsWith(timestampBehind, message) || text.charCodeAt(message - 1) === backslash) return false;
  const timestamp = message + timestampBehind.length + timeLength;
  return (
    text.startsWith(outcropBehind, timestamp) && text.indexOf(quote, timestamp - timeLength) === timestamp
  );
}

/** `{"time":"2026-11-20T10:00:00.123Z","type":"platform.report",…`. */
function isPlatforms(text: string): boolean {
  return text.startsWith(timeKey) && text.startsWith(platformBehind, timeKey.length + timeLength);
}

function namesStream(text: string): boolean {
  for (let at = text.indexOf("]"); at >= 0; at = text.indexOf("]", at + 1)) {
    if (!isHexDigit(text.charCodeAt(at + 1))) continue;
    stream.lastIndex = at;
    if (stream.test(text)) return true;
  }
  return false;
}

function isHexDigit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x66);
}

const beginsWithTime = new RegExp(`${time}[\\t \\\\]`);

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

/**
 * The shapes that are text: each event begins with a time or a word of the command's, and may go on over
 * lines without one.
 */
import type { Content } from "./containers.ts";
import { timeOf } from "./time.ts";

export type TextShape = "export" | "tail" | "tail-short" | "text-output" | "timed";

/**
 * How far into a line its beginning can reach: a time, a stream's name (512 characters at most) and colours.
 */
const maxPrefixBytes = 700;
const tab = 0x09;
const blank = 0x20;
const escapeSign = 0x1b;
const point = 0x2e;
const letterT = 0x54;
const letterZ = 0x5a;
const digit = 0x30;
const timeForm = Buffer.from("0000-00-00T00:00:00");

// biome-ignore lint/suspicious/noControlCharactersInRegex: `aws logs tail` colours the time and the stream
const color = /\u001b\[[0-9;]*m/g;
const day = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d`;
const exportLine = new RegExp(`^${day}(?:\\.\\d{1,9})?Z `);
const tailLine = new RegExp(`^(${day}(?:\\.\\d{6})?\\+00:00) (\\S+) ?`);
const shortLine = new RegExp(`^(${day}) `);
const timedLine = /^(\d{13})\t/;
const textRow = /^(\d{20,})\t\d{10,}\t([^\t]*)\t([\s\S]*)\t(\d{10,})\s*$/;
const textRowOfGet = /^\d{10,}\t([\s\S]*)\t(\d{10,})\s*$/;

/** The shape of an event that begins with this line, or null. */
export function shapeOfLine(buffer: Buffer, start: number, end: number): TextShape | null {
  const first = buffer[start] as number;
  if (first === 0x45)
    return buffer.toString("latin1", start, Math.min(end, start + 7)) === "EVENTS\t" ? "text-output" : null;
  if (isDigit(first)) {
    if (isLambdaTime(buffer, start)) return null;
    const zone = zoneOf(buffer, start);
    if (zone < 0 && buffer[start + 13] !== tab) return null;
    const behind = buffer[zone] === letterZ ? buffer[zone + 1] : escapeSign;
    if (behind !== escapeSign) return behind === blank ? "export" : null;
  } else if (first !== escapeSign) return null;
  const head = buffer.toString("latin1", start, Math.min(end, start + maxPrefixBytes)).replace(color, "");
  if (exportLine.test(head)) return "export";
  if (tailLine.test(head)) return "tail";
  if (shortLine.test(head)) return "tail-short";
  return timedLine.test(head) ? "timed" : null;
}

/** Most lines end here: those of Lambda's text format begin with a time too, `2026-11-20T10:00:00.123Z\t`. */
function isLambdaTime(buffer: Buffer, start: number): boolean {
  return (
    buffer[start + 24] === tab &&
    buffer[start + 23] === letterZ &&
    buffer[start + 19] === point &&
    buffer[start + 10] === letterT
  );
}

/** Where the zone is of a time that begins here; -1 for another text. */
function zoneOf(buffer: Buffer, start: number): number {
  for (let at = 0; at < timeForm.length; at++) {
    const byte = buffer[start + at] as number;
    if (timeForm[at] === digit ? !isDigit(byte) : byte !== timeForm[at]) return -1;
  }
  const end = start + timeForm.length;
  if (buffer[end] !== point) return end;
  let at = end + 1;
  while (isDigit(buffer[at] as number)) at++;
  return at > end + 1 && at <= end + 10 ? at : -1;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Lines that `--output text` adds: tokens, the streams that were searched, and None. */
export function isTextNoise(line: string): boolean {
  return line.startsWith("SEARCHEDLOGSTREAMS\t") || /^(?:[bf]\/\d{20,}(?:\/s)?\t?)+$/.test(line);
}

/** Null for text that does not have the shape. */
export function readText(shape: TextShape, text: string): Content | null {
  const none = { logGroup: null, logStream: null, eventId: null };
  const body = trimEnd(text);
  switch (shape) {
    case "export": {
      const blank = body.indexOf(" ");
      return blank < 0
        ? { ...none, timestamp: timeOf(body), message: "" }
        : { ...none, timestamp: timeOf(body.slice(0, blank)), message: body.slice(blank + 1) };
    }
    case "tail": {
      const plain = uncolored(body, 2);
      const [prefix, time, logStream] = tailLine.exec(plain) ?? [];
      if (prefix === undefined || logStream === undefined) return null;
      return { ...none, timestamp: timeOf(time), logStream, message: unpretty(plain.slice(prefix.length)) };
    }
    case "tail-short": {
      const plain = uncolored(body, 1);
      return { ...none, timestamp: timeOf(plain.slice(0, 19)), message: plain.slice(20) };
    }
    case "timed":
      return { ...none, timestamp: timeOf(body.slice(0, 13)), message: body.slice(14) };
    case "text-output": {
      const row = body.slice("EVENTS\t".length).replace(/\nNone$/, "");
      const [, eventId, logStream, message, time] = textRow.exec(row) ?? [];
      if (message !== undefined)
        return {
          ...none,
          eventId: eventId ?? null,
          logStream: logStream ?? null,
          message: trimEnd(message),
          timestamp: timeOf(time),
        };
      const [, ofGet, timeOfGet] = textRowOfGet.exec(row) ?? [];
      return ofGet === undefined ? null : { ...none, message: trimEnd(ofGet), timestamp: timeOf(timeOfGet) };
    }
  }
}

/** Without the colours of the first fields; the message keeps its own. */
function uncolored(text: string, fields: number): string {
  if (!text.startsWith("\u001b")) return text;
  let left = fields * 2;
  return text.replace(color, (code) => (left-- > 0 ? "" : code));
}

/** `--format json` sets a JSON message on lines of its own; compact, it is what the other shapes have. */
function unpretty(message: string): string {
  if (!message.startsWith("\n")) return message;
  const pretty = message.slice(1);
  try {
    return JSON.stringify(JSON.parse(pretty));
  } catch {
    return pretty;
  }
}

export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--;
  return text.slice(0, end);
}

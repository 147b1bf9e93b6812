/**
 * Finds the messages of Lambda and Outcrop inside what other tools put around them, by what messages look
 * like and not by the tool's keys:
 * 1. A JSON value is walked: a document that is a message is given, any other is searched, string by string.
 * 2. A block of `key: value` lines or a row of cells is a value like one of JSON.
 * 3. In any other text, places are searched where a message can begin; the text before one has its place.
 * What was found in a string is looked at in the same way, up to a depth. All work is counted against a
 * budget that grows with the text, so that hostile input costs no more than a long one.
 */
import { blockOf } from "./blocks.ts";
import type { Content } from "./containers.ts";
import { hasLevel, isLambdaText, isLoggers, isNative, textBeginning, withTabs } from "./native.ts";
import { nowhere, type Place, placeBefore, placeOf } from "./place.ts";
import { documentEnd, quotedFrom } from "./quoted.ts";

export type Unwrapped =
  | { readonly kind: "event"; readonly content: Content }
  /** Bytes in base64 that hold logs themselves. */
  | { readonly kind: "payload"; readonly base64: string };

/** Of documents and strings in each other; a string that was quoted once more counts twice. */
const maxDepth = 32;
/** Searches of one text for where a document ends. */
const maxTries = 50;
const maxRow = 20;

const beginning = new RegExp(String.raw`${textBeginning}|\{\s*\\*"|\{(?:\\+[nrt]|\s)+\\*"|\bH4sI`, "g");
const lineBeginning = new RegExp(String.raw`\n[\t ]*(?=${textBeginning}|\{\s*")`, "g");
// biome-ignore lint/suspicious/noControlCharactersInRegex: tools colour what is around a message
const color = /\u001b\[[0-9;]*m/g;
const messageKey =
  /^(?:@?message|msg|log|line|event|body|content|text|record|_raw|raw|short_message|full_message)$/i;
/** base64 of gzip. */
const gzipped = /^\s*H4sI[A-Za-z0-9+/_-]{16,}={0,2}\s*$/;

interface Step {
  readonly end: number;
  readonly isFound: boolean;
}

type Members = Readonly<Record<string, unknown>>;

/** What is in this text; null where it is a message of its own, or nothing known. */
export function unwrap(text: string, around: Place = nowhere): readonly Unwrapped[] | null {
  const found = new Finder(text.length).all(text, around);
  const [only] = found;
  if (found.length === 0) return null;
  const isItself = found.length === 1 && only?.kind === "event" && only.content.message === text;
  return isItself && isNowhere(only.content, around) ? null : found;
}

/** The same for a row of cells, by their columns. */
export function unwrapValue(value: unknown, size: number, around: Place = nowhere): readonly Unwrapped[] {
  return new Finder(size).value(value, around);
}

class Finder {
  readonly #found: Unwrapped[] = [];
  #budget: number;

  constructor(size: number) {
    this.#budget = 5_000 + size * 20;
  }

  all(text: string, place: Place): readonly Unwrapped[] {
    this.#text(text, place, 0);
    return this.#found;
  }

  value(value: unknown, place: Place): readonly Unwrapped[] {
    this.#value(value, null, place, 1);
    return this.#found;
  }

  /** Each step of these says whether something was found. */
  #text(given: string, place: Place, depth: number): boolean {
    this.#budget -= given.length;
    if (depth > maxDepth || this.#budget < 0) return false;
    const text = given.includes("\u001b[") ? given.replace(color, "") : given;
    const start = firstSign(text);
    if (start === "{" || start === "[" || start === '"') {
      const value = parsed(text);
      if (value !== undefined) return this.#value(value, text.trim(), place, depth + 1);
    }
    if (gzipped.test(text)) return this.#payload(text.trim(), depth);
    if (isLambdaText(text) && nextLine(text, 0) === text.length)
      return this.#give(withTabs(text.trim()), place);
    const block = blockOf(text);
    if (block !== null && this.#value(block, null, place, depth + 1)) return true;
    return this.#search(text, place, depth);
  }

  #value(value: unknown, source: string | null, place: Place, depth: number): boolean {
    if (depth > maxDepth || --this.#budget < 0) return false;
    if (typeof value === "string") return value.length > 12 && this.#text(value, place, depth);
    if (Array.isArray(value)) return this.#array(value, place, depth);
    return isMembers(value) && this.#object(value, source, place, depth);
  }

  #array(values: readonly unknown[], around: Place, depth: number): boolean {
    if (values.length > 0 && values.length <= maxRow && values.every(isCell))
      return this.#array(
        values.flatMap((cell) => Object.values(cell as Members)),
        around,
        depth + 1,
      );
    const pairs = membersOfPairs(values);
    if (pairs !== null) return this.#object(pairs, null, around, depth);
    // A row is a time, a stream and a message. More strings are messages each.
    const place =
      values.length <= maxRow
        ? placeOf(
            values.filter(isScalar).map((value) => ["", value]),
            around,
          )
        : around;
    let isFound = false;
    for (const value of values) isFound = this.#value(value, null, place, depth + 1) || isFound;
    return isFound;
  }

  #object(value: Members, source: string | null, around: Place, depth: number): boolean {
    const entries = Object.entries(value);
    const place = placeOf(entries, around);
    // Its own time is part of the message.
    if (isNative(value))
      return this.#give(source ?? JSON.stringify(value), { ...place, timestamp: around.timestamp });
    // What a function logs may hold anything, also what others wrote.
    const searched = hasLevel(value) ? messagesOf(entries) : entries;
    let isFound = false;
    for (const [key, inner] of searched) {
      const data = typeof inner === "string" && /^data$/i.test(key) && gzipped.test(inner);
      if (data) isFound = this.#payload(inner, depth) || isFound;
      else isFound = this.#value(inner, null, place, depth + 1) || isFound;
    }
    if (isFound || depth <= 1 || !isLoggers(value)) return isFound;
    return this.#give(source ?? JSON.stringify(value), place);
  }

  /** Text that is neither a message nor a value. */
  #search(text: string, around: Place, depth: number): boolean {
    const known = this.#found.length;
    let tries = maxTries;
    let place = around;
    let behind = 0;
    for (let from = 0; tries > 0 && this.#budget > 0; ) {
      beginning.lastIndex = from;
      const start = beginning.exec(text)?.index;
      if (start === undefined) break;
      const before = text.slice(behind, start);
      const here = before.trim() === "" ? place : placeBefore(before, place);
      const at = this.#at(text, start, here, depth);
      from = at?.end ?? start + 1;
      if (at === null) tries--;
      if (at?.isFound) [place, behind, tries] = [here, at.end, maxTries];
    }
    this.#placeBehind(known, text.slice(behind), around);
    return this.#found.length > known;
  }

  /** A message without a time before it may have one behind it. */
  #placeBehind(known: number, rest: string, around: Place): void {
    const [found, other] = this.#found.slice(known);
    if (found?.kind !== "event" || other !== undefined || rest.trim() === "") return;
    const { timestamp, logGroup, logStream } = found.content;
    if (timestamp !== null && logStream !== null) return;
    const behind = placeBefore(rest.slice(0, 2_000), around);
    const content = {
      ...found.content,
      timestamp: timestamp ?? behind.timestamp,
      logGroup: logGroup ?? behind.logGroup,
      logStream: logStream ?? behind.logStream,
    };
    this.#found[known] = { kind: "event", content };
  }

  /** What begins here, and where it ends; null where it is nothing. */
  #at(text: string, start: number, place: Place, depth: number): Step | null {
    if (text.startsWith("H4sI", start)) {
      const [base64 = ""] = /^[A-Za-z0-9+/_-]+={0,2}/.exec(text.slice(start)) ?? [];
      return this.#payload(base64, depth) ? { end: start + base64.length, isFound: true } : null;
    }
    const inner = quotedFrom(text, start);
    if (inner !== null) {
      this.#budget -= inner.end - start;
      if (this.#text(inner.text, place, depth + 1)) return { end: inner.end, isFound: true };
    }
    if (text[start] !== "{") return this.#lambdaText(text, start, place);
    const end = documentEnd(text, start);
    this.#budget -= (end ?? text.length) - start;
    const document = end === null ? "" : text.slice(start, end);
    const value = end === null ? undefined : parsed(document);
    if (end === null || value === undefined) return null;
    return { end, isFound: this.#value(value, document, place, depth + 2) };
  }

  /** A line, with the lines below it up to the next message. */
  #lambdaText(text: string, start: number, place: Place): Step | null {
    const end = nextLine(text, start);
    const line = text.slice(start, end).replace(/[\s|]+$/, "");
    if (!isLambdaText(line)) return null;
    // The console's table may have the stream in its last column.
    const [behind, logStream = place.logStream] = /\t(\d{4}\/\d\d\/\d\d\/\S{3,512})$/.exec(line) ?? [];
    const message = withTabs(line.slice(0, line.length - (behind ?? "").length));
    return { end, isFound: this.#give(message, { ...place, logStream }) };
  }

  #payload(base64: string, depth: number): boolean {
    this.#budget -= base64.length;
    if (depth > maxDepth || base64.length < 24) return false;
    this.#found.push({ kind: "payload", base64 });
    return true;
  }

  #give(message: string, place: Place): true {
    this.#found.push({ kind: "event", content: { ...place, message } });
    return true;
  }
}

/** The platform's lines are one line each; with X-Ray, REPORT has another. */
const platformLine = /(?:START|END|REPORT|INIT_\w+) [^\n]*(?:\n\s*XRAY TraceId: [^\n]*)?/y;

/** What a logger had to say, without the values that it wrote with it. */
function messagesOf(entries: readonly (readonly [key: string, value: unknown])[]) {
  const told = entries.filter(([key]) => key === "message" || key === "msg");
  return told.length > 0 ? told : entries.filter(([key]) => messageKey.test(key));
}

/** Where another message begins on a line below; else the end. */
function nextLine(text: string, start: number): number {
  platformLine.lastIndex = start;
  if (platformLine.test(text)) return platformLine.lastIndex;
  lineBeginning.lastIndex = start;
  return lineBeginning.exec(text)?.index ?? text.length;
}

function membersOfPairs(values: readonly unknown[]): Members | null {
  if (values.length === 0 || values.length > 200) return null;
  const members: Record<string, unknown> = Object.create(null);
  for (const pair of values) {
    if (!isMembers(pair)) return null;
    const key = pair["field"] ?? pair["name"] ?? pair["key"] ?? pair["Key"];
    if (typeof key !== "string" || !("value" in pair || "Value" in pair)) return null;
    members[key] = pair["value"] ?? pair["Value"];
  }
  return members;
}

function isNowhere(content: Content, around: Place): boolean {
  return (["timestamp", "logGroup", "logStream", "eventId"] as const).every(
    (key) => content[key] === around[key],
  );
}

function firstSign(text: string): string {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x20) return text[at] as string;
  return "";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Athena's `{"VarCharValue": …}`. */
function isCell(value: unknown): boolean {
  if (!isMembers(value)) return false;
  const inner = Object.values(value);
  return inner.length === 1 && isScalar(inner[0]);
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What a value is, whatever the key above it: a time, a log stream, a log group, an event's id. Tools rename
 * keys, and people rename them with `--query`; the values stay.
 */
import { timeOf } from "./time.ts";

/** Lambda's first day, and a day that no log of today holds. */
const earliest = Date.UTC(2014, 10, 13);
const latest = Date.UTC(2100, 0, 1);

const months = "JanFebMarAprMayJunJulAugSepOctNovDec";
const anyMonth = months.match(/.../g)?.join("|");
const written = new RegExp(
  `\\b(?:(\\d{1,2})[ /-](${anyMonth})|(${anyMonth})[a-z]* (\\d{1,2}),?)` +
    `[ /-](\\d{4})[ :@T,]+(\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?) ?(Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)?`,
);
/** In a text, with other text around it. */
const iso =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d)|(?= \([+-]\d\d:\d\d\)))?/g;
/** .NET's JSON in Windows PowerShell, Loki's and OpenTelemetry's nanoseconds. */
const dotnet = /^\\?\/Date\((\d{13})(?:[+-]\d{4})?\)\\?\/$/;
const number = /^\d{10}(?:\.\d{1,9})?$|^\d{13}(?:\.\d+)?$|^\d{16}$|^\d{19}$/;

/** Milliseconds since the epoch, of a number in s, ms, µs or ns, or of a text; null for other values. */
export function timeIn(value: unknown): number | null {
  if (typeof value === "number") return ofNumber(value);
  if (typeof value !== "string" || value.length > 64 || value.length < 10) return null;
  const text = value.trim();
  if (number.test(text)) return ofNumber(Number(text));
  const ofDotnet = dotnet.exec(text);
  if (ofDotnet !== null) return ofNumber(Number(ofDotnet[1]));
  return plausible(timeOf(text.replace(/ ?UTC$/, "Z"))) ?? ofWords(text);
}

/** The last time in a text before a message, and the first where tools put a second one behind it. */
export function timeInText(text: string): number | null {
  const found = text.match(iso);
  for (const time of found ?? []) {
    const at = timeIn(time);
    if (at !== null) return at;
  }
  const [bare] = /(?<![\w.-])\d{10}(?:\.\d{3,9})?(?![\w.-])|(?<![\w.-])\d{13}(?![\w.-])/.exec(text) ?? [];
  return bare === undefined ? ofWords(text) : timeIn(bare);
}

function ofNumber(value: number): number | null {
  for (const unit of [1, 1e-3, 1e3, 1e6]) {
    const at = plausible(value / unit);
    if (at !== null) return unit === 1e-3 ? Math.round(at) : Math.floor(at);
  }
  return null;
}

function ofWords(text: string): number | null {
  const [, day, month, otherMonth, otherDay, year, time, zone] = written.exec(text) ?? [];
  if (time === undefined) return null;
  const number = months.indexOf(month ?? otherMonth ?? "") / 3 + 1;
  const date = `${year}-${String(number).padStart(2, "0")}-${(day ?? otherDay ?? "").padStart(2, "0")}`;
  return plausible(timeOf(`${date}T${time}${zone === undefined || /^[UG]/.test(zone) ? "Z" : zone}`));
}

function plausible(at: number | null): number | null {
  return at !== null && at >= earliest && at < latest ? at : null;
}

const stream = /\d{4}\/\d\d\/\d\d\/[\w-]{0,140}\[(?:\$latest|\d{1,20})\][\w-]{1,64}/;
const group = /\/aws\/lambda\/[\w.#/-]{1,500}/;
const functionArn = /\barn:aws[\w-]*:lambda:[\w-]*:\d*:function:([\w-]{1,140})/;

/** A log stream as Lambda names it: `2026/11/20/[$latest]<id>`, or with the function's name. */
export function streamIn(text: string): string | null {
  return text.length > 2_000 ? null : (stream.exec(text)?.[0] ?? null);
}

/** The log group that Lambda gives to a function, also of an ARN of either. */
export function groupIn(text: string): string | null {
  if (text.length > 2_000) return null;
  const named = group.exec(text);
  if (named !== null) return named[0].replace(/[./]+$/, "");
  const [, name] = functionArn.exec(text) ?? [];
  return name === undefined ? null : `/aws/lambda/${name}`;
}

/** CloudWatch's ids have 56 digits. */
export function isEventId(text: string): boolean {
  return /^\d{35,60}$/.test(text);
}

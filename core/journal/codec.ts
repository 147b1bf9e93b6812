/**
 * One record <-> one line. A line is a JSON array whose first member is a one-letter tag and whose other members are the record's fields in the
 * order of `layouts`. Encoding is on the function's module-loading path, and puts the line together from primitives: to JSON.stringify an array is to
 * ask the function's own `Array.prototype.toJSON`. Decoding trusts nothing.
 */
import type { JournalRecord, RecordTag } from "./records.ts";

/** A line that is longer than this was not written by the shim. */
export const maxLineBytes = 64 * 1024;

type FieldKind = "text" | "text?" | "number" | "number?" | "how" | "phase" | "texts";
type Fields<R extends JournalRecord> = readonly (readonly [Exclude<keyof R, "tag" | "thread">, FieldKind])[];
type Layouts = { readonly [T in RecordTag]: { readonly letter: string; readonly fields: Fields<Extract<JournalRecord, { tag: T }>> } };

const layouts: Layouts = {
  thread: {
    letter: "t",
    fields: [
      ["pid", "number"],
      ["node", "text"],
      ["platform", "text"],
      ["arch", "text"],
      ["abi", "text"],
      ["napi", "text"],
      ["nodePath", "text"],
      ["taskRoot", "text"],
      ["startedAfterMs", "number"],
      ["startMs", "number"],
    ],
  },
  resolution: {
    letter: "r",
    fields: [
      ["how", "how"],
      ["specifier", "text"],
      ["importer", "text?"],
      ["path", "text"],
    ],
  },
  "not-loaded": { letter: "l", fields: [["path", "text"]] },
  unresolved: {
    letter: "u",
    fields: [
      ["how", "how"],
      ["specifier", "text"],
      ["importer", "text?"],
      ["code", "text"],
    ],
  },
  "native-start": { letter: "n", fields: [["path", "text"]] },
  "native-end": {
    letter: "N",
    fields: [
      ["path", "text"],
      ["code", "text?"],
      ["message", "text?"],
    ],
  },
  spawn: {
    letter: "s",
    fields: [
      ["file", "text"],
      ["code", "number?"],
      ["signal", "text?"],
    ],
  },
  ready: { letter: "y", fields: [] },
  failure: {
    letter: "f",
    fields: [
      ["phase", "phase"],
      ["ordinal", "number"],
      ["name", "text"],
      ["code", "text?"],
      ["message", "text?"],
      ["frames", "texts"],
    ],
  },
  exit: {
    letter: "x",
    fields: [
      ["exitCode", "number"],
      ["shimMs", "number"],
    ],
  },
  full: { letter: "z", fields: [] },
};

// Taken now: the function may replace JSON's members later.
const { parse, stringify } = JSON;

const tagOf = new Map((Object.keys(layouts) as RecordTag[]).map((tag) => [layouts[tag].letter, tag]));

/** The record's line, with its line feed. */
export function encode(record: JournalRecord): string {
  // Nearly all records are resolutions, written while the function loads, before any of this is compiled.
  if (record.tag === "resolution") {
    const { thread, how, specifier, importer, path } = record;
    return `["r",${thread},"${how}",${stringify(specifier)},${stringify(importer)},${stringify(path)}]\n`;
  }
  const { letter, fields } = layouts[record.tag];
  let line = `["${letter}",${record.thread}`;
  for (let i = 0; i < fields.length; i++) {
    const value = (record as unknown as Record<string, unknown>)[fields[i]?.[0] as string];
    line += `,${typeof value === "object" && value !== null ? encodeTexts(value as readonly string[]) : stringify(value)}`;
  }
  return `${line}]\n`;
}

function encodeTexts(texts: readonly string[]): string {
  let list = "";
  for (let i = 0; i < texts.length; i++) list += `${i === 0 ? "" : ","}${stringify(texts[i])}`;
  return `[${list}]`;
}

/** The record a line stands for, or null for anything the shim cannot have written. Never throws. */
export function decode(line: string): JournalRecord | null {
  if (line.length > maxLineBytes) return null;
  let values: unknown;
  try {
    values = parse(line);
  } catch {
    return null;
  }
  if (!Array.isArray(values) || !isCount(values[1])) return null;
  const tag = tagOf.get(values[0]);
  if (tag === undefined) return null;
  const { fields } = layouts[tag];
  if (values.length !== fields.length + 2) return null;
  const record: Record<string, unknown> = { tag, thread: values[1] };
  for (const [i, [name, kind]] of fields.entries()) {
    const value: unknown = values[i + 2];
    if (!accepts[kind](value)) return null;
    record[name] = value;
  }
  return record as unknown as JournalRecord;
}

const isText = (value: unknown): boolean => typeof value === "string";
const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const accepts: Record<FieldKind, (value: unknown) => boolean> = {
  text: isText,
  "text?": (value) => value === null || isText(value),
  number: isNumber,
  "number?": (value) => value === null || isNumber(value),
  how: (value) => value === "require" || value === "import" || value === "require.resolve" || value === "preloaded",
  phase: (value) => value === "uncaught" || value === "invoke",
  texts: (value) => Array.isArray(value) && value.every(isText),
};

/**
 * One record <-> one line. A line is a JSON array whose first member is a one-letter tag and whose other
 * members are the record's fields in the order of `layouts`. Encoding is on the function's module-loading
 * path, and puts the line together from primitives: to JSON.stringify an array is to ask the function's own
 * `Array.prototype.toJSON`. Decoding trusts nothing.
 */
import { missingNameOf } from "./missing-name.ts";
import type {
  CauseRecord,
  FailureRecord,
  JournalRecord,
  RecordTag,
  WrittenFailure,
  WrittenRecord,
} from "./records.ts";

/**
 * A line that is longer than this was not written by the shim. A failure with all its causes is the longest.
 */
export const maxLineBytes = 128 * 1024;

/** Of a failure. */
const maxCauses = 10;

/** The tag's letter, then the names of the record's fields. */
type Layouts = {
  readonly [T in RecordTag]: readonly [
    string,
    ...Exclude<keyof Extract<WrittenRecord, { tag: T }>, "tag" | "thread">[],
  ];
};

const layouts: Layouts = {
  thread: [
    "t",
    "pid",
    "node",
    "platform",
    "arch",
    "abi",
    "napi",
    "nodePath",
    "taskRoot",
    "startedAfterMs",
    "startMs",
  ],
  resolution: ["r", "how", "specifier", "importer", "path"],
  "not-loaded": ["l", "path"],
  unresolved: ["u", "how", "specifier", "importer", "code"],
  "native-start": ["n", "path"],
  "native-end": ["N", "path", "code", "message"],
  spawn: ["s", "file", "command", "searchPath", "cwd", "code", "signal"],
  ready: ["y"],
  failure: ["f", "phase", "ordinal", "message", "errors"],
  exit: ["x", "exitCode", "shimMs"],
  full: ["z"],
};

type FieldKind = "text" | "text?" | "number" | "number?" | "how" | "phase" | "texts";

/** What each field must be, in the order of `layouts`. Apart from it, since the shim does not decode. */
const kinds: { readonly [T in RecordTag]: readonly FieldKind[] } = {
  thread: ["number", "text", "text", "text", "text", "text", "text", "text", "number", "number"],
  resolution: ["how", "text", "text?", "text"],
  "not-loaded": ["text"],
  unresolved: ["how", "text", "text?", "text"],
  "native-start": ["text"],
  "native-end": ["text", "text?", "text?"],
  spawn: ["text", "text?", "text?", "text", "number?", "text?"],
  ready: [],
  failure: ["phase", "number", "text?", "texts"],
  exit: ["number", "number"],
  full: [],
};

// Taken now: the function may replace JSON's members later.
const { parse, stringify } = JSON;

const tagOf = /* @__PURE__ */ tagsByLetter();

function tagsByLetter(): ReadonlyMap<unknown, RecordTag> {
  return new Map((Object.keys(layouts) as RecordTag[]).map((tag) => [layouts[tag][0], tag]));
}

// A module asks for several others in a row, and its path is a third of each line.
let lastImporter: string | null = null;
let lastImporterText = "null";

function importerText(importer: string | null): string {
  if (importer !== lastImporter) {
    lastImporterText = stringify(importer);
    lastImporter = importer;
  }
  return lastImporterText;
}

/** The record's line, with its line feed. */
export function encode(record: WrittenRecord): string {
  // Nearly all records are resolutions, written while the function loads, before any of this is compiled.
  if (record.tag === "resolution") {
    const { thread, how, specifier, importer, path } = record;
    return `["r",${thread},"${how}",${stringify(specifier)},${importerText(importer)},${stringify(path)}]\n`;
  }
  if (record.tag === "unresolved") {
    const { thread, how, specifier, importer, code } = record;
    return `["u",${thread},"${how}",${stringify(specifier)},${importerText(importer)},${stringify(code)}]\n`;
  }
  const layout = layouts[record.tag];
  let line = `["${layout[0]}",${record.thread}`;
  for (let i = 1; i < layout.length; i++)
    line += `,${encodeField((record as unknown as Record<string, unknown>)[layout[i] as string])}`;
  return `${line}]\n`;
}

/**
 * One by one: for a list as a whole `stringify` would call a `toJSON` that the function gave to all of them.
 */
function encodeField(value: unknown): string {
  if (typeof value !== "object" || value === null) return stringify(value) ?? "null";
  const texts = value as readonly string[];
  let list = "";
  for (let i = 0; i < texts.length; i++) list += `${i === 0 ? "" : ","}${stringify(texts[i])}`;
  return `[${list}]`;
}

/** The record of a line, or null for anything that the shim cannot have written. Never throws. */
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
  const [, ...names] = layouts[tag];
  if (values.length !== names.length + 2) return null;
  const record: Record<string, unknown> = { tag, thread: values[1] };
  for (const [i, kind] of kinds[tag].entries()) {
    const value: unknown = values[i + 2];
    if (!accepts[kind](value)) return null;
    record[names[i] as string] = value;
  }
  return tag === "failure"
    ? readFailure(record as unknown as WrittenFailure)
    : (record as unknown as JournalRecord);
}

function readFailure({ errors: [first = "", ...rest], ...failure }: WrittenFailure): FailureRecord {
  const error = readError(first);
  const causes = rest.slice(0, maxCauses).map(readError);
  return {
    ...failure,
    ...error,
    thrown: error.missing === null ? null : "by-engine",
    // An object without a name is not an error: a validator's list of issues, for example.
    causes: causes.filter(({ name }) => name !== "object"),
  };
}

function readError(lines: string): CauseRecord {
  const [name = "", code = "", engine = "", ...frames] = lines.split("\n");
  const missing = missingNameOf({ name, message: engine === "" ? null : engine });
  return { name, code: code === "" ? null : code, frames: frames.filter((frame) => frame !== ""), missing };
}

const isText = (value: unknown): boolean => typeof value === "string";
const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const accepts: Record<FieldKind, (value: unknown) => boolean> = {
  text: isText,
  "text?": (value) => value === null || isText(value),
  number: isNumber,
  "number?": (value) => value === null || isNumber(value),
  how: (value) =>
    value === "require" || value === "import" || value === "require.resolve" || value === "preloaded",
  phase: (value) => value === "uncaught" || value === "invoke",
  texts: (value) => Array.isArray(value) && value.every(isText),
};

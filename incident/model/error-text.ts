/**
 * An error as text: V8's stack, alone or behind a logger's words, and what Node's util.inspect makes of it
 * (https://nodejs.org/docs/latest-v24.x/api/util.html#utilinspectobject-options;
 * lib/internal/util/inspect.js, formatError and formatRaw):
 * 1. `Name: message`, `Name [CODE]: message`, or `Class [Name]: message` where the class has no name of its
 *    own; then the stack; then ` {`, the other properties and `}`.
 * 2. `[cause]: ` and `[errors]: [` are such properties. They hold further errors, indented by two for each
 *    level. Frames that a cause shares with its error are left out as `... 3 lines matching cause stack
 *    trace ...`.
 * 3. An error without a stack is in brackets: `[Name: message]`. Properties may follow, as for the errors of
 *    `Promise.any`.
 * 4. bunyan and pino put `Caused by: ` and a second stack behind the first.
 *
 * The text is read once, line by line. A run of frames of one indentation is an error; its heading is in the
 * lines since the run before.
 */
import {
  type ErrorCause,
  type ErrorDetails,
  maxCauseDepth,
  maxCauses,
  maxFrames,
  maxName,
} from "./error-details.ts";

export interface ErrorInText extends ErrorDetails {
  /** What is on the heading's line before it. */
  readonly before: string;
}

const frameStart =
  /^\s+at (?:\S.*)?(?::\d+|<anonymous>\)?|\(native\)|\(index \d+\)|\]\)?|0x[0-9a-f]+\)?)\)?(?: \{|,)?$/;
const frameLine = /^\s+at \S/;
const leftOut = /^\s+\.\.\. \d+ lines matching cause stack trace \.\.\.$/;
const className = "[A-Z][\\w$]{0,100}";
const heading = new RegExp(
  `(?:^|[\\s:([{"'>|-])((?:${className}\\.){0,3}[$_]{0,2}${className}?(?:Error|Exception)|Error|` +
    `${className}(?= \\[[A-Z]\\w{0,50}\\]:))((?: \\[[^\\]\\s]{1,100}\\]){0,2})(?:: ?|$)`,
);
/** A class of another name begins the line, as V8 writes it, or follows a key. */
const ownName = /^\s*(?:\[?\w{1,40}\]?: )?(?![A-Z]+:)([A-Z][\w$]{1,100})((?: \[[^\]\s]{1,100}\]){0,2}): /;
const bracketed = new RegExp(
  "^\\s+(?:\\[?\\w{1,40}\\]?: )?\\[([A-Z][\\w$.]{0,100}(?:Error|Exception)|Error)" +
    "(?: \\[([A-Z][A-Z0-9_]{1,99})\\])?: ([^\\r\\n]{0,2000})\\],?$",
);
const bracketedOpen = new RegExp(
  "(?:^|\\s)\\[([A-Z][\\w$.]{0,100}(?:Error|Exception)|Error)" +
    "(?: \\[([A-Z][A-Z0-9_]{1,99})\\])?: ([^\\r\\n]{0,2000})\\] \\{$",
);
const ownCode = /^\s+code: ['"]([^'"\s]{1,200})['"],?$/;
/** What consola and others write before a message. */
const loggersWords = /^\s*(?:\[\w{1,40}\]:?|(?:ERROR|FATAL|WARN|INFO)\b:?|(?:error|fatal|warn|info):)\s+/;
const relativeFile = /^(at (?:.* \()?)(?!\w+:)([\w@.][^():\s]*\.[cm]?[jt]sx?:\d+:\d+\)?)$/;

/** `Error: Error: TypeError: …` */
const maxWords = 3;
const maxHeading = 1_000;

interface Heading {
  readonly name: string;
  readonly code: string | null;
  /** Where the message begins. */
  readonly from: number;
  readonly before: string;
  readonly indent: number;
}

interface Building extends ErrorCause {
  code: string | null;
  readonly depth: number;
  readonly indent: number;
  readonly before: string;
}

/** Null where the text has no stack. */
export function errorInText(text: string): ErrorInText | null {
  const found: Building[] = [];
  /** Errors whose properties are being read. */
  const open: Building[] = [];
  let strong: Heading | null = null;
  let weak: Heading | null = null;
  let last: { readonly from: number; readonly to: number } | null = null;
  let run: string[] | null = null;
  let runIndent = 0;
  let building: Building | null = null;
  for (let at = 0; at <= text.length && found.length <= maxCauses; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const isInRun =
      run !== null && (leftOut.test(line) || (frameLine.test(line) && indentOf(line) === runIndent));
    if (run !== null && building !== null && isInRun) {
      if (frameLine.test(line)) addFrame(run, line);
      if (line.endsWith(" {")) {
        open.push(building);
        run = null;
      }
    } else if (frameStart.test(line)) {
      const head: Heading | null = strong ?? weak;
      const indent = head?.indent ?? Math.max(0, indentOf(line) - 4);
      while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
      run = [];
      runIndent = indentOf(line);
      addFrame(run, line);
      building = {
        name: head?.name ?? "Error",
        code: head?.code ?? null,
        message:
          head === null ? wordsOf(text, last) : text.slice(head.from, Math.max(head.from, at)).trimEnd(),
        frames: run,
        depth: open.length,
        indent,
        before: head?.before ?? (last === null ? "" : text.slice(last.from, last.to)),
      };
      if (building.name !== "Trace") found.push(building);
      if (line.endsWith(" {")) open.push(building);
      [strong, weak, last] = [null, null, null];
    } else if (line.endsWith("] {") && bracketedOpen.test(line)) {
      run = null;
      while ((open.at(-1)?.indent ?? -1) >= indentOf(line)) open.pop();
      building = unstackedIn(line, open.length);
      found.push(building);
      open.push(building);
      [strong, weak, last] = [null, null, null];
    } else {
      run = null;
      const holder = open.at(-1);
      const isWhole = holder !== undefined && readProperty(line, holder, open, found);
      if (holder === undefined && building !== null) readCode(line, building);
      if (line.trim() !== "") last = { from: at, to: end };
      if (!isWhole) {
        strong ??= headingIn(line, at, heading);
        weak ??= headingIn(line, at, ownName);
      }
    }
    at = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
  const [first, ...rest] = found;
  if (first === undefined || !found.some(({ frames }) => frames.length > 0)) return null;
  const causes = rest.filter(({ depth }) => depth <= maxCauseDepth).slice(0, maxCauses);
  return { ...plain(first), before: first.before, causes: causes.map(plain) };
}

/** Whether a line may begin an error whose frames are on the lines below it. */
export function isHeading(line: string): boolean {
  return headingOf(line) !== null || /^\s*(?:ERROR|FATAL)\b/.test(line);
}

/** The name, the code and the message in `Name [CODE]: message`. Null for another text. */
export function headingOf(text: string): Pick<ErrorCause, "name" | "code" | "message"> | null {
  const line = text.slice(0, lineEnd(text, 0));
  const found = headingIn(line, 0, heading) ?? headingIn(line, 0, ownName);
  return found === null
    ? null
    : { name: found.name, code: found.code, message: text.slice(found.from).trimEnd() };
}

function headingIn(line: string, at: number, pattern: RegExp): Heading | null {
  let match = pattern.exec(line);
  let from = 0;
  // `console.error("Error:", error)` writes the word before the error's own heading.
  for (
    let words = 0;
    match !== null && match[1] === "Error" && match[2] === "" && words < maxWords;
    words++
  ) {
    const after: number = from + match.index + match[0].length;
    const inner = heading.exec(line.slice(after, after + maxHeading));
    if (inner === null || inner.index > 0 || inner[0].trimStart() !== inner[0]) break;
    match = inner;
    from = after;
  }
  if (match === null) return null;
  const [whole, name = "", brackets = ""] = match;
  const begin = from + match.index;
  return {
    name: name.slice(0, maxName),
    code: /\[([A-Z][A-Z0-9_]{1,99})\]/.exec(brackets)?.[1] ?? null,
    from: at + begin + whole.length,
    before: line.slice(0, begin + whole.indexOf(name)),
    indent: indentOf(line),
  };
}

/** A line among the properties of an error. True for a whole error, which is not the heading of another. */
function readProperty(line: string, holder: Building, open: Building[], found: Building[]): boolean {
  if (/^\s*\}/.test(line) && indentOf(line) <= holder.indent) {
    open.pop();
    return false;
  }
  readCode(line, holder);
  const [, name, ofName = null, message] = bracketed.exec(line) ?? [];
  if (name === undefined || message === undefined) return false;
  if (found.length > maxCauses) return true;
  found.push({
    name,
    code: ofName,
    message,
    frames: [],
    depth: open.length,
    indent: indentOf(line),
    before: "",
  });
  return true;
}

/** `[Name: message] {` */
function unstackedIn(line: string, depth: number): Building {
  const [whole = "", name = "", code = null, message = ""] = bracketedOpen.exec(line) ?? [];
  const before = line.slice(0, line.length - whole.trimStart().length);
  return { name, code, message, frames: [], depth, indent: indentOf(line), before };
}

function readCode(line: string, error: Building): void {
  const code = indentOf(line) === error.indent + 2 ? ownCode.exec(line)?.[1] : undefined;
  if (code !== undefined) error.code ??= code;
}

function addFrame(frames: string[], line: string): void {
  if (frames.length >= maxFrames) return;
  const frame = line.trim().replace(/(?: \{|,)$/, "");
  // consola leaves the working directory out, which is the function's folder.
  frames.push(frame.includes("/") ? frame : frame.replace(relativeFile, "$1/var/task/$2"));
}

function wordsOf(text: string, line: { readonly from: number; readonly to: number } | null): string | null {
  if (line === null) return null;
  const words = text.slice(line.from, line.to).replace(loggersWords, "").trim();
  return words === "" ? null : words;
}

function plain({ name, code, message, frames }: Building): ErrorCause {
  return { name, code, message, frames };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function lineEnd(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 10 || unit === 13) return end;
  }
  return text.length;
}

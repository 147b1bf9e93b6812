/**
 * Errors that end an invocation or the process. The shim keeps the name, the code and where it happened. An
 * error's message may hold a payload or a credential, so the shim keeps it only if Node's module loader wrote
 * it.
 */
import type { Journal } from "./journal-file.ts";
import {
  contains,
  includes,
  indexOf,
  isArray,
  join,
  own,
  ownTest,
  slice,
  split,
  trim,
} from "./primordials.ts";

const maxFailures = 100;
const maxFrames = 50;
const maxCauses = 10;
const maxCauseFrames = 10;

// Literals: an earlier preload may have replaced RegExp.
const notFoundCode = ownTest(/^(ERR_)?MODULE_NOT_FOUND$/);
const loadCode = ownTest(
  /^ERR_(DLOPEN_FAILED|REQUIRE_(ESM|ASYNC_MODULE)|UN(SUPPORTED_DIR_IMPORT|KNOWN_FILE_EXTENSION))$/,
);
const packageCode = ownTest(
  /^ERR_(PACKAGE_(PATH_NOT_EXPORTED|IMPORT_NOT_DEFINED)|INVALID_PACKAGE_(CONFIG|TARGET))$/,
);
const isLoaderCode = (code: string): boolean =>
  notFoundCode.test(code) || loadCode.test(code) || packageCode.test(code);
const frame = ownTest(/^\s+at /);

/**
 * Forms of V8's and the linker's messages (core/journal/missing-name.ts) that hold nothing but their own
 * words and names. Bounded by the text: no part of it can match in two ways.
 */
const isNot =
  /^(?:[\w$.?()[\]]|\(intermediate value\)|\(0 , )+ is not (?:a (?:function|constructor)|iterable|defined)$/;
const engineTexts = [
  ownTest(isNot),
  ownTest(/^Cannot (?:read|set) properties of \w+ \(\w+ '[\w$]+'\)$/),
  ownTest(/^Cannot destructure property '[\w$]+' of '[\w$.()[\] ]+' as it is \w+\.$/),
  ownTest(/^(?:Named export '[\w$]+' not found\. )?The requested module '[^' ]+' is a CommonJS/),
  ownTest(/^The requested module '[^' ]+' does not provide an export named '[\w$]+'$/),
];
const syntaxError = "SyntaxError: ";

/** Lambda's client renames a failed import of the handler and drops its code. */
const importFailure = "Runtime.ImportModuleError";

interface Thrown {
  readonly name: unknown;
  readonly code: unknown;
  readonly message: unknown;
  readonly stack: unknown;
  readonly cause: unknown;
  readonly errors: unknown;
}

const ordinals = own(new Map<string, number>(), "get", "set", "size");
let repeats = 0;

/** The last specifiers that were not found, in a ring. The next one goes to `missedCount % maxMissed`. */
const missed: string[] = [];
const maxMissed = 64;
let missedCount = 0;

/**
 * Notes a failed resolution. A later error that quotes the specifier is recognized by it, whoever made the
 * error.
 */
export function noteMissed(specifier: string): void {
  if (specifier !== "") missed[missedCount++ % maxMissed] = specifier;
}

/** The last native files and programs that could not be loaded or started, in a ring like `missed`. */
const broken: { readonly file: string; readonly text: string }[] = [];
let brokenCount = 0;

/**
 * Notes a load or a start that failed. A later error that quotes the file or the text is recognized by it.
 * @param text what the loader said
 */
export function noteBroken(file: string, text = `spawn ${file}`): void {
  if (file !== "") broken[brokenCount++ % maxMissed] = { file, text };
}

/**
 * Records the failure and returns its ordinal; null when there are too many distinct ones. An equal failure
 * is recorded again only if it was uncaught: what follows decides whether it ended anything.
 */
export function failureOf(journal: Journal, phase: "uncaught" | "invoke", thrown: unknown): number | null {
  try {
    journal.settle();
    const [errors, message] = chainOf(thrown);
    // An error that throws when it is read is not recorded: this throws too.
    const key = phase + slice(errors[0] as string, 0);
    const seen = ordinals.get(key);
    if (seen !== undefined && (phase === "invoke" || ++repeats > maxFailures)) return seen;
    if (seen === undefined && ordinals.size >= maxFailures) return null;
    const ordinal = seen ?? ordinals.size + 1;
    ordinals.set(key, ordinal);
    journal.append({ tag: "failure", thread: journal.thread, phase, ordinal, message, errors });
    journal.flush();
    return ordinal;
  } catch {
    return null;
  }
}

/**
 * The error and those behind it (`cause`, and `errors` of an AggregateError), each before what is behind it,
 * and the loader's text of the first. An error may refer to itself, and its members may throw.
 */
function chainOf(thrown: unknown): [errors: string[], message: string | null] {
  const chain = [thrown];
  const errors: string[] = [];
  let text: string | null = null;
  for (let at = 0; at < chain.length; at++) {
    try {
      const { name, code, message, stack, cause, errors: several } = (chain[at] ?? {}) as Thrown;
      const kind = start(name, 256) ?? typeof thrown;
      const label = start(code, 256);

      const frames = framesOf(stack, message, at === 0 ? maxFrames : maxCauseFrames);
      errors[errors.length] = join([kind, label, engineText(message), join(frames, "\n")], "\n");
      if (at === 0) text = loaderText(kind, label, message);
      for (let i = -1; i < (isArray(several) ? several.length : 0) && chain.length <= maxCauses; i++) {
        const inner: unknown = i < 0 ? cause : (several as unknown[])[i];
        if (inner && typeof inner === "object" && !includes(chain, inner)) chain[chain.length] = inner;
      }
    } catch {}
  }
  return [errors, text];
}

/** What V8 or the linker says, in one of the forms that are kept; undefined for any other message. */
function engineText(message: unknown): string | undefined {
  const text = start(message, 512) ?? "";
  const prefix = indexOf(text, syntaxError) === 0 ? syntaxError : "";
  for (let i = 0; i < engineTexts.length; i++) {
    const found = engineTexts[i]?.exec(slice(text, prefix.length));
    if (found) return prefix + found[0];
  }
}

/** The beginning of a text; null for anything else. */
function start(value: unknown, length: number): string | null {
  return typeof value === "string" ? slice(value, 0, length) : null;
}

/**
 * The text of the module loader. For another error, only the fact that it quotes an earlier message of the
 * loader, because other code passed that on; or the file of a load or start that failed.
 */
function loaderText(name: string, code: string | null, message: unknown): string | null {
  if ((code !== null && isLoaderCode(code)) || name === importFailure) return start(message, 2048);
  const text = start(message, 4096);
  // Newest first.
  for (let i = 1; text && i <= missed.length; i++) {
    const specifier = missed[(missedCount - i) % maxMissed] as string;
    if (contains(text, `'${specifier}'`)) return `Cannot find module '${specifier}'`;
  }
  for (let i = 1; text && i <= broken.length; i++) {
    const { file, text: told } = broken[(brokenCount - i) % maxMissed] as (typeof broken)[number];
    // A name without a folder counts only as a word.
    const quoted = contains(file, "/") ? contains(text, file) : contains(` ${text} `, ` ${file} `);
    if (quoted || contains(text, told)) return contains(told, file) ? told : `${file}: ${told}`;
  }
  return null;
}

/**
 * The lines of a stack that are frames. The message comes first and may hold lines that look like frames, so
 * it is cut off by its length.
 */
export function framesOf(stack: unknown, message: unknown, most: number): string[] {
  if (typeof stack !== "string") return [];
  const at = typeof message === "string" && message !== "" ? indexOf(stack, message) : -1;
  const rest = at === -1 ? stack : slice(stack, at + (message as string).length);
  const lines = split(slice(rest, 0, 64 * 1024), "\n");
  const frames: string[] = [];
  for (let i = 0; i < lines.length && frames.length < most; i++) {
    const line = lines[i] as string;
    if (frame.test(line)) frames[frames.length] = slice(trim(line), 0, 512);
  }
  return frames;
}

/** Listens without interfering: Node does the same as without the shim. */
export function observeFailures(journal: Journal, isMainThread: boolean): void {
  process.on("uncaughtExceptionMonitor", (error) => {
    failureOf(journal, "uncaught", error);
  });
  process.on("exit", (exitCode) => {
    try {
      journal.append({
        tag: "exit",
        thread: journal.thread,
        exitCode: +exitCode || 0,
        shimMs: journal.spent(),
      });
      if (isMainThread) journal.markEnd(null, null);
      else journal.flush();
    } catch {}
  });
}

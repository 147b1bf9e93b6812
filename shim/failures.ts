/**
 * Errors that end an invocation or the process. The shim keeps the name, the code and where it happened. An
 * error's message may hold a payload or a credential, so the shim keeps it only if Node's module loader wrote
 * it.
 */
import type { Journal } from "./journal-file.ts";
import { contains, indexOf, join, own, ownTest, slice, split, trim } from "./primordials.ts";

const maxFailures = 100;
const maxFrames = 50;

// Literals: an earlier preload may have replaced RegExp.
const loadCode = ownTest(
  /^(ERR_)?MODULE_NOT_FOUND$|^ERR_(DLOPEN_FAILED|REQUIRE_(ESM|ASYNC_MODULE)|UN(SUPPORTED_DIR_IMPORT|KNOWN_FILE_EXTENSION))$/,
);
const packageCode = ownTest(
  /^ERR_(PACKAGE_(PATH_NOT_EXPORTED|IMPORT_NOT_DEFINED)|INVALID_PACKAGE_(CONFIG|TARGET))$/,
);
const isLoaderCode = (code: string): boolean => loadCode.test(code) || packageCode.test(code);
const frame = ownTest(/^\s+at /);

/** Lambda's client renames a failed import of the handler and drops its code. */
const importFailure = "Runtime.ImportModuleError";

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
    const { name, code, message, stack } = (thrown ?? {}) as Partial<
      Record<"name" | "code" | "message" | "stack", unknown>
    >;
    const failure = {
      name: typeof name === "string" ? slice(name, 0, 256) : typeof thrown,
      code: typeof code === "string" ? slice(code, 0, 256) : null,
      frames: framesOf(stack, message),
    };
    const key = join([phase, failure.name, failure.code, join(failure.frames, "\n")], "\n");
    const seen = ordinals.get(key);
    if (seen !== undefined && (phase === "invoke" || ++repeats > maxFailures)) return seen;
    if (seen === undefined && ordinals.size >= maxFailures) return null;
    const ordinal = seen ?? ordinals.size + 1;
    ordinals.set(key, ordinal);
    journal.append({
      tag: "failure",
      thread: journal.thread,
      phase,
      ordinal,
      ...failure,
      message: loaderText(failure, message),
    });
    journal.flush();
    return ordinal;
  } catch {
    return null;
  }
}

/**
 * The text of the module loader. For another error, only the fact that it quotes an earlier message of the
 * loader, because other code passed that on; or the file of a load or start that failed.
 */
function loaderText({ name, code }: { name: string; code: string | null }, message: unknown): string | null {
  if (typeof message !== "string") return null;
  if ((code !== null && isLoaderCode(code)) || name === importFailure) return slice(message, 0, 2048);
  const start = slice(message, 0, 4096);
  // Newest first.
  for (let i = 1; i <= missed.length; i++) {
    const specifier = missed[(missedCount - i) % maxMissed] as string;
    if (contains(start, `'${specifier}'`)) return `Cannot find module '${specifier}'`;
  }
  for (let i = 1; i <= broken.length; i++) {
    const { file, text } = broken[(brokenCount - i) % maxMissed] as (typeof broken)[number];
    // A name without a folder counts only as a word.
    const quoted = contains(file, "/") ? contains(start, file) : contains(` ${start} `, ` ${file} `);
    if (quoted || contains(start, text)) return contains(text, file) ? text : `${file}: ${text}`;
  }
  return null;
}

/**
 * The lines of a stack that are frames. The message comes first and may hold lines that look like frames, so
 * it is cut off by its length.
 */
export function framesOf(stack: unknown, message: unknown): string[] {
  if (typeof stack !== "string") return [];
  const at = typeof message === "string" && message !== "" ? indexOf(stack, message) : -1;
  const rest = at === -1 ? stack : slice(stack, at + (message as string).length);
  const lines = split(slice(rest, 0, 64 * 1024), "\n");
  const frames: string[] = [];
  for (let i = 0; i < lines.length && frames.length < maxFrames; i++) {
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

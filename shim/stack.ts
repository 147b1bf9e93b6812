/**
 * A resolve hook adds frames to the stack of an error that Node's resolver throws: its own, and those of Node's hook chain around it. Functions
 * answer with such stacks, so the frames are taken out again; the limit is raised while Node resolves, so that none of the function's is lost.
 */
import { apply, contains, ErrorOf, join, own, replace, split, startsWith } from "./primordials.ts";

/** nextStep, our hook, nextStep, resolveWithHooks, the default step of the chain, and on Node 22 our `_resolveFilename`. */
const extraFrames = 6;

const { getOwnPropertyDescriptor } = Reflect;
const { captureStackTrace } = ErrorOf;

/**
 * Makes room for the frames of the hook chain. Returns the limit as the function has it; undefined where it took the limit away. Whoever calls this
 * puts the limit back by an assignment: where the stack is full, a call would not be made.
 */
export function raiseStackLimit(): number | undefined {
  const limit = stackLimit();
  try {
    if (limit !== undefined) ErrorOf.stackTraceLimit = limit + extraFrames;
  } catch {
    // The function froze Error: there is no room, but our frames are taken out all the same.
  }
  return limit;
}

function stackLimit(): number | undefined {
  try {
    const limit: unknown = ErrorOf.stackTraceLimit;
    if (typeof limit === "number") return limit;
  } catch {}
  return undefined;
}

const chainFile = "node:internal/modules/customization_hooks";
const loaderFile = "node:internal/modules/cjs/loader";

/** While `Module._resolveFilename` is patched, V8 no longer finds the name of Node's own function. */
const namelessFrame = `at Function.<anonymous> (${loaderFile}:`;
const namedFrame = `at Function._resolveFilename (${loaderFile}:`;

/**
 * Takes our frames out of `error.stack` and shortens it to `limit` frames. The stack is formatted for that: by the function's own
 * `Error.prepareStackTrace` where there is one, which then never sees our frames.
 */
export function withoutOurFrames(error: unknown, limit: number | undefined): void {
  if (limit === undefined) return;
  // Node asks what is `Error` now, whatever that is.
  const holder = (globalThis as { Error?: typeof Error }).Error ?? ErrorOf;
  const format = holder.prepareStackTrace;
  let formatted = typeof format !== "function";
  const withoutOurs: typeof format = (thrown, sites) => {
    formatted = true;
    takeOut(sites, (site) => site.getFileName() === __filename, isChainSite);
    shorten(sites, limit);
    return apply(format as NonNullable<typeof format>, holder, [thrown, sites]);
  };
  const stack = formattedBy(formatted ? format : withoutOurs, holder, error);
  if (typeof format === "function" && formatted) return;
  if (typeof stack !== "string") return;
  const lines = split(stack, "\n");
  const before = lines.length;
  takeOut(lines, (line) => contains(line, `(${__filename}:`), isChainLine);
  if (lines.length === before) return;
  let firstFrame = 0;
  while (firstFrame < lines.length && !startsWith(lines[firstFrame] as string, "    at ")) firstFrame++;
  shorten(lines, firstFrame + (limit > 0 ? limit : 0));
  for (let i = 0; i < lines.length; i++) lines[i] = replace(lines[i] as string, namelessFrame, namedFrame);
  (error as { stack: string }).stack = join(lines, "\n");
}

/** The stack of what was thrown, formatted by `format` if that can be had; undefined stands for V8's own way. */
function formattedBy(format: unknown, holder: { prepareStackTrace?: unknown }, thrown: unknown): unknown {
  const before = holder.prepareStackTrace;
  const inherited = getOwnPropertyDescriptor(holder, "prepareStackTrace") === undefined;
  try {
    if (before !== format) holder.prepareStackTrace = format;
  } catch {}
  try {
    return (thrown as { stack?: unknown } | null)?.stack;
  } finally {
    try {
      if (inherited) delete holder.prepareStackTrace;
      else if (before !== format) holder.prepareStackTrace = before;
    } catch {}
  }
}

function isChainLine(line: string): boolean {
  return contains(line, `(${chainFile}:`) || startsWith(line, `    at defaultResolve (${loaderFile}:`);
}

function isChainSite(site: NodeJS.CallSite): boolean {
  const file = site.getFileName();
  return file === chainFile || (file === loaderFile && site.getFunctionName() === "defaultResolve");
}

/** Takes out each run of frames of the hook chain that one of ours is in. In place: an array that grows could run into a setter of the function's. */
function takeOut<T>(frames: T[], isOurs: (frame: T) => boolean, isChain: (frame: T) => boolean): void {
  let kept = 0;
  for (let i = 0; i < frames.length; ) {
    let end = i;
    let ours = false;
    for (; end < frames.length; end++) {
      const frame = frames[end] as T;
      if (isOurs(frame)) ours = true;
      else if (!isChain(frame)) break;
    }
    if (ours) i = end;
    else frames[kept++] = frames[i++] as T;
  }
  frames.length = kept;
}

/** A limit need not be a whole number. */
function shorten(frames: unknown[], limit: number): void {
  while (frames.length > 0 && frames.length > limit) frames.length--;
}

/** A stack that costs next to nothing until it is read. */
export interface CapturedStack {
  readonly stack?: unknown;
}

/** Our frames, the hook chain and who asked it, with room for a hook of the function's own. */
const capturedFrames = 10;

export function captureStack(): CapturedStack {
  const holder: CapturedStack = {};
  const limit = stackLimit();
  if (limit === undefined) return holder;
  try {
    ErrorOf.stackTraceLimit = capturedFrames;
  } catch {}
  try {
    captureStackTrace(holder);
  } finally {
    try {
      ErrorOf.stackTraceLimit = limit;
    } catch {}
  }
  return holder;
}

const asker = own(/at (require|Function)\.resolve \(node:internal\/modules\/helpers:/);

export function namesRequireResolve(captured: CapturedStack): boolean {
  const stack = formattedBy(undefined, Error, captured);
  return typeof stack === "string" && asker.test(stack);
}

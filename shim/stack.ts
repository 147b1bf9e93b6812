/**
 * A resolve hook adds frames to the stack of an error that Node's resolver throws: its own, and those of Node's hook chain around it. Functions
 * answer with such stacks, so the frames are taken out again; the limit is raised while Node resolves, so that none of the function's is lost.
 */
import { apply, contains, ErrorOf, join, own, replace, set, split, startsWith } from "./primordials.ts";

/** nextStep, our hook, nextStep, resolveWithHooks, the default step of the chain, and on Node 22 our `_resolveFilename`. */
const extraFrames = 6;

const { deleteProperty, getOwnPropertyDescriptor } = Reflect;
const { captureStackTrace } = ErrorOf;

/** Makes room for the frames of the hook chain. Returns the limit as the function has it; undefined where it took the limit away. */
export function raiseStackLimit(): number | undefined {
  try {
    const limit: unknown = ErrorOf.stackTraceLimit;
    if (typeof limit !== "number") return undefined;
    limitStacks(limit + extraFrames);
    return limit;
  } catch {
    return undefined;
  }
}

/** Does nothing where the function froze Error: then there is no room, but our frames are taken out all the same. */
export function limitStacks(limit: number | undefined): void {
  try {
    if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
  } catch {}
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
  const holder = error as { stack?: unknown } | null;
  let stack: unknown;
  const format = Error.prepareStackTrace;
  const formatted =
    typeof format === "function" &&
    formattingBy(
      (thrown: Error, sites: NodeJS.CallSite[]) => {
        const kept = withoutRuns(sites, (site) => site.getFileName() === __filename, isChainSite);
        if (kept.length > limit) kept.length = limit > 0 ? limit : 0;
        return apply(format, Error, [thrown, kept]);
      },
      () => {
        stack = holder?.stack;
      },
    );
  if (formatted) return;
  stack = holder?.stack;
  if (typeof stack !== "string") return;
  const lines = split(stack, "\n");
  const kept = withoutRuns(lines, (line) => contains(line, `(${__filename}:`), isChainLine);
  if (kept.length === lines.length) return;
  let firstFrame = 0;
  while (firstFrame < kept.length && !startsWith(kept[firstFrame] as string, "    at ")) firstFrame++;
  const length = firstFrame + (limit > 0 ? limit : 0);
  if (kept.length > length) kept.length = length;
  for (let i = 0; i < kept.length; i++) kept[i] = replace(kept[i] as string, namelessFrame, namedFrame);
  (error as { stack: string }).stack = join(kept, "\n");
}

/** Whether stacks could be had formatted by `format`, undefined for V8's own way, while `read` ran. Node asks what is `Error` at that time. */
function formattingBy(format: unknown, read: () => void): boolean {
  const holder = Error as { prepareStackTrace?: unknown };
  const before = holder.prepareStackTrace;
  const inherited = getOwnPropertyDescriptor(holder, "prepareStackTrace") === undefined;
  if (before !== format && !set(holder, "prepareStackTrace", format)) return false;
  try {
    read();
  } finally {
    if (inherited) deleteProperty(holder, "prepareStackTrace");
    else if (before !== format) set(holder, "prepareStackTrace", before);
  }
  return true;
}

function isChainLine(line: string): boolean {
  return contains(line, `(${chainFile}:`) || startsWith(line, `    at defaultResolve (${loaderFile}:`);
}

function isChainSite(site: NodeJS.CallSite): boolean {
  const file = site.getFileName();
  return file === chainFile || (file === loaderFile && site.getFunctionName() === "defaultResolve");
}

/** Leaves out each run of frames of the hook chain that one of ours is in. */
function withoutRuns<T>(frames: readonly T[], isOurs: (frame: T) => boolean, isChain: (frame: T) => boolean): T[] {
  const kept: T[] = [];
  for (let i = 0; i < frames.length; ) {
    let end = i;
    let ours = false;
    for (; end < frames.length; end++) {
      const frame = frames[end] as T;
      if (isOurs(frame)) ours = true;
      else if (!isChain(frame)) break;
    }
    if (ours) i = end;
    else kept[kept.length] = frames[i++] as T;
  }
  return kept;
}

/** A stack that costs next to nothing until it is read. */
export interface CapturedStack {
  readonly stack?: unknown;
}

/** Our frames, the hook chain and who asked it, with room for a hook of the function's own. */
const capturedFrames = 10;

export function captureStack(): CapturedStack {
  const holder: CapturedStack = {};
  const limit: unknown = ErrorOf.stackTraceLimit;
  if (typeof limit !== "number") return holder;
  limitStacks(capturedFrames);
  try {
    captureStackTrace(holder);
  } finally {
    limitStacks(limit);
  }
  return holder;
}

const asker = own(/at (require|Function)\.resolve \(node:internal\/modules\/helpers:/);

export function namesRequireResolve(captured: CapturedStack): boolean {
  let stack: unknown;
  formattingBy(undefined, () => {
    stack = captured.stack;
  });
  return typeof stack === "string" && asker.test(stack);
}

/**
 * A resolve hook adds frames to the stack of an error that Node's resolver throws: its own, and those of Node's hook chain around it. Functions
 * answer with such stacks, so the frames are taken out again; the limit is raised while Node resolves, so that none of the function's is lost.
 */

/** nextStep, our hook, nextStep, resolveWithHooks, the default step of the chain, and on Node 22 our `_resolveFilename`. */
const extraFrames = 6;

const { set } = Reflect;

/** Makes room for the frames of the hook chain. Returns the limit as the function has it; undefined where it took the limit away. */
export function raiseStackLimit(): number | undefined {
  const limit: unknown = Error.stackTraceLimit;
  if (typeof limit !== "number") return undefined;
  // Reflect.set does not throw where the function froze Error.
  set(Error, "stackTraceLimit", limit + extraFrames);
  return limit;
}

export function restoreStackLimit(limit: number | undefined): void {
  if (limit !== undefined) set(Error, "stackTraceLimit", limit);
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
  const format = Error.prepareStackTrace;
  if (typeof format === "function") {
    set(Error, "prepareStackTrace", (thrown: Error, sites: NodeJS.CallSite[]) =>
      format.call(Error, thrown, withoutRuns(sites, (site) => site.getFileName() === __filename, isChainSite).slice(0, Math.max(limit, 0))),
    );
    try {
      void holder?.stack;
    } finally {
      set(Error, "prepareStackTrace", format);
    }
    return;
  }
  const stack = holder?.stack;
  if (typeof stack !== "string") return;
  const lines = stack.split("\n");
  const kept = withoutRuns(lines, (line) => line.includes(`(${__filename}:`), isChainLine);
  if (kept.length === lines.length) return;
  const firstFrame = kept.findIndex((line) => line.startsWith("    at "));
  if (firstFrame !== -1) kept.length = Math.min(kept.length, firstFrame + Math.max(limit, 0));
  (error as { stack: string }).stack = kept.map((line) => line.replace(namelessFrame, namedFrame)).join("\n");
}

function isChainLine(line: string): boolean {
  return line.includes(`(${chainFile}:`) || line.startsWith(`    at defaultResolve (${loaderFile}:`);
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
    while (end < frames.length && (isOurs(frames[end] as T) || isChain(frames[end] as T))) end++;
    if (frames.slice(i, end).some(isOurs)) i = end;
    else kept.push(frames[i++] as T);
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
  const limit: unknown = Error.stackTraceLimit;
  if (typeof limit !== "number") return holder;
  set(Error, "stackTraceLimit", capturedFrames);
  Error.captureStackTrace(holder);
  set(Error, "stackTraceLimit", limit);
  return holder;
}

export function namesRequireResolve(captured: CapturedStack): boolean {
  const format = Error.prepareStackTrace;
  set(Error, "prepareStackTrace", undefined);
  const stack = captured.stack;
  set(Error, "prepareStackTrace", format);
  return typeof stack === "string" && /at (require|Function)\.resolve \(node:internal\/modules\/helpers:/.test(stack);
}

/**
 * A resolve hook adds frames to the stack of an error that Node's resolver throws: its own, and those of Node's hook chain around it. Functions
 * answer with such stacks, so the frames are taken out again; the limit is raised while Node resolves, so that none of the function's is lost.
 */

/** nextStep, our hook, nextStep, resolveWithHooks and the default step of the chain. */
const extraFrames = 5;

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

const chainFrame = /\(node:internal\/modules\/customization_hooks:|^ +at defaultResolve \(node:internal\/modules\/cjs\/loader:/;

/** While `Module._resolveFilename` is patched, V8 no longer finds the name of Node's own function. */
const namelessFrame = "at Function.<anonymous> (node:internal/modules/cjs/loader:";

/** Takes our frames out of `error.stack` and shortens it to `limit` frames. A stack that is no string (a custom formatter's) is left alone. */
export function withoutOurFrames(error: unknown, limit: number | undefined): void {
  if (limit === undefined) return;
  const stack = (error as { stack?: unknown } | null)?.stack;
  if (typeof stack !== "string") return;
  const isOurs = (line: string): boolean => line.includes(`(${__filename}:`);
  const lines = stack.split("\n");
  if (!lines.some(isOurs)) return;
  const kept: string[] = [];
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && (isOurs(lines[end] as string) || chainFrame.test(lines[end] as string))) end++;
    if (lines.slice(i, end).some(isOurs)) i = end;
    else kept.push((lines[i++] as string).replace(namelessFrame, "at Function._resolveFilename (node:internal/modules/cjs/loader:"));
  }
  const firstFrame = kept.findIndex((line) => line.startsWith("    at "));
  if (firstFrame !== -1) kept.length = Math.min(kept.length, firstFrame + limit);
  (error as { stack: string }).stack = kept.join("\n");
}

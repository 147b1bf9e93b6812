/** `require.resolve` on Node lines that do not ask hooks for it: what `Module._resolveFilename` is asked outside of a hook. */
import type { Edges } from "./edges.ts";
import { apply, ErrorOf } from "./primordials.ts";
import { raiseStackLimit, withoutOurFrames } from "./stack.ts";

type Parent = { readonly filename?: string | null } | null | undefined;
/** As many parameters as Node's own: a function's `length` shows. */
type ResolveFilename = (this: unknown, request: string, parent: Parent, isMain: boolean, options: unknown) => string;

/** @param inHook whether Node is answering a hook: the same question is recorded there */
export function observeRequireResolve(edges: Edges, inHook: () => boolean): void {
  const loader = require("node:module") as unknown as { _resolveFilename: ResolveFilename };
  const resolveFilename = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, _isMain, _options) {
    // biome-ignore lint/complexity/noArguments: how many there are is passed on too
    const args = arguments as unknown as Parameters<ResolveFilename>;
    if (inHook()) return apply(resolveFilename, this, args);
    const importer = parent?.filename ?? null;
    const limit = raiseStackLimit();
    let path: string;
    try {
      path = apply(resolveFilename, this, args);
    } catch (error) {
      try {
        if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
      } catch {}
      try {
        withoutOurFrames(error, limit);
        edges.failed("require.resolve", request, importer, error);
      } catch {}
      throw error;
    }
    try {
      if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
    } catch {}
    try {
      if (path[0] === "/") edges.resolved("require.resolve", request, importer, path);
    } catch {}
    return path;
  };
}

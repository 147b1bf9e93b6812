/** `require.resolve` on Node lines that do not ask hooks for it: what `Module._resolveFilename` is asked outside of a hook. */
import type { Edges } from "./edges.ts";
import { raiseStackLimit, restoreStackLimit, withoutOurFrames } from "./stack.ts";

type ResolveFilename = (this: unknown, request: string, parent?: { filename?: string | null }, ...rest: unknown[]) => string;

const { apply } = Reflect;

/** @param inHook whether Node is answering a hook: the same question is recorded there */
export function observeRequireResolve(edges: Edges, inHook: () => boolean): void {
  const loader = require("node:module") as unknown as { _resolveFilename: ResolveFilename };
  const resolveFilename = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest) {
    if (inHook()) return apply(resolveFilename, this, [request, parent, ...rest]);
    const importer = parent?.filename ?? null;
    const limit = raiseStackLimit();
    let path: string;
    try {
      path = apply(resolveFilename, this, [request, parent, ...rest]);
    } catch (error) {
      restoreStackLimit(limit);
      try {
        withoutOurFrames(error, limit);
        edges.failed("require.resolve", request, importer, error);
      } catch {}
      throw error;
    }
    restoreStackLimit(limit);
    try {
      if (path.startsWith("/")) edges.resolved("require.resolve", request, importer, path);
    } catch {}
    return path;
  };
}

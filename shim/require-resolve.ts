/**
 * `require.resolve` on Node lines that do not ask hooks for it: the calls of `Module._resolveFilename`
 * outside a hook.
 */
import type { Edges } from "./edges.ts";
import { apply, ErrorOf } from "./primordials.ts";
import { type Loader, type ResolveFilename, withStockOptions } from "./resolve-filename.ts";
import { formatStacks, raiseStackLimit, withoutOurFrames } from "./stack.ts";

/**
 * @param inHook the kind of conditions with which Node is answering a hook, which records the same question;
 *   null if Node is not answering one
 */
export function observeRequireResolve(
  loader: Loader,
  edges: Edges,
  inHook: () => "stock" | "custom" | null,
): ResolveFilename {
  const resolveFilename = loader._resolveFilename;
  // A function that is assigned to a member gets no name, and Node's own has none.
  loader._resolveFilename = function (request, parent, _isMain, _options) {
    // biome-ignore lint/complexity/noArguments: the number of arguments is passed on too
    const args = arguments as unknown as Parameters<ResolveFilename>;
    const hook = inHook();
    if (hook !== null)
      return apply(resolveFilename, this, hook === "stock" ? withStockOptions(args) : args) as string;
    // `require.resolve` passes four arguments and its module. Other calls come from Node, for an import that
    // failed or a CommonJS file that is imported.
    const recorded = args.length === 4 && parent !== null && parent !== undefined;
    const importer = parent?.filename ?? null;
    const limit = raiseStackLimit();
    let path: string;
    try {
      path = apply(resolveFilename, this, args) as string;
    } catch (error) {
      try {
        if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
      } catch {}
      try {
        withoutOurFrames(error, limit);
        if (recorded) edges.failed("require.resolve", request, importer, error);
      } catch {}
      throw error;
    }
    try {
      if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
    } catch {}
    try {
      if (recorded && path[0] === "/") edges.resolved("require.resolve", request, importer, path);
    } catch {}
    return path;
  };
  const observed = loader._resolveFilename;
  // V8 names a frame by the member that holds its function.
  formatStacks((format) => {
    if (loader._resolveFilename !== observed) return format();
    loader._resolveFilename = resolveFilename;
    try {
      return format();
    } finally {
      loader._resolveFilename = observed;
    }
  });
  return observed;
}

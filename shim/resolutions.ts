/**
 * Every answer of Node's resolver, for `require` and `import`, and for `require.resolve` on Node lines that
 * ask hooks for it. The hook passes on its arguments and returns the answer unchanged. It never touches
 * sources.
 */
import type { How } from "../core/journal/records.ts";
import type { Asked } from "./built-ins.ts";
import { Edges } from "./edges.ts";
import type { Journal } from "./journal-file.ts";
import { observeLoads } from "./loads.ts";
import { ErrorOf, includes } from "./primordials.ts";
import { observeRequireResolve } from "./require-resolve.ts";
import { type Loader, nodesOwn, type ResolveFilename, standIn } from "./resolve-filename.ts";
import { raiseStackLimit, withoutOurFrames } from "./stack.ts";
import { now } from "./thread.ts";
import { pathOf } from "./url.ts";

type RegisterHooks = typeof import("node:module").registerHooks;

/**
 * One in this many resolutions is timed and represents all of them: to read the clock twice takes as long as
 * much of the measured work.
 */
const sampled = 16;

/** @param asked is called with every answer that is not a file */
export function observeResolutions(
  journal: Journal,
  loader: Loader & { registerHooks: RegisterHooks },
  asked: Asked,
): void {
  const edges = new Edges(journal);
  // A module asks for several others in succession.
  let lastParent: string | undefined;
  let lastImporter: string | null = null;
  const importerOf = (parentURL: string | undefined): string | null => {
    if (parentURL !== lastParent) {
      lastImporter = pathOf(parentURL);
      lastParent = parentURL;
    }
    return lastImporter;
  };
  /** Node's own conditions for `require`. A hook of the function may have replaced them. */
  let ofRequire: readonly string[] | undefined;
  let resolutions = 0;
  let resolving = 0;
  /** Whether Node resolves with its own conditions now. */
  let stock = true;
  let probing = true;
  let resolveFilename: ResolveFilename | undefined = nodesOwn(loader);

  loader.registerHooks({
    resolve(specifier, context, nextResolve) {
      const { conditions } = context;
      if (probing) {
        ofRequire = conditions;
        // The hooks of other tools are not called.
        return { url: `file://${__filename}`, shortCircuit: true };
      }
      edges.settle();
      const how = conditions === ofRequire ? "require" : howOf(conditions);
      if (ofRequire === undefined && how === "require") ofRequire = conditions;
      const replacement = loader._resolveFilename;
      stock = conditions === ofRequire;
      const putBack = stock && replacement !== resolveFilename ? standIn(loader, replacement) : undefined;
      const limit = raiseStackLimit();
      resolving++;
      let answer: ReturnType<typeof nextResolve>;
      try {
        answer = nextResolve(specifier, context);
      } catch (error) {
        resolving--;
        try {
          if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
        } catch {}
        const timed = ++resolutions % sampled === 0;
        const began = timed ? now() : 0;
        try {
          putBack?.();
          withoutOurFrames(error, limit);
          edges.failed(how, specifier, importerOf(context.parentURL), error);
        } catch {}
        if (timed) journal.spend((now() - began) * sampled);
        throw error;
      }
      resolving--;
      try {
        if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
      } catch {}
      const timed = ++resolutions % sampled === 0;
      const began = timed ? now() : 0;
      try {
        putBack?.();
        const path = pathOf(answer.url);
        if (path === null) asked(answer.url);
        else edges.resolved(how, specifier, importerOf(context.parentURL), path);
      } catch {}
      if (timed) journal.spend((now() - began) * sampled);
      return answer;
    },
  });

  // Node 22 does not ask hooks for `require.resolve`, and newer lines do. A trial shows which it is, since an
  // older line may receive the change in an update.
  require.resolve(__filename);
  probing = false;
  if (ofRequire === undefined) {
    resolveFilename = observeRequireResolve(loader, edges, () =>
      resolving === 0 ? null : stock ? "stock" : "custom",
    );
  } else observeLoads(loader, edges);
}

function howOf(conditions: readonly string[] | undefined): How {
  return conditions !== undefined && includes(conditions, "require") ? "require" : "import";
}

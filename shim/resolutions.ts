/**
 * Every answer of Node's resolver, for `require` and `import`, and for `require.resolve` on Node lines that
 * ask hooks for it. The hook passes on what it was asked and returns what it got; sources are never touched.
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
 * One in so many resolutions is timed, and stands for all of them: reading the clock twice takes as long as
 * much of what it measures.
 */
const sampled = 16;

/** @param asked is told of every answer that is no file */
export function observeResolutions(
  journal: Journal,
  loader: Loader & { registerHooks: RegisterHooks },
  asked: Asked,
): void {
  const edges = new Edges(journal);
  // A module asks for several others in a row.
  let lastParent: string | undefined;
  let lastImporter: string | null = null;
  const importerOf = (parentURL: string | undefined): string | null => {
    if (parentURL !== lastParent) {
      lastImporter = pathOf(parentURL);
      lastParent = parentURL;
    }
    return lastImporter;
  };
  /** What a hook of the function's may have put other conditions in the place of. */
  let ofRequire: readonly string[] | undefined;
  let resolutions = 0;
  let resolving = 0;
  /** Whether the conditions of what Node is resolving are its own. */
  let stock = true;
  let probing = true;
  let resolveFilename: ResolveFilename | undefined = nodesOwn(loader);

  loader.registerHooks({
    resolve(specifier, context, nextResolve) {
      const { conditions } = context;
      if (probing) {
        ofRequire = conditions;
        // Other tools' hooks are not asked.
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

  // Node 22 does not ask hooks for `require.resolve`, newer lines do: found out by trying, since the change
  // may be carried back.
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

/**
 * Every answer of Node's resolver, for `require` and `import`, and for `require.resolve` on Node lines that ask hooks for it. The hook passes on
 * what it was asked and returns what it got; sources are never touched.
 */
import type { How } from "../core/journal/records.ts";
import { Edges } from "./edges.ts";
import type { Journal } from "./journal-file.ts";
import { ErrorOf, includes } from "./primordials.ts";
import { observeRequireResolve } from "./require-resolve.ts";
import { raiseStackLimit, withoutOurFrames } from "./stack.ts";
import { now } from "./thread.ts";
import { pathOf } from "./url.ts";

type RegisterHooks = typeof import("node:module").registerHooks;

/** One in so many resolutions is timed, and stands for all of them: reading the clock twice takes as long as much of what it measures. */
const sampled = 16;

export function observeResolutions(journal: Journal, registerHooks: RegisterHooks): void {
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
  let resolutions = 0;
  let resolving = 0;
  let probing = true;

  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (probing) {
        edges.ambiguous = true;
        return nextResolve(specifier, context);
      }
      edges.settle();
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
        const began = now();
        try {
          withoutOurFrames(error, limit);
          edges.failed(howOf(context.conditions), specifier, importerOf(context.parentURL), error);
        } catch {}
        journal.spend(now() - began);
        throw error;
      }
      resolving--;
      try {
        if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
      } catch {}
      const timed = ++resolutions % sampled === 0;
      const began = timed ? now() : 0;
      try {
        const path = pathOf(answer.url);
        if (path !== null) edges.resolved(howOf(context.conditions), specifier, importerOf(context.parentURL), path);
      } catch {}
      if (timed) journal.spend((now() - began) * sampled);
      return answer;
    },
  });

  // Node 22 does not ask hooks for `require.resolve`, newer lines do: found out by trying, since the change may be carried back.
  require.resolve(__filename);
  probing = false;
  if (!edges.ambiguous) observeRequireResolve(edges, () => resolving > 0);
}

function howOf(conditions: readonly string[] | undefined): How {
  return conditions !== undefined && includes(conditions, "require") ? "require" : "import";
}

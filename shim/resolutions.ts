/**
 * Every answer of Node's resolver, for `require`, `import` and `require.resolve`. The hook passes on what it was asked and returns what it got;
 * sources are never touched.
 *
 * Node asks the hook once for each (folder, specifier) and answers repeated requires from its own cache. What still repeats is dropped here: a
 * relative specifier is recorded when its target is new, a bare one when the pair of importer and specifier is new.
 */
import type { How } from "../core/journal/records.ts";
import type { Journal } from "./journal-file.ts";
import { raiseStackLimit, restoreStackLimit, withoutOurFrames } from "./stack.ts";
import { now } from "./thread.ts";
import { pathOf } from "./url.ts";

const { apply } = Reflect;

type RegisterHooks = typeof import("node:module").registerHooks;

/** Beyond this many distinct edges nothing new is recorded: a function that imports under ever new names must not cost memory without end. */
const maxEdges = 100_000;

export function observeResolutions(journal: Journal, registerHooks: RegisterHooks): void {
  const known = new Set<string>();
  /** Above 0 while the hook waits for Node's answer: what `_resolveFilename` is asked then is not a `require.resolve`. */
  let inHook = 0;
  let probing = true;
  let resolveIsSeen = false;

  const record = (how: How, specifier: string, importer: string | null, path: string): void => {
    const first = specifier.charCodeAt(0);
    const bare = first !== dot && first !== slash && !specifier.startsWith("file:");
    if (!bare && how !== "require.resolve") {
      if (known.has(path)) return;
    } else {
      const edge = `${how === "require.resolve" ? "?" : ""}${importer}\0${specifier}`;
      if (known.has(edge)) return;
      known.add(edge);
    }
    if (known.size > maxEdges) return;
    if (how !== "require.resolve") known.add(path);
    journal.append({ tag: "resolution", thread: journal.thread, how, specifier: clip(specifier), importer, path });
  };
  const recordFailure = (how: How, specifier: string, importer: string | null, error: unknown): void => {
    const edge = `!${how}${importer}\0${specifier}`;
    if (known.has(edge) || known.size > maxEdges) return;
    known.add(edge);
    const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
    const reason = clip(String(typeof code === "string" ? code : (name ?? "Error")));
    journal.append({ tag: "unresolved", thread: journal.thread, how, specifier: clip(specifier), importer, code: reason });
  };

  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (probing) {
        resolveIsSeen = true;
        return nextResolve(specifier, context);
      }
      const limit = raiseStackLimit();
      inHook++;
      let answer: ReturnType<typeof nextResolve>;
      try {
        answer = nextResolve(specifier, context);
      } catch (error) {
        inHook--;
        const began = now();
        try {
          restoreStackLimit(limit);
          withoutOurFrames(error, limit);
          recordFailure(howOf(context.conditions), specifier, pathOf(context.parentURL), error);
        } catch {}
        journal.spend(now() - began);
        throw error;
      }
      inHook--;
      restoreStackLimit(limit);
      const began = now();
      try {
        const path = pathOf(answer.url);
        if (path !== null) record(howOf(context.conditions), specifier, pathOf(context.parentURL), path);
      } catch {}
      journal.spend(now() - began);
      return answer;
    },
  });

  // Node 22 does not ask hooks for `require.resolve`, newer lines do: found out by trying, since the change may be carried back.
  require.resolve(__filename);
  probing = false;
  if (resolveIsSeen) return;

  type Loader = { _resolveFilename(request: string, parent?: { filename?: string | null }, ...rest: unknown[]): string };
  const loader = require("node:module") as unknown as Loader;
  const resolveFilename = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest) {
    if (inHook > 0) return apply(resolveFilename, this, [request, parent, ...rest]);
    const importer = parent?.filename ?? null;
    const limit = raiseStackLimit();
    let path: string;
    try {
      path = apply(resolveFilename, this, [request, parent, ...rest]);
    } catch (error) {
      restoreStackLimit(limit);
      try {
        withoutOurFrames(error, limit);
        recordFailure("require.resolve", request, importer, error);
      } catch {}
      throw error;
    }
    restoreStackLimit(limit);
    try {
      if (path.charCodeAt(0) === slash) record("require.resolve", request, importer, path);
    } catch {}
    return path;
  };
}

const dot = 46;
const slash = 47;

function howOf(conditions: readonly string[] | undefined): How {
  return conditions?.includes("require") === true ? "require" : "import";
}

/** Specifiers can be data URLs or whole sources: the start is enough to know them by. */
function clip(text: string): string {
  return text.length > 1024 ? text.slice(0, 1024) : text;
}

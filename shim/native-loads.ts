/**
 * Records every load of a native file. The start is written before the load, since some files kill the
 * process: a file with a Node-API level above the running Node's, or a file that is cut off after its
 * headers. Node looks up `process.dlopen` at each load, for `require` and `import` alike.
 */
import { noteBroken } from "./failures.ts";
import type { Journal } from "./journal-file.ts";
import { apply, ErrorOf, set, slice } from "./primordials.ts";
import { raiseStackLimit, withoutOurFrames } from "./stack.ts";

type Load = (this: unknown, ...args: unknown[]) => unknown;

/** @param loaded receives each file that was loaded, with its exports */
export function observeNativeLoads(
  journal: Journal,
  loaded: (journal: Journal, path: string, exports: unknown) => void,
): void {
  const load = process.dlopen as Load;
  const { thread } = journal;
  // As a method, the function keeps its name when minified.
  const { dlopen }: { dlopen: Load } = {
    dlopen(...args) {
      // Node refuses an argument that is not a path before it loads anything.
      const path = typeof args[1] === "string" ? args[1] : "";
      if (path !== "") {
        journal.append({ tag: "native-start", thread, path });
        journal.flush();
      }
      const limit = raiseStackLimit();
      let result: unknown;
      try {
        result = apply(load, this, args);
      } catch (error) {
        try {
          if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
        } catch {}
        try {
          withoutOurFrames(error, limit);
          if (path !== "") {
            const reason = reasonOf(error);
            noteBroken(path, reason.message ?? path);
            journal.append({ tag: "native-end", thread, path, ...reason });
          }
        } catch {}
        throw error;
      }
      try {
        if (limit !== undefined) ErrorOf.stackTraceLimit = limit;
      } catch {}
      journal.append({ tag: "native-end", thread, path, code: null, message: null });
      try {
        loaded(journal, path, (args[0] as { exports: unknown }).exports);
      } catch {}
      return result;
    },
  };
  // Does not throw if another preload froze the process.
  set(process, "dlopen", dlopen);
}

function reasonOf(error: unknown): { code: string; message: string | null } {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return {
    code: typeof code === "string" ? code : "Error",
    message: typeof message === "string" ? slice(message, 0, 2048) : null,
  };
}

/**
 * The preload of the function's process. It observes which physical path every module resolves to and writes that down; it decides nothing and
 * changes nothing. Whatever goes wrong in here ends in silence: the function must not notice.
 */
import { attachVariable } from "../core/journal/location.ts";
import { observeFailures } from "./failures.ts";
import { joinJournal, openJournal } from "./journal-file.ts";
import { observeNativeLoads } from "./native-loads.ts";
import { recordPreloaded } from "./preloaded.ts";
import { builtin } from "./primordials.ts";
import { observeResolutions } from "./resolutions.ts";
import { observeRuntimeClient } from "./runtime-client.ts";
import { observeSpawns } from "./spawns.ts";
import { now, threadRecord } from "./thread.ts";

type WorkerThreads = typeof import("node:worker_threads") & { readonly isInternalThread?: boolean };

function start(): void {
  const began = now();
  const { isInternalThread, isMainThread, threadId } = builtin("node:worker_threads") as WorkerThreads;
  // Node's own loader thread also runs preloads. On Node 22 a hook registered there makes every import of the process throw.
  if (isInternalThread === true) return;
  if (isMainThread) {
    // Only the process that the wrapper started is observed: a forked child inherits `--require` but not this variable.
    if (process.env[attachVariable] === undefined) return;
    delete process.env[attachVariable];
  }
  const loader = builtin("node:module") as unknown as Parameters<typeof observeResolutions>[1];
  // An older Node, of which the extension tells: the function's own output stays its own.
  if (typeof loader.registerHooks !== "function") return;
  const journal = isMainThread ? openJournal() : joinJournal(threadId);
  if (journal === null) return;
  try {
    recordPreloaded(journal);
    observeResolutions(journal, loader);
    observeNativeLoads(journal, observeRuntimeClient);
    observeSpawns(journal);
    observeFailures(journal, isMainThread);
  } finally {
    journal.append(threadRecord(journal.thread, began));
  }
}

/** The function's view of what is loaded stays its own, and that of a child process that inherits the preload. */
function leaveNoModule(): void {
  delete require.cache[__filename];
  const { _pathCache } = builtin("node:module") as unknown as { _pathCache?: Record<string, string> };
  for (const [request, path] of Object.entries(_pathCache ?? {})) if (path === __filename) delete _pathCache?.[request];
}

// What it throws ends in the bundle's own `catch`.
try {
  start();
} finally {
  leaveNoModule();
}

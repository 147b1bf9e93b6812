/**
 * The preload of the function's process. It observes which physical path every module resolves to and writes
 * that down; it decides nothing and changes nothing. Whatever goes wrong in here ends in silence: the
 * function must not notice.
 */
import { attachVariable } from "../core/journal/location.ts";
import { whenFirstAsked } from "./built-ins.ts";
import { observeFailures } from "./failures.ts";
import { joinJournal, openJournal } from "./journal-file.ts";
import { observeNativeLoads } from "./native-loads.ts";
import { recordPreloaded } from "./preloaded.ts";
import { builtin } from "./primordials.ts";
import { observeResolutions } from "./resolutions.ts";
import { observeRuntimeClient } from "./runtime-client.ts";
import { spawnObserver } from "./spawns.ts";
import { now, threadRecord } from "./thread.ts";

type WorkerThreads = typeof import("node:worker_threads") & { readonly isInternalThread?: boolean };

function start(): void {
  const began = now();
  const main = isMainThread();
  let thread = 0;
  if (main) {
    // Only the process that the wrapper started is observed: a forked child inherits `--require` but not this
    // variable.
    if (process.env[attachVariable] === undefined) return;
    delete process.env[attachVariable];
  } else {
    const { isInternalThread, threadId } = builtin("node:worker_threads") as WorkerThreads;
    // Node's own loader thread also runs preloads. On Node 22 a hook registered there makes every import of
    // the process throw.
    if (isInternalThread === true) return;
    thread = threadId;
  }
  const loader = builtin("node:module") as unknown as Parameters<typeof observeResolutions>[1];
  // An older Node, of which the extension tells: the function's own output stays its own.
  if (typeof loader.registerHooks !== "function") return;
  const opened = main ? openJournal() : { journal: joinJournal(thread), share: () => {} };
  const journal = opened?.journal;
  if (!journal) return;
  try {
    leaveNoArgument();
    recordPreloaded(journal);
    observeResolutions(
      journal,
      loader,
      whenFirstAsked({ "node:worker_threads": opened.share, "node:child_process": spawnObserver(journal) }),
    );
    observeNativeLoads(journal, observeRuntimeClient);
    observeFailures(journal, main);
  } finally {
    journal.append(threadRecord(journal.thread, began));
  }
}

/**
 * In a worker thread Node replaces what would change the whole process, and marks it so. To ask
 * `node:worker_threads` is to load it.
 */
function isMainThread(): boolean {
  return (process.chdir as { disabled?: boolean }).disabled !== true;
}

/**
 * What the function reads of Node's arguments stays its own; worker threads get them all the same. On Managed
 * Instances the runtime's client starts its workers with what it reads here.
 */
function leaveNoArgument(): void {
  const { execArgv } = process;
  const at = execArgv.indexOf(__filename);
  if (at > 0 && execArgv[at - 1] === "--require" && process.env["AWS_LAMBDA_MAX_CONCURRENCY"] === undefined)
    execArgv.splice(at - 1, 2);
}

/**
 * The function's view of what is loaded stays its own, and that of a child process that inherits the preload.
 */
function leaveNoModule(): void {
  delete require.cache[__filename];
  const { _pathCache } = builtin("node:module") as unknown as { _pathCache?: Record<string, string> };
  for (const [request, path] of Object.entries(_pathCache ?? {}))
    if (path === __filename) delete _pathCache?.[request];
}

// What it throws ends in the bundle's own `catch`.
try {
  start();
} finally {
  leaveNoModule();
}

/**
 * The preload of the function's process. It observes the physical path to which every module resolves, and
 * records it. It decides nothing and changes nothing. Every fault in here is silent: the function must not
 * notice it.
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
    // Only the process that the wrapper started is observed: a forked child inherits `--require`, but not
    // this variable.
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
  // On an older Node the extension reports the problem, so that the function's own output stays unchanged.
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
 * In a worker thread, Node replaces functions that would change the whole process, and marks the
 * replacements. To ask `node:worker_threads` would load it.
 */
function isMainThread(): boolean {
  return (process.chdir as { disabled?: boolean }).disabled !== true;
}

/**
 * What the function reads of Node's arguments stays unchanged, but worker threads still receive them. On
 * Managed Instances the runtime's client starts its workers with what it reads here.
 */
function leaveNoArgument(): void {
  const { execArgv } = process;
  const at = execArgv.indexOf(__filename);
  if (at > 0 && execArgv[at - 1] === "--require" && process.env["AWS_LAMBDA_MAX_CONCURRENCY"] === undefined)
    execArgv.splice(at - 1, 2);
}

/**
 * Keeps the shim out of the function's view of loaded modules, and out of that of a child process that
 * inherits the preload.
 */
function leaveNoModule(): void {
  delete require.cache[__filename];
  const { _pathCache } = builtin("node:module") as unknown as { _pathCache?: Record<string, string> };
  for (const [request, path] of Object.entries(_pathCache ?? {}))
    if (path === __filename) delete _pathCache?.[request];
}

// An error of it ends in the bundle's own `catch`.
try {
  start();
} finally {
  leaveNoModule();
}

/**
 * A preload of its own, only with OUTCROP_LOAD_TIME=1: samples what runs in the function's init, and writes how
 * long it ran in which file (core/journal/load-profile.ts). V8's profiler samples, so that no module is loaded
 * in another way than without it. It stops when the runtime's client asks for the first invocation.
 *
 * It comes before the shim, which takes the variable away that says which process is observed. Every fault in
 * here is silent.
 */
import { loadProfileName } from "../core/journal/load-profile.ts";
import { attachVariable, journalFolder, sysrootVariable } from "../core/journal/location.ts";
import { foldedProfile, type SampledProfile } from "./load-profile.ts";
import { builtin } from "./primordials.ts";
import { readyHook } from "./ready-hook.ts";

/** Between two samples, in microseconds. */
const interval = 1_000;

const { closeSync, constants, openSync, writeSync } = builtin("node:fs") as typeof import("node:fs");
const { stringify } = JSON;

function start(): void {
  const isWorker = (process.chdir as { disabled?: boolean }).disabled === true;
  if (isWorker || process.env[attachVariable] === undefined) return;
  leaveNoArgument();
  const path = `${journalFolder(process.env[sysrootVariable] ?? "")}/${loadProfileName}`;
  const { Session } = builtin("node:inspector") as typeof import("node:inspector");
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.setSamplingInterval", { interval });
  session.post("Profiler.start");
  const stop = (): void => {
    try {
      delete (process as { [readyHook]?: unknown })[readyHook];
      // The session answers before `post` returns.
      session.post("Profiler.stop", (error, answer) => {
        if (error === null) write(path, stringify(foldedProfile(answer.profile as SampledProfile, interval)));
      });
      session.disconnect();
    } catch {}
  };
  Object.defineProperty(process, readyHook, { value: stop, configurable: true });
}

/** A file that is there already, or a link, is not ours: it stays. */
function write(path: string, text: string): void {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** What the function reads of Node's arguments stays unchanged, as with the shim. */
function leaveNoArgument(): void {
  const { execArgv } = process;
  const at = execArgv.indexOf(__filename);
  if (at > 0 && execArgv[at - 1] === "--require") execArgv.splice(at - 1, 2);
}

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

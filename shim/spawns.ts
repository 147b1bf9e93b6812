/**
 * Programs that ended in the way in which a program ends that could not run. A file for another machine
 * raises no error: libuv's execvp passes it to /bin/sh, which ends with 126, 127 or 2. Only the file's bytes
 * show whether that was the cause; here only the end is recorded.
 *
 * The shim keeps asynchronous children from Node's `child_process` channel and checks them when an invocation
 * ends, so that it adds no listener to any child. Synchronous ones have no channel. The shim observes the
 * `spawn` of their binding, which spawnSync, execSync and execFileSync all call.
 */
import type { Journal } from "./journal-file.ts";
import { apply, builtin, includes, own, slice } from "./primordials.ts";

interface Child {
  readonly spawnfile: string | null;
  readonly exitCode: number | null;
  readonly signalCode: string | null;
}

interface SyncResult {
  readonly status?: number | null;
  readonly signal?: string | null;
  readonly error?: number;
}

type BindingOf = (this: unknown, name: string) => { spawn: SpawnSync };
type SpawnSync = (this: unknown, options: { readonly file?: unknown }, ...rest: unknown[]) => SyncResult;

/** At most this many running children are kept. */
const maxRunning = 256;

/** At most this many ends are recorded: a function may try the same thing in every invocation. */
const maxEndings = 200;

/** The signals of a kill from outside, or of a reader that went away: they do not indicate a bad file. */
const ordinarySignals = ["SIGTERM", "SIGKILL", "SIGINT", "SIGHUP", "SIGPIPE"];

/**
 * Takes what it needs from the language and from Node before the function can change any of it.
 * @returns begins to observe; to be called when the function asks for `node:child_process`
 */
export function spawnObserver(journal: Journal): () => void {
  let running: Child[] = [];
  const known = own(new Set<string>(), "add", "has", "size");
  const note = (file: unknown, code: number | null, signal: string | null): void => {
    if (typeof file !== "string" || !isSuspicious(code, signal)) return;
    const ending = `${code} ${signal} ${file}`;
    if (known.has(ending) || known.size >= maxEndings) return;
    known.add(ending);
    journal.append({ tag: "spawn", thread: journal.thread, file: slice(file, 0, 4096), code, signal });
  };
  const settle = (): void => {
    const still: Child[] = [];
    for (let i = 0; i < running.length; i++) {
      const child = running[i] as Child;
      if (child.exitCode === null && child.signalCode === null) still[still.length] = child;
      else note(child.spawnfile, child.exitCode, child.signalCode);
    }
    running = still;
  };
  journal.beforeEnd(settle);
  const { subscribe } = builtin("node:diagnostics_channel") as typeof import("node:diagnostics_channel");
  const { binding } = process as unknown as { binding: BindingOf };
  const warns = warnsOfBindings();
  return () => {
    subscribe("child_process", (message) => {
      try {
        if (running.length >= maxRunning) settle();
        if (running.length < maxRunning) running[running.length] = (message as { process: Child }).process;
      } catch {}
    });
    if (!warns) observeSync(binding, note);
  };
}

function observeSync(
  bindingOf: BindingOf,
  note: (file: unknown, code: number | null, signal: string | null) => void,
): void {
  try {
    // Throws under the permission model, which does not allow children either.
    const binding = apply(bindingOf, process, ["spawn_sync"]) as ReturnType<BindingOf>;
    const { spawn } = binding;
    if (typeof spawn !== "function") return;
    // As a method, the function keeps its name when minified.
    const observed: { spawn: SpawnSync } = {
      spawn(...args) {
        const result = apply(spawn, this, args) as SyncResult;
        try {
          note(args[0].file, result.error ?? result.status ?? null, result.signal ?? null);
        } catch {}
        return result;
      },
    };
    binding.spawn = observed.spawn;
  } catch {}
}

/**
 * `process.binding` warns (DEP0111) only if pending deprecations are enabled. The function would see that
 * warning.
 */
function warnsOfBindings(): boolean {
  const { env, execArgv } = process;
  const told = [...execArgv, env["NODE_OPTIONS"] ?? ""].some((option) =>
    option.includes("--pending-deprecation"),
  );
  return told || env["NODE_PENDING_DEPRECATION"] === "1";
}

function isSuspicious(code: number | null, signal: string | null): boolean {
  if (signal !== null) return !includes(ordinarySignals, signal);
  return code === 126 || code === 127 || code === 2 || (code !== null && code < 0);
}

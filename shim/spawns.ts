/**
 * Programs that ended in the way in which a program ends that could not run. A file for another machine
 * raises no error: libuv's execvp passes it to /bin/sh, which ends with 126, 127 or 2. Only the file's bytes
 * show whether that was the cause; here only the end is recorded, with what the system needs to find the
 * file: the child's own PATH and folder.
 *
 * The shim keeps asynchronous children from Node's `child_process` channel and checks them when an invocation
 * ends, so that it adds no listener to any child. The channel names a child before Node starts it, so the
 * child's handle still can have a `spawn` of the shim, once. Synchronous ones have no channel. The shim
 * observes the `spawn` of their binding, which spawnSync, execSync and execFileSync all call.
 */
import type { SpawnRecord } from "../core/journal/records.ts";
import { noteBroken } from "./failures.ts";
import type { Journal } from "./journal-file.ts";
import { apply, builtin, deleteProperty, own, ownTest, slice, startsWith } from "./primordials.ts";

const { cwd } = process;

/** What Node passes to its bindings; from Node 24 on, to a child's handle one by one. */
interface SpawnOptions {
  readonly file: string;
  readonly args?: readonly string[];
  readonly cwd?: string | null;
  readonly envPairs?: readonly string[];
}

interface Spawner {
  spawn(this: unknown, ...args: SpawnArguments): unknown;
}

type SpawnArguments = [
  SpawnOptions | string,
  SpawnOptions["args"]?,
  SpawnOptions["cwd"]?,
  SpawnOptions["envPairs"]?,
];

interface Child {
  readonly exitCode: number | null;
  readonly signalCode: string | null;
  readonly _handle: Spawner;
}

interface SyncResult {
  readonly status?: number | null;
  readonly signal?: string | null;
  readonly error?: number;
}

type BindingOf = (this: unknown, name: string) => Spawner;
type Start = Pick<SpawnRecord, "file" | "command" | "searchPath" | "cwd">;

/** At most this many running children are kept. */
const maxRunning = 256;

/** At most this many ends are recorded: a function may try the same thing in every invocation. */
const maxEndings = 200;

const maxLength = 4096;

/** The signals of a kill from outside, or of a reader that went away: they do not indicate a bad file. */
const ordinarySignal = ownTest(/^SIG(TERM|KILL|INT|HUP|PIPE)$/);

/** Of a shell's command that is only one, the program's name. */
const simpleCommand = own(/^\s*["']?([\w./+@-]{1,255})["']?(\s([^;&|`(\n]|>&)*)?$/, "exec");

/**
 * Takes what it needs from the language and from Node before the function can change any of it.
 * @returns begins to observe; to be called when the function asks for `node:child_process`
 */
export function spawnObserver(journal: Journal): () => void {
  let running: { readonly child: Child; start: Start | null }[] = [];
  const known = own(new Set<string>(), "add", "has", "size");
  const note = (start: Start | null, code: number | null, signal: string | null): void => {
    const suspicious =
      signal === null
        ? code === 126 || code === 127 || code === 2 || (code ?? 0) < 0
        : !ordinarySignal.test(signal);
    if (start === null || !suspicious) return;
    const program = start.command ?? start.file;
    noteBroken(program);
    const ending = `${code} ${signal} ${program}`;
    if (known.has(ending) || known.size >= maxEndings) return;
    known.add(ending);
    journal.append({ tag: "spawn", thread: journal.thread, ...start, code, signal });
  };
  const settle = (): void => {
    const still: typeof running = [];
    for (let i = 0; i < running.length; i++) {
      const each = running[i] as (typeof running)[number];
      const { exitCode, signalCode } = each.child;
      if (exitCode === null && signalCode === null) still[still.length] = each;
      else note(each.start, exitCode, signalCode);
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
        if (running.length >= maxRunning) return;
        const each: (typeof running)[number] = {
          child: (message as { process: Child }).process,
          start: null,
        };
        const { _handle: handle } = each.child;
        running[running.length] = each;
        watch(handle, (start) => {
          deleteProperty(handle, "spawn");
          each.start = start;
        });
      } catch {}
    });
    if (warns) return;
    try {
      // Throws under the permission model, which does not allow children either.
      watch(apply(binding, process, ["spawn_sync"]) as Spawner, (start, result) => {
        const { error, status, signal } = result as SyncResult;
        note(start, error ?? status ?? null, signal ?? null);
      });
    } catch {}
  };
}

/** @param started receives what was asked for and what came of it */
function watch(target: Spawner, started: (start: Start, result: unknown) => void): void {
  const { spawn } = target;
  // As a method, the function keeps its name when minified.
  const observed: Spawner = {
    spawn(...args) {
      const result = apply(spawn, this, args);
      try {
        started(startOf(args), result);
      } catch {}
      return result;
    },
  };
  target.spawn = observed.spawn;
}

function startOf(given: SpawnArguments): Start {
  const first = given[0];
  const {
    file,
    args,
    cwd: folder,
    envPairs,
  } = typeof first === "string" ? { file: first, args: given[1], cwd: given[2], envPairs: given[3] } : first;
  const command = args?.[1] === "-c" ? slice(args[2] ?? "", 0, maxLength) : "";
  let searchPath: string | null = null;
  for (let i = 0; i < (envPairs?.length ?? 0); i++) {
    const pair = envPairs?.[i] as string;
    if (startsWith(pair, "PATH=")) searchPath ??= slice(pair, 5, maxLength);
  }
  return {
    file: slice(file, 0, maxLength),
    command: simpleCommand.exec(command)?.[1] ?? null,
    searchPath,
    cwd: slice(folder ?? apply(cwd, process, []), 0, maxLength),
  };
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

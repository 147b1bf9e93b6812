/**
 * The extension's start. The launcher's shell has made the journal, registered, and asks for events until
 * everything is loaded here. If the shell could not do that, this process does all of it before it loads
 * anything else, since the runtime cannot start before every extension has registered.
 *
 * Whatever fails, one process must stay and call `next`: an extension that exits, even with 0, ends the
 * function (Extensions API). Until the shell has handed over the events, the shell does so, and this process
 * may end. Later, or without a shell, this process must stay. Node also ends a process that waits for
 * nothing, so this process always waits for something.
 */
import { sysrootVariable } from "../core/journal/location.ts";
import { complain, output } from "./complaint.ts";
import { useEnvironmentId } from "./environment-id.ts";
import { ExtensionsApi } from "./extensions-api.ts";
import { idle } from "./idle.ts";
import {
  type JournalFiles,
  launchedJournalFiles,
  makeJournalFiles,
  removeJournalFiles,
} from "./journal-files.ts";
import { Launcher } from "./launcher.ts";
import { live } from "./lifecycle.ts";
import { launchedRegistration, register } from "./registration.ts";

const { argv, env } = process;

/** How long the last lines may take: a part of the 2 s that Lambda gives to a shutdown. */
const drainMs = 500;

/** Aborted by an uncaught error. Work that has begun may then never end. */
const faults = new AbortController();
const fault = faults.signal;

/** Null without a shell that stays when this process ends. */
let launcher: Launcher | null = null;

async function main(): Promise<void> {
  const address = env["AWS_LAMBDA_RUNTIME_API"] ?? "";
  const sysroot = env[sysrootVariable] ?? "";
  const launched = launchedRegistration(argv.slice(2, 6));
  useEnvironmentId(argv[6] ?? "");
  launcher = launched === null ? null : new Launcher();
  const files = journalFiles(sysroot, launched !== null);
  // There is nothing to observe, and the shell asks for events at a lower cost.
  if (files === null && launcher !== null) return launcher.say("told");
  const observes = files !== null && env["AWS_LAMBDA_INITIALIZATION_TYPE"] !== "lambda-managed-instances";
  const registration = launched ?? (await register(address, observes));
  const api = new ExtensionsApi(address, registration.identifier);
  if (files !== null) {
    try {
      return await live({ api, registration, launcher, files, sysroot, fault });
    } catch (error) {
      goIdle(error);
    }
  }
  await idle(api);
}

/** Whether this Node, which the function also uses, has the functions that the shim needs. */
function isObservable(): boolean {
  const { registerHooks } = require("node:module") as Partial<typeof import("node:module")>;
  if (typeof registerHooks === "function") return true;
  complain(
    `inactive, Node ${process.version} has no module.registerHooks; Outcrop needs Node 22.15 or newer`,
  );
  return false;
}

/**
 * Null if Outcrop is switched off, if Node is too old, or if /tmp does not accept the files: then there is
 * nothing to observe.
 */
function journalFiles(sysroot: string, launched: boolean): JournalFiles | null {
  if (env["OUTCROP_DISABLED"] === "1") return null;
  const made = launched ? launchedJournalFiles(sysroot) : null;
  if (!isObservable()) {
    if (made !== null) removeJournalFiles(made);
    return null;
  }
  if (made !== null) return made;
  try {
    return makeJournalFiles(sysroot);
  } catch (error) {
    complain(
      `inactive, the journal cannot be made: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`,
    );
    return null;
  }
}

/** Reports only the first: one fault can cause many throws. */
function goIdle(error: unknown): void {
  if (fault.aborted) return;
  complain(`idle after an internal error: ${nameOf(error)}`);
  faults.abort();
  if (launcher?.isWaiting !== true) return;
  launcher.say("told");
  leave(1);
}

/** Any value can be thrown, including one that throws when its name is read. */
function nameOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.name) : typeof error;
  } catch {
    return "unknown error";
  }
}

function leave(code: number): void {
  // Output that a pipe has not accepted yet is lost with the process, and the last lines report failures.
  // There is no wait for a pipe that nothing reads.
  setTimeout(() => process.exit(code), drainMs);
  output().write("", () => process.exit(code));
}

process.on("uncaughtException", goIdle);
setInterval(() => {}, 2 ** 30);
void main().finally(() => leave(0));

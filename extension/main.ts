/**
 * The extension's start. The launcher's shell has made the journal, registered and asks for events until all
 * is loaded here; where that did not work out it is all done here, and before anything else is loaded, since
 * the runtime cannot start before every extension has registered.
 *
 * Whatever fails, somebody stays and keeps calling `next`: an extension that exits, even with 0, takes the
 * function down (Extensions API). Until the shell has handed the events over that is the shell, and this
 * process may end. Later, or without a shell, this process stays. Node also ends a process in which nothing
 * is left to wait for, so there always is something.
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

/** Aborted by what nobody caught. What is under way may then never end. */
const faults = new AbortController();
const fault = faults.signal;

/** Where there is a shell that stays when this process ends. */
let launcher: Launcher | null = null;

async function main(): Promise<void> {
  const address = env["AWS_LAMBDA_RUNTIME_API"] ?? "";
  const sysroot = env[sysrootVariable] ?? "";
  const launched = launchedRegistration(argv.slice(2, 6));
  useEnvironmentId(argv[6] ?? "");
  launcher = launched === null ? null : new Launcher();
  const files = journalFiles(sysroot, launched !== null);
  // Nothing to observe, and the shell asks for events at less cost.
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

/** Whether this Node, which is the function's too, has what the shim is made of. */
function isObservable(): boolean {
  const { registerHooks } = require("node:module") as Partial<typeof import("node:module")>;
  if (typeof registerHooks === "function") return true;
  complain(`inactive, Node ${process.version} has no module.registerHooks; Outcrop needs Node 22.15 or newer`);
  return false;
}

/**
 * Null when it is switched off, when Node is too old, and when /tmp does not take them: there is nothing to
 * observe then.
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

/** Tells of it once: one fault can have many throws. */
function goIdle(error: unknown): void {
  if (fault.aborted) return;
  complain(`idle after an internal error: ${nameOf(error)}`);
  faults.abort();
  if (launcher?.isWaiting !== true) return;
  launcher.say("told");
  leave(1);
}

/** Anything can be thrown, also what throws when it is asked for its name. */
function nameOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.name) : typeof error;
  } catch {
    return "unknown error";
  }
}

function leave(code: number): void {
  // What a pipe has not taken yet is lost with the process: the last lines tell of failures. One that nobody
  // reads is not waited for.
  setTimeout(() => process.exit(code), drainMs);
  output().write("", () => process.exit(code));
}

process.on("uncaughtException", goIdle);
setInterval(() => {}, 2 ** 30);
void main().finally(() => leave(0));

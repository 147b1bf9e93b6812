/**
 * The extension's start. The runtime cannot start before every extension has registered, so nothing else is loaded, read or asked before the
 * answer to `register` is there; all the rest is a bundle of its own that comes while the runtime boots.
 *
 * Whatever fails, the process stays and keeps calling `next`: an extension that exits, even with 0, takes the function down (Extensions API).
 * Node also ends a process in which nothing is left to wait for, so there always is something.
 */
import { sysrootVariable } from "../core/journal/location.ts";
import { idle } from "./idle.ts";
import { type JournalFiles, makeJournalFiles } from "./journal-files.ts";
import { register } from "./registration.ts";

const { env } = process;

/** How long the last lines may take: a part of the 2 s that Lambda gives to a shutdown. */
const drainMs = 500;

/** Aborted by what nobody caught. What is under way may then never end. */
const faults = new AbortController();
const fault = faults.signal;

async function main(): Promise<void> {
  const address = env["AWS_LAMBDA_RUNTIME_API"] ?? "";
  const files = env["OUTCROP_DISABLED"] === "1" ? null : journalFiles();
  const observes = files !== null && env["AWS_LAMBDA_INITIALIZATION_TYPE"] !== "lambda-managed-instances";
  const registration = await register(address, observes);
  const registerMs = performance.now();
  if (files !== null) {
    try {
      const { runLifecycle } = require("./lifecycle.cjs") as typeof import("./lifecycle.ts");
      return await runLifecycle({ address, registration, files, registerMs, fault });
    } catch (error) {
      goIdle(error);
    }
  }
  await idle(address, registration.identifier);
}

/** Null when /tmp does not take them: there is nothing to observe then. */
function journalFiles(): JournalFiles | null {
  try {
    return makeJournalFiles(env[sysrootVariable] ?? "");
  } catch (error) {
    complain(`inactive, the journal cannot be made: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`);
    return null;
  }
}

function complain(what: string): void {
  try {
    output().write(`outcrop: ${what}\n`);
  } catch {}
}

/** Tells of it once: one fault can have many throws. */
function goIdle(error: unknown): void {
  if (fault.aborted) return;
  complain(`idle after a fault of its own: ${nameOf(error)}`);
  faults.abort();
}

/** Anything can be thrown, also what throws when it is asked for its name. */
function nameOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.name) : typeof error;
  } catch {
    return "unknown error";
  }
}

function leave(): void {
  // What a pipe has not taken yet is lost with the process: the last lines tell of failures. One that nobody reads is not waited for.
  setTimeout(() => process.exit(0), drainMs);
  output().write("", () => process.exit(0));
}

/** Made when it is first needed: that takes time. What it does not take is lost. */
function output(): NodeJS.WriteStream {
  return process.stdout.removeAllListeners("error").on("error", () => {});
}

process.on("uncaughtException", goIdle);
setInterval(() => {}, 2 ** 30);
void main().finally(leave);

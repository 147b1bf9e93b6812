/**
 * The extension's start. The runtime cannot start before every extension has registered, so nothing else is loaded, read or asked before the
 * answer to `register` is there; all the rest is a bundle of its own that comes while the runtime boots.
 *
 * Whatever fails, the process stays and keeps calling `next`: an extension that exits, even with 0, takes the function down (Extensions API).
 */
import { sysrootVariable } from "../core/journal/location.ts";
import { idle } from "./idle.ts";
import { type JournalFiles, makeJournalFiles } from "./journal-files.ts";
import { register } from "./registration.ts";

const { env } = process;

async function main(): Promise<void> {
  const address = env["AWS_LAMBDA_RUNTIME_API"] ?? "";
  const files = env["OUTCROP_DISABLED"] === "1" ? null : journalFiles();
  const observes = files !== null && env["AWS_LAMBDA_INITIALIZATION_TYPE"] !== "lambda-managed-instances";
  const registration = await register(address, observes);
  const registerMs = performance.now();
  if (files !== null) {
    try {
      const { runLifecycle } = require("./lifecycle.cjs") as typeof import("./lifecycle.ts");
      return await runLifecycle({ address, registration, files, registerMs });
    } catch (error) {
      complain(`idle after a fault of its own: ${error instanceof Error ? error.name : typeof error}`);
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
  process.stdout.write(`outcrop: ${what}\n`);
}

process.on("uncaughtException", () => {});
// What a full pipe has not taken yet is lost with the process: the last lines tell of failures.
void main().finally(() => process.stdout.write("", () => process.exit(0)));

/**
 * The extension's start. The launcher has made the journal, registered and asked for the first event, in a shell; where that did not work out it is
 * all done here, and before anything else is loaded, since the runtime cannot start before every extension has registered.
 *
 * Whatever fails, the process stays and keeps calling `next`: an extension that exits, even with 0, takes the function down (Extensions API).
 */
import { sysrootVariable } from "../core/journal/location.ts";
import { complain } from "./complaint.ts";
import { ExtensionsApi, eventOf } from "./extensions-api.ts";
import { idle } from "./idle.ts";
import { type JournalFiles, launchedJournalFiles, makeJournalFiles } from "./journal-files.ts";
import { live } from "./lifecycle.ts";
import { parseObject } from "./raw-exchange.ts";
import { launchedRegistration, register } from "./registration.ts";

const { argv, env } = process;

async function main(): Promise<void> {
  const address = env["AWS_LAMBDA_RUNTIME_API"] ?? "";
  const sysroot = env[sysrootVariable] ?? "";
  const launched = launchedRegistration(argv.slice(2, 6));
  const event = eventOf(parseObject(argv[6] ?? ""));
  const files = launched === null ? journalFiles(sysroot) : launchedJournalFiles(sysroot);
  const observes = files !== null && env["AWS_LAMBDA_INITIALIZATION_TYPE"] !== "lambda-managed-instances";
  const registration = launched ?? (await register(address, observes));
  const api = new ExtensionsApi(address, registration.identifier);
  if (files !== null) {
    try {
      return await live({ api, registration, event, files, sysroot });
    } catch (error) {
      complain(`idle after a fault of its own: ${error instanceof Error ? error.name : typeof error}`);
    }
  }
  await idle(api);
}

/** Null when it is switched off, and when /tmp does not take them: there is nothing to observe then. */
function journalFiles(sysroot: string): JournalFiles | null {
  if (env["OUTCROP_DISABLED"] === "1") return null;
  try {
    return makeJournalFiles(sysroot);
  } catch (error) {
    complain(`inactive, the journal cannot be made: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`);
    return null;
  }
}

process.on("uncaughtException", () => {});
process.stdout.on("error", () => {});
// What a full pipe has not taken yet is lost with the process: the last lines tell of failures.
void main().finally(() => process.stdout.write("", () => process.exit(0)));

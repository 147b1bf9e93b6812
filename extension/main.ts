/**
 * The extension's start. The runtime cannot start before every extension has registered, so nothing else is loaded, read or asked before the
 * answer to `register` is there; all the rest is a bundle of its own that comes while the runtime boots.
 *
 * Whatever fails, the process stays and keeps calling `next`: an extension that exits, even with 0, takes the function down (Extensions API).
 */
import { schemaVersion } from "../core/events/lines.ts";
import { sysrootVariable } from "../core/journal/location.ts";
import { environmentId } from "./environment-id.ts";
import { idle } from "./idle.ts";
import { type JournalFiles, makeJournalFiles } from "./journal-files.ts";
import { register } from "./registration.ts";

const { env } = process;

async function main(): Promise<void> {
  const address = env["AWS_LAMBDA_RUNTIME_API"] ?? "";
  const files = env["OUTCROP_DISABLED"] === "1" || !isObservable() ? null : journalFiles();
  const observes = files !== null && env["AWS_LAMBDA_INITIALIZATION_TYPE"] !== "lambda-managed-instances";
  const registration = await register(address, observes);
  if (files !== null) {
    const registerMs = performance.now();
    try {
      const { runLifecycle } = require("./lifecycle.cjs") as typeof import("./lifecycle.ts");
      return await runLifecycle({ address, registration, files, registerMs });
    } catch (error) {
      complain(`idle after a fault of its own: ${error instanceof Error ? error.name : typeof error}`);
    }
  }
  await idle(address, registration.identifier);
}

/** Whether this Node, which is the function's too, has what the shim is made of. */
function isObservable(): boolean {
  const { registerHooks } = require("node:module") as Partial<typeof import("node:module")>;
  if (typeof registerHooks === "function") return true;
  complain(`inactive, Node ${process.version} has no module.registerHooks (22.15 or newer has)`);
  return false;
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

/** A `diagnostic` line, made by hand: what makes the others is not loaded, or has failed. */
function complain(message: string): void {
  const line = {
    outcrop: "diagnostic",
    schema: schemaVersion,
    environment: environmentId(),
    function_name: env["AWS_LAMBDA_FUNCTION_NAME"] ?? "",
    function_version: env["AWS_LAMBDA_FUNCTION_VERSION"] ?? "",
    timestamp: new Date().toISOString(),
    level: "WARN",
    message,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

process.on("uncaughtException", () => {});
// What a full pipe has not taken yet is lost with the process: the last lines tell of failures.
void main().finally(() => process.stdout.write("", () => process.exit(0)));

/**
 * The extension's start. The runtime cannot start before every extension has registered, so nothing else is loaded, read or asked before the
 * answer to `register` is there; all the rest comes while the runtime boots.
 *
 * Whatever fails, the process stays and keeps calling `next`: an extension that exits, even with 0, takes the function down (Extensions API).
 */
import { sysrootVariable } from "../core/journal/location.ts";
import { ApiError, type ExtensionEvent, ExtensionsApi, type Registration } from "./extensions-api.ts";
import { type JournalFiles, makeJournalFiles } from "./journal-files.ts";

const name = "outcrop";
const { env } = process;

/** Managed Instances offer no INVOKE; where the environment does not say that it is one, the API's answer does. */
async function register(api: ExtensionsApi, wanted: readonly string[]): Promise<{ registration: Registration; events: readonly string[] }> {
  let events = wanted;
  for (let attempt = 0; ; attempt++) {
    try {
      return { registration: await api.register(name, events), events };
    } catch (error) {
      if (error instanceof ApiError && error.errorType === "Extension.InvalidEventType") events = ["SHUTDOWN"];
      else await pause(attempt);
    }
  }
}

/** 50 ms, doubling to 6.4 s. */
function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50 * 2 ** Math.min(attempt, 7)));
}

/** The next event, asked for until there is one. */
async function nextEvent(api: ExtensionsApi): Promise<ExtensionEvent> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await api.next();
    } catch {
      await pause(attempt);
    }
  }
}

async function main(): Promise<void> {
  const api = new ExtensionsApi(env["AWS_LAMBDA_RUNTIME_API"] ?? "");
  const disabled = env["OUTCROP_DISABLED"] === "1";
  const files = disabled ? null : journalFiles();
  const quiet = files === null || env["AWS_LAMBDA_INITIALIZATION_TYPE"] === "lambda-managed-instances";
  const { registration, events } = await register(api, quiet ? ["SHUTDOWN"] : ["INVOKE", "SHUTDOWN"]);
  const registerMs = performance.now();
  if (files !== null) {
    try {
      const { runLifecycle } = await import("./lifecycle.ts");
      return await runLifecycle({
        api,
        registration,
        files,
        registerMs,
        invocations: events.includes("INVOKE"),
        nextEvent: () => nextEvent(api),
      });
    } catch (error) {
      complain(`idle after a fault of its own: ${error instanceof Error ? error.name : typeof error}`);
    }
  }
  while ((await nextEvent(api)).eventType !== "SHUTDOWN");
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
process.stdout.on("error", () => {});
// What a full pipe has not taken yet is lost with the process: the last lines tell of failures.
void main().finally(() => process.stdout.write("", () => process.exit(0)));

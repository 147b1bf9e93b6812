/** stdout for lines of JSON: one call a line, and nothing in it that a terminal would obey. */
import { Console } from "node:console";
import { plainJson } from "../core/events/plain-json.ts";

export function writePlain(json: string): void {
  process.stdout.write(plainJson(json));
}

/** The logger's own console sends warnings and errors to stderr. */
export function plainConsole(): Console {
  const stdout = { write: writePlain } as unknown as NodeJS.WritableStream;
  // Errors of stdout are listened to where they come from.
  return new Console({ stdout, stderr: stdout, ignoreErrors: false });
}

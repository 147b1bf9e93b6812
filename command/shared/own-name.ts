/** How the reader calls this command again: in a clone, through npx, or by its name. */
import { isClone } from "../../core/own-files.ts";

/** npm sets `npm_command` for what it runs. */
export function ownName(env: NodeJS.ProcessEnv = process.env, clone = isClone): string {
  if (clone) return "npm run outcrop --";
  return env["npm_command"] === "exec" ? "npx outcrop" : "outcrop";
}

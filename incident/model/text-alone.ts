/**
 * An error of which a line has the message alone, behind a few words: `failed: a.b is not a function`. Only
 * what V8, Node's linker or Node's loaders wrote says enough to be judged. Any other text is someone's own.
 */
import { missingNameOf } from "../../core/explain/code/missing-name.ts";
import { isLoaderText } from "../../core/explain/loader-text.ts";
import type { ErrorCause } from "./error-details.ts";

const maxText = 4_096;
/** `api: request failed: a.b is not a function` */
const maxWords = 4;

export function errorInTextAlone(text: string): ErrorCause | null {
  const plain = text.slice(0, maxText).replaceAll(/\r\n?/g, "\n").trimEnd();
  for (let from = 0, words = 0; words <= maxWords; words++) {
    const message = plain.slice(from);
    const name = nameOf(message);
    if (name !== null) return { name, code: null, message, frames: [] };
    const next = plain.indexOf(": ", from);
    if (next === -1) return null;
    from = next + 2;
  }
  return null;
}

function nameOf(message: string): string | null {
  if (isLoaderText(message)) return "Error";
  const missing = missingNameOf({ name: "TypeError", message });
  // A sentence of a person may end with "is not defined".
  if (missing === null || missing.name === null || missing.kind === "not-defined") return null;
  return missing.kind === "not-exported" ? "SyntaxError" : "TypeError";
}

/** What is wrong with the files of a tool, in one line that names the file. */
import { plainText } from "../../../core/telemetry/plain-text.ts";

const maxMessage = 500;

export class InputError extends Error {
  override readonly name = "InputError";

  /** @param what a sentence without its full stop */
  constructor(path: string, what: string, options?: ErrorOptions) {
    const message = plainText(`${path}: ${what}`);
    super(message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message, options);
  }
}

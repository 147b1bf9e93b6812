/** What is wrong with a zip, in one line that names the file. */
import { plainText } from "../../core/telemetry/plain-text.ts";

const maxShown = 200;

export class ZipError extends Error {
  override readonly name = "ZipError";

  /** @param what a sentence without its full stop, such as `"a" is encrypted`. */
  constructor(path: string, what: string, options?: ErrorOptions) {
    super(plainText(`${path}: ${what}`), options);
  }
}

/** An entry's name for a message: quoted, and cut where it is long. */
export function shown(name: string): string {
  return `"${name.length > maxShown ? `${name.slice(0, maxShown)}…` : name}"`;
}

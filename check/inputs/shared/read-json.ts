/** The text files of tools: bounded, and a regular file each. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { InputError } from "./input-error.ts";

/** CloudFormation takes templates of 1 MB (its quotas); the other files of tools are of that order. */
export const maxTextBytes = 16 * 1024 * 1024;

/** @throws InputError where it cannot be read, is not a regular file or is too large. */
export function readText(path: string, maxBytes = maxTextBytes): string {
  let file: number;
  try {
    // Opening a pipe would otherwise wait for a writer.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isAbsent = code === "ENOENT" || code === "ENOTDIR";
    throw new InputError(path, isAbsent ? "there is no such file" : `cannot be read (${code})`);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new InputError(path, "is not a regular file");
    if (stats.size > maxBytes) throw new InputError(path, `has more than ${maxBytes} bytes`);
    const bytes = Buffer.allocUnsafe(stats.size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(file, bytes, filled, bytes.length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return textOf(bytes.subarray(0, filled));
  } finally {
    closeSync(file);
  }
}

/** PowerShell's `>` writes UTF-16. */
function textOf(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}

/** @throws InputError where it cannot be read or is not JSON. */
export function readJson(path: string, maxBytes = maxTextBytes): unknown {
  return parsedJson(readText(path, maxBytes), path);
}

/** @throws InputError */
export function parsedJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(path, "is not valid JSON", { cause: error });
  }
}

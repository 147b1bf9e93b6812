/**
 * The name of a zip entry as a relative path. Names are bytes to Linux, and most tools write UTF-8, with or
 * without the flag for it. A name that is not UTF-8 cannot be shown or compared safely and is refused.
 */
import { shown } from "./zip-error.ts";

/** NAME_MAX and PATH_MAX of Linux without the 0 at its end (limits.h). */
const maxPartBytes = 255;
export const maxPathBytes = 4_095;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export interface EntryName {
  /** `/` between its parts, none of them empty, `.` or `..`; empty for the zip's own root. */
  readonly path: string;
  /** It ended in `/`. */
  readonly isDirectory: boolean;
}

/** @throws Error when the name is not one of a file below the folder that the zip is unpacked to. */
export function entryName(bytes: Uint8Array): EntryName {
  const name = decoded(bytes);
  const problem = problemOf(name, bytes.length);
  if (problem !== null) throw new Error(`the entry name ${shown(name)} ${problem}`);
  const path = name
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  return { path, isDirectory: name.endsWith("/") };
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Error(`the entry name ${shown(Buffer.from(bytes).toString("latin1"))} is not UTF-8`);
  }
}

function problemOf(name: string, bytes: number): string | null {
  if (name === "") return "is empty";
  if (name.includes("\0")) return "holds a NUL character";
  if (name.includes("\\")) return "holds a backslash; zip names separate folders with /";
  if (name.startsWith("/") || /^[a-z]:\//i.test(name)) return "is absolute";
  if (bytes > maxPathBytes) return `is longer than ${maxPathBytes} bytes`;
  const parts = name.split("/");
  if (parts.includes("..")) return "leads out of the zip";
  const isTooLong = parts.some((part) => Buffer.byteLength(part) > maxPartBytes);
  return isTooLong ? `has a part longer than ${maxPartBytes} bytes` : null;
}

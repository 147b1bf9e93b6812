/**
 * Converts a file URL to a path. Nearly all of these URLs need no decoding, and Node's converter parses the
 * whole URL.
 */
import { builtin, contains, slice, startsWith } from "./primordials.ts";

const { fileURLToPath } = builtin("node:url") as typeof import("node:url");

/**
 * Null for anything that is not a file: built-ins, data URLs, and text that is not a URL. A query or fragment
 * is not part of the path.
 */
export function pathOf(url: string | undefined): string | null {
  if (url === undefined) return null;
  if (startsWith(url, "file:///") && !contains(url, "%") && !contains(url, "?") && !contains(url, "#"))
    return slice(url, 7);
  if (startsWith(url, "file://")) return fileURLToPath(url);
  return url[0] === "/" ? url : null;
}

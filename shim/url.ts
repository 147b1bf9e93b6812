/** A file URL as a path. Nearly all of them need no decoding, and Node's converter parses the whole URL. */
const { fileURLToPath } = require("node:url") as typeof import("node:url");

const encoded = /[%?#]/;

/** Null for anything that is not a file: built-ins, data URLs, and no URL at all. A query or fragment is not part of the path. */
export function pathOf(url: string | undefined): string | null {
  if (url === undefined) return null;
  if (url.startsWith("file:///") && !encoded.test(url)) return url.slice(7);
  if (url.startsWith("file://")) return fileURLToPath(url);
  return url.startsWith("/") ? url : null;
}

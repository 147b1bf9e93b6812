/**
 * Where the source map of a file is, by the comment at its end: `//# sourceMappingURL=index.js.map`, or the
 * map itself as a data URL (ECMA-426, "Linking generated code to source maps").
 */
import type { FileSystem } from "../../file-system.ts";
import { isInside, joinPath, parentOf } from "../paths.ts";
import type { ReadAt } from "./json-reader.ts";

export type MapPlace =
  | { readonly kind: "file"; readonly path: string }
  /** `start`: where its base64 begins in the file. */
  | { readonly kind: "inline"; readonly start: number };

const tailBytes = 4_096;
const stepBytes = 64 * 1024;
const maxUrl = 1_024;
const comment = /^\/\/[#@][ \t]*sourceMappingURL=(\S+)[ \t]*$/gm;
const inlineStart = /\/\/[#@][ \t]*sourceMappingURL=data:application\/json;(?:[\w=-]{1,40};)?base64,/g;
const onlyBase64 = /^[\w+/=\s]*$/;
/** The longest text that `inlineStart` takes. */
const overlap = 128;

/** In steps: the start of an inline map may be far from the file's end. Null without a usable comment. */
export function* mapPlaceOf(
  files: FileSystem,
  path: string,
  folder: string,
): Generator<void, MapPlace | null> {
  const size = files.stat(path)?.size ?? 0;
  const tail = textAt(files, path, Math.max(0, size - tailBytes), tailBytes);
  const url = [...tail.matchAll(comment)].at(-1)?.[1];
  if (url !== undefined && !url.startsWith("data:")) return fileAt(url, path, folder);
  for (let end = size; end > 0; end -= stepBytes) {
    const from = Math.max(0, end - stepBytes - overlap);
    const text = textAt(files, path, from, end - from);
    const found = [...text.matchAll(inlineStart)].at(-1);
    if (found !== undefined) return { kind: "inline", start: from + found.index + found[0].length };
    // A comment that the overlap cuts is whole in the next step.
    if (!onlyBase64.test(text.slice(overlap))) return null;
    yield;
  }
  return null;
}

/** A file below `folder`; no other address is followed. */
function fileAt(url: string, path: string, folder: string): MapPlace | null {
  if (url.length > maxUrl || /^(?:[a-z][\w+.-]*:|\/)/i.test(url)) return null;
  try {
    const target = joinPath(parentOf(path) ?? "/", decodeURIComponent(url.replace(/[?#].*$/, "")));
    return isInside(target, folder) ? { kind: "file", path: target } : null;
  } catch {
    return null;
  }
}

/** The bytes of the inline map that begins at `start`. */
export function inlineBytes(files: FileSystem, path: string, start: number): ReadAt {
  return (offset, length) => {
    // Three bytes are four characters.
    const before = offset % 3;
    const from = start + ((offset - before) / 3) * 4;
    const text = textAt(files, path, from, Math.ceil((before + length) / 3) * 4);
    const encoded = /^[\w+/]*={0,2}/.exec(text)?.[0] ?? "";
    return Buffer.from(encoded, "base64").subarray(before, before + length);
  };
}

function textAt(files: FileSystem, path: string, offset: number, length: number): string {
  const bytes = files.readAt(path, offset, length);
  return bytes === null
    ? ""
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

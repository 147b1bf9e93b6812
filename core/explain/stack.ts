/**
 * Reads V8's stack frames; their format is in https://v8.dev/docs/stack-trace-api (Appendix) and in V8's
 * src/objects/call-site-info.cc:
 * 1. A frame is `at LOCATION` or `at FUNCTION (LOCATION)`, FUNCTION with `async`, `new`, `[as …]` around it,
 *    and any text as its name. So LOCATION begins at the last ` (` that a location can follow.
 * 2. Code made by eval is located by the file that called eval, however deep: that is the innermost location
 *    of its frame.
 * 3. LOCATION is `FILE:line:column`, or in WebAssembly `FILE:wasm-function[n]:0x…`. FILE counts when it is an
 *    absolute path, a `file:` URL or a built-in (`node:…`). Everything else (`native`, `<anonymous>`, `index
 *    0`, `data:`, `webpack:`) is not in a file. Total, and bounded in the lines it looks at and in the length
 *    of each: a stack is the function's to write.
 */
import { joinPath } from "../layout/paths.ts";

export interface Frame {
  /** An absolute path, or a built-in's name (`node:…`). */
  readonly path: string;
  /** Null in WebAssembly. */
  readonly line: number | null;
  readonly column: number | null;
}

/** PATH_MAX (linux/limits.h) for the file, and as much again for the function's name. */
const maxLine = 8_192;
const maxLines = 200;
const maxFrames = 50;

/** The first frames in a file, innermost first. */
export function parseStack(lines: readonly string[]): readonly Frame[] {
  const frames: Frame[] = [];
  for (const line of lines.slice(0, maxLines)) {
    const frame = parseFrame(line);
    if (frame !== null) frames.push(frame);
    if (frames.length === maxFrames) break;
  }
  return frames;
}

export function parseFrame(line: string): Frame | null {
  if (line.length > maxLine) return null;
  const text = /^\s*at (?:async )?(.+)$/s.exec(line)?.[1]?.trimEnd();
  return text === undefined ? null : parseLocation(locationIn(text));
}

function locationIn(text: string): string {
  if (!text.endsWith(")")) return text;
  const at = Math.max(text.lastIndexOf(" (/"), text.lastIndexOf(" (file:///"), text.lastIndexOf(" (node:"));
  if (at === -1) return text;
  const inside = text.slice(at + 2);
  // In an eval frame the location of the eval itself follows: `(/a.js:1:2), <anonymous>:1:7)`.
  const called = text.includes("(eval at ") ? /^.+?:\d{1,9}:\d{1,9}(?=\))/s.exec(inside)?.[0] : undefined;
  return called ?? inside.slice(0, -1);
}

function parseLocation(location: string): Frame | null {
  const match =
    /^(.+):(\d{1,9}):(\d{1,9})$/s.exec(location) ??
    /^(.+):wasm-function\[\d{1,9}\]:0x[0-9a-f]{1,16}$/s.exec(location);
  const path = match === null ? null : pathOf(match[1] ?? "");
  return path === null ? null : { path, line: numberOf(match?.[2]), column: numberOf(match?.[3]) };
}

function pathOf(file: string): string | null {
  if (file.includes("\0")) return null;
  if (file.startsWith("node:")) return file;
  if (file.startsWith("/")) return joinPath("/", file);
  return file.startsWith("file:///") ? pathOfUrl(file) : null;
}

/**
 * As Node's fileURLToPath: a query or hash is not a part of the path, and a path with an encoded slash is
 * refused.
 */
function pathOfUrl(url: string): string | null {
  const encoded = /^file:\/\/([^?#]+)/.exec(url)?.[1] ?? "";
  if (/%2f/i.test(encoded)) return null;
  try {
    const path = decodeURIComponent(encoded);
    return path.includes("\0") ? null : joinPath("/", path);
  } catch {
    return null;
  }
}

function numberOf(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

/**
 * A message that is a line of text, with the lines below it that belong to it: a stack, a document on many
 * lines, a record of YAML or of PowerShell's Format-List.
 */
import { isFence } from "./fence.ts";
import { limits } from "./limits.ts";
import { isSimple, LinesBelow } from "./lines-below.ts";
import type { Marks } from "./marks.ts";
import type { Sink } from "./sink.ts";
import { isTextNoise, trimEnd } from "./text-lines.ts";
import type { Window } from "./window.ts";

const blank = 0x20;
/** By so much of a line it is known whether it belongs to the one above. */
const decisiveBytes = 200;

/** @returns false when more bytes are needed. */
export function readPlainLines(window: Window, firstEnd: number, sink: Sink, marks: Marks): boolean {
  const end = lastEnd(window, firstEnd);
  if (end === null) return false;
  const { at } = window;
  if (!window.isText(at, end)) sink.problem("skipped binary data; expected logs as text, JSON, CSV or gzip");
  else if (marks.between(at, end)) {
    const text = trimEnd(window.text(at, end));
    if (text !== "" && !isTextNoise(text) && !isFence(text)) sink.message(text);
  }
  window.pass(end);
  return true;
}

function lastEnd(window: Window, firstEnd: number): number | null {
  const { bytes, at, final } = window;
  const behind = bytes[firstEnd + 1];
  if (behind !== undefined && behind !== blank && isSimple(bytes, at, firstEnd)) return firstEnd;
  const below = new LinesBelow(bytes, at, firstEnd);
  let end = firstEnd;
  for (;;) {
    const isLong = end - at > limits.textBytes;
    if (end + 1 >= bytes.length) return final || isLong ? end : null;
    if (isLong) return end;
    const next = window.lineEnd(end + 1);
    if (next === null && bytes.length - end <= decisiveBytes) return null;
    if (!below.belongs(end + 1, next ?? bytes.length)) return end;
    if (next === null) return bytes.length - at <= limits.textBytes ? null : end;
    end = next;
  }
}

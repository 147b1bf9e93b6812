/** A quotation in a mail, without the marks at the beginning of its lines, however often it was quoted. */
import type { Chunks } from "./gzip.ts";
import { withHead } from "./head.ts";

const newline = 0x0a;
const mark = 0x3e;
const blank = 0x20;
const headBytes = 4_096;
/** Longer lines do not come from a mail. They are given as they are. */
const maxLineBytes = 8 * 1024 * 1024;
/** Mails of mails. */
const maxDepth = 10;

export async function* withoutMarks(chunks: Chunks): AsyncGenerator<Buffer> {
  let lines: Lines | null | undefined;
  for await (const chunk of withHead(chunks, headBytes)) {
    if (lines === undefined) lines = isQuotation(chunk) ? new Lines() : null;
    const given = lines === null ? chunk : lines.take(chunk);
    if (given.length > 0) yield given;
  }
  const rest = lines?.end() ?? Buffer.alloc(0);
  if (rest.length > 0) yield rest;
}

/** Most lines of its beginning are quoted; a few words of the sender's come before them. */
function isQuotation(bytes: Buffer): boolean {
  if (!bytes.subarray(0, headBytes).includes(mark)) return false;
  const lines = bytes.toString("latin1", 0, headBytes).split("\n");
  const told = lines.filter((line) => line.trim() !== "");
  return told.filter((line) => line.startsWith(">")).length * 2 > told.length;
}

class Lines {
  #rest: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): Buffer {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const last = bytes.lastIndexOf(newline) + 1;
    if (last === 0 && bytes.length <= maxLineBytes) {
      this.#rest = Buffer.from(bytes);
      return Buffer.alloc(0);
    }
    const end = last === 0 ? bytes.length : last;
    const unmarked = withoutMarksOf(bytes, end);
    this.#rest = Buffer.from(bytes.subarray(end));
    return unmarked;
  }

  end(): Buffer {
    return withoutMarksOf(this.#rest, this.#rest.length);
  }
}

function withoutMarksOf(bytes: Buffer, end: number): Buffer {
  const result = Buffer.allocUnsafe(end);
  let size = 0;
  for (let at = 0; at < end; ) {
    for (let depth = 0; depth < maxDepth && bytes[at] === mark; depth++) {
      at++;
      if (bytes[at] === blank) at++;
    }
    const found = bytes.indexOf(newline, at);
    const next = found < 0 || found >= end ? end : found + 1;
    size += bytes.copy(result, size, Math.min(at, end), next);
    at = next;
  }
  return result.subarray(0, size);
}

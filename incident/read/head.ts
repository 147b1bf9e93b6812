/** Chunks whose first one says what all of them are. */
import type { Chunks } from "./gzip.ts";

/** The same bytes; the first chunk has at least `bytes` of them, unless there are fewer. */
export async function* withHead(chunks: Chunks, bytes: number): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    const joined: Buffer = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    // The chunk's owner may write over it.
    head = joined.length < bytes ? Buffer.from(joined) : null;
    if (head === null) yield joined;
  }
  if (head !== null && head.length > 0) yield head;
}

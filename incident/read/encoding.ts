/** UTF-16, as Windows PowerShell's `>` writes it, becomes UTF-8; all other bytes stay what they are. */
import type { Chunks } from "./gzip.ts";

type Encoding = "utf-16le" | "utf-16be";
/** Enough to recognise UTF-16 without a byte order mark. */
const headBytes = 256;

export async function* asUtf8(chunks: Chunks): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (head !== null) {
      if (head.length > 0) bytes = Buffer.concat([head, chunk]);
      if (bytes.length < headBytes) {
        // The chunk's owner may write over it.
        head = Buffer.from(bytes);
        continue;
      }
      head = null;
      decoder = decoderOf(bytes);
    }
    yield decoder === null ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }));
  }
  if (head !== null && head.length > 0) {
    decoder = decoderOf(head);
    yield decoder === null ? head : Buffer.from(decoder.decode(head, { stream: true }));
  }
  const rest = decoder?.decode() ?? "";
  if (rest !== "") yield Buffer.from(rest);
}

function decoderOf(bytes: Buffer): TextDecoder | null {
  const encoding = encodingOf(bytes);
  return encoding === null ? null : new TextDecoder(encoding);
}

/** Null for other bytes. Logs are mostly ASCII, of which every other byte is then 0. */
export function encodingOf(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const length = Math.min(bytes.length, headBytes) & ~1;
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] as number) + 1;
  const [high = 0, low = 0] = zeros;
  const most = length / 2;
  if (most < 2) return null;
  if (low >= most * 0.7 && high === 0) return "utf-16le";
  return high >= most * 0.7 && low === 0 ? "utf-16be" : null;
}

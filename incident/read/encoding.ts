/** UTF-16, as Windows PowerShell's `>` writes it, becomes UTF-8; all other bytes stay what they are. */
import type { Chunks } from "./gzip.ts";
import { withHead } from "./head.ts";

type Encoding = "utf-16le" | "utf-16be";
/** Enough to recognise UTF-16 without a byte order mark. */
const headBytes = 256;

export async function* asUtf8(chunks: Chunks): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of withHead(chunks, headBytes)) {
    if (decoder === undefined) decoder = decoderOf(chunk);
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
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

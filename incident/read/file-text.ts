/** The text of a file's bytes: decompressed, in UTF-8, and without a mail's marks. */
import { joined } from "./chunks.ts";
import { asUtf8 } from "./encoding.ts";
import { type Chunks, decompress } from "./gzip.ts";
import { withoutMarks } from "./mail.ts";

/** @param problem receives what of the bytes could not be decompressed. */
export function fileText(chunks: Chunks, problem: (message: string) => void): AsyncGenerator<Buffer> {
  return textOf(joined(decompress(chunks, problem)));
}

export function textOf(chunks: Chunks): AsyncGenerator<Buffer> {
  return withoutMarks(asUtf8(chunks));
}

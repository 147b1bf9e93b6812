/** The text of a file's bytes: decompressed, in UTF-8, and without a mail's marks. */
import { asUtf8 } from "./encoding.ts";
import { type Chunks, decompress } from "./gzip.ts";
import { withoutMarks } from "./mail.ts";

/** @param problem receives what of the bytes could not be decompressed. */
export function fileText(chunks: Chunks, problem: (message: string) => void): AsyncGenerator<Buffer> {
  return withoutMarks(asUtf8(decompress(chunks, problem)));
}

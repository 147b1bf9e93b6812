/** The logs in one record of a delivery: base64 of gzip, or of text that was already decompressed. */
import { gunzipSync } from "node:zlib";
import { isGzip } from "./gzip.ts";
import { limits } from "./limits.ts";

/** The bytes, or the reason why they cannot be read. */
export function logsInPayload(base64: string): Buffer | string {
  let bytes = Buffer.from(base64, "base64");
  for (let layer = 0; isGzip(bytes); layer++) {
    if (layer === limits.depth) return `gzip is nested more than ${limits.depth} times`;
    try {
      bytes = gunzipSync(bytes, { maxOutputLength: limits.payloadBytes });
    } catch (error) {
      const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      return tooLarge
        ? `it has more than ${limits.payloadBytes / 1024 / 1024} MiB after decompression`
        : "its gzip data is damaged";
    }
  }
  return bytes;
}

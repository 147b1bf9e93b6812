/**
 * The logs in one record of a delivery: base64 around gzip, or around text where somebody else decompressed
 * it.
 */
import { gunzipSync } from "node:zlib";
import { isGzip } from "./gzip.ts";
import { limits } from "./limits.ts";

/** The bytes, or what was expected of them. */
export function logsInPayload(base64: string): Buffer | string {
  let bytes = Buffer.from(base64, "base64");
  for (let layer = 0; isGzip(bytes); layer++) {
    if (layer === limits.depth) return `gzip inside gzip more than ${limits.depth} times`;
    try {
      bytes = gunzipSync(bytes, { maxOutputLength: limits.payloadBytes });
    } catch (error) {
      const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      return tooLarge
        ? `more than ${limits.payloadBytes / 1024 / 1024} MiB once decompressed`
        : "damaged gzip data in it; expected base64 of gzip";
    }
  }
  return bytes;
}

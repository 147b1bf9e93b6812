/**
 * `npm run fleet-logs -- --size 100M --out FILE [--gzip] [--shape json|text|events] [--seed
 * N]`: the log of a made-up fleet, for measuring how fast and in how much memory `outcrop incident` reads.
 */
import { parseOptions, UsageError } from "../../../command/shared/usage.ts";
import { bytesOf } from "./size.ts";
import { type LogShape, logShapes, writeGzipLog, writeLog } from "./write-log.ts";

const options = {
  size: { type: "string", default: "100M" },
  out: { type: "string" },
  gzip: { type: "boolean", default: false },
  shape: { type: "string", default: "json" },
  seed: { type: "string", default: "1" },
} as const;

async function main(): Promise<void> {
  const { size, out, gzip, shape, seed } = parseOptions({
    args: process.argv.slice(2),
    options,
    allowPositionals: false,
  }).values;
  const bytes = bytesOf(size);
  if (out === undefined) throw new UsageError("--out is missing");
  if (bytes === null) throw new UsageError(`--size: a number with K, M or G behind it, not ${size}`);
  if (!logShapes.includes(shape as LogShape))
    throw new UsageError(`--shape: one of ${logShapes.join(", ")}, not ${shape}`);
  const log = { bytes, shape: shape as LogShape, seed: Number(seed) };
  if (gzip) await writeGzipLog(out, log);
  else writeLog(out, log);
}

await main().catch((error) => {
  if (!(error instanceof UsageError)) throw error;
  console.error(`generate: ${error.message}`);
  process.exitCode = 2;
});

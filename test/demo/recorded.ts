/** The lines of one real run of the demo on Node 24, without most of the AWS SDK's `resolution` lines. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readTelemetry } from "../../sandbox/demo/telemetry.ts";

export const recordedLog = readFileSync(join(import.meta.dirname, "recorded.jsonl"), "utf8");
export const recorded = readTelemetry(recordedLog);
export const plainPage = { width: 80, coloured: false };

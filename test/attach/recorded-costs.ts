/** What a run in the sandbox wrote, for the cost page (test/attach/sandbox/record-costs.ts). */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const recordedCostsPath = join(import.meta.dirname, "recorded-costs.json");

/** Of one environment. */
export interface WrittenBytes {
  /** Everything but the lines of warm invocations: also the environment's last line. */
  readonly coldStart: number;
  /** The line of a warm invocation; of one that is for several, where they share it. */
  readonly warm: number;
  /** How many lines its warm invocations have. */
  readonly lines: number;
}

export interface RecordedCosts {
  /** The day, as 2026-11-30. */
  readonly measured: string;
  readonly packages: number;
  readonly modules: number;
  readonly detail: Readonly<Record<"inventory" | "packages" | "findings" | "modules", WrittenBytes>>;
  /** With OUTCROP_EMIT=each-minute. */
  readonly shared: WrittenBytes;
  /** Metrics with their dimension sets: of a function without findings, and of one with a shadowed package. */
  readonly healthy: readonly string[];
  readonly colliding: readonly string[];
}

export function recordedCosts(): RecordedCosts {
  return JSON.parse(readFileSync(recordedCostsPath, "utf8"));
}

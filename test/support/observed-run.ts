/**
 * What a caller, a log reader and the platform can see of a run. With the layer and without it, this must be
 * equal.
 */
import type { RunResult } from "../../sandbox/index.ts";
import { masked, maskedLines } from "./masks.ts";

export type RunOutcome = Pick<RunResult, "responses" | "exits" | "inits" | "logs">;

export interface Observed {
  readonly inits: unknown;
  readonly responses: unknown;
  readonly exits: unknown;
  /** Sorted: two streams have no order. */
  readonly output: readonly string[];
  readonly platform: readonly string[];
}

export function observedOf({ responses, exits, inits, logs }: RunOutcome): Observed {
  return {
    inits: inits.map(({ ok, phase, error }) => masked({ ok, phase, error })),
    responses: responses.map(({ ok, status, payload, contentType, chunks, error }) =>
      masked({ ok, status, payload, contentType, streamed: chunks?.join(""), error }),
    ),
    // How the platform ends a process depends on whether there are extensions.
    exits: exits
      .filter(({ role, during }) => role === "runtime" && during !== "shutdown")
      .map(({ code, signal, during, generation }) => ({ code, signal, during, generation })),
    output: maskedLines(logs.function).sort(),
    platform: logs.platform.filter((line) => !/^(EXTENSION|TELEMETRY)\t/.test(line)).flatMap(maskedLines),
  };
}

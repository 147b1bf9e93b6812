/**
 * Reports the extension's own problems to its operators, each problem once. The first problem loads pino:
 * most environments never need it.
 */
import type { Identity } from "../core/telemetry/lines.ts";
import { schemaVersion } from "../core/telemetry/lines.ts";
import { outgoingText } from "../core/telemetry/outgoing.ts";

/** After this many different diagnostics, one more line would not explain what is wrong. */
const maxDiagnostics = 50;

export class Diagnostics {
  readonly #seen = new Set<string>();
  #due: string[] = [];

  /** Keeps the problem for the next `flush`. */
  readonly report = (problem: string): void => {
    if (this.#seen.has(problem) || this.#seen.size >= maxDiagnostics) return;
    this.#seen.add(problem);
    this.#due.push(problem);
  };

  /** Writes the kept problems. Called before the environment can be frozen. */
  async flush(identity: Identity, level: string): Promise<void> {
    if (this.#due.length === 0) return;
    const due = this.#due;
    this.#due = [];
    const { pino } = await import("pino");
    const logger = pino(
      {
        level,
        base: { outcrop: "diagnostic", schema: schemaVersion, ...identity },
        messageKey: "message",
        formatters: { level: (label) => ({ level: label.toUpperCase() }) },
        timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      },
      { write: (line: string) => void process.stdout.write(line) },
    );
    for (const problem of due) logger.warn(outgoingText(problem).slice(0, 2048));
  }
}

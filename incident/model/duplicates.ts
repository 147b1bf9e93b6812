/** Events that an export holds twice, or two exports hold once each, known by what they say. */
import type { FunctionError } from "./function-error.ts";
import type { Line } from "./line.ts";
import type { Document } from "./reader.ts";
import { Seen } from "./seen.ts";

/** One module may fail to load several names: the message and evidence of the finding distinguish them. */
const distinguishing = [
  "request_id",
  "message",
  "package",
  "path",
  "module",
  "copies",
  "code",
  "winner_path",
  "loser_path",
  "severity",
  "evidence",
];

export class Duplicates {
  readonly #seen = new Seen();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Whether there were too many to know them all. */
  get full(): boolean {
    return this.#seen.full;
  }

  hasLine({ type, environment, at }: Line, document: Document): boolean {
    const values = distinguishing.map((key) => document[key]);
    const texts = values.map((value) => (typeof value === "string" ? value : null));
    return this.#counted(this.#seen.has(type, environment, at, ...texts));
  }

  /**
   * A retry that times out has the id and the duration of the first try. Exports round times to a second at
   * most.
   */
  hasReport(requestId: string, durationMs: number | null, at: number | null): boolean {
    const second = at === null ? null : Math.floor(at / 1_000);
    return this.#counted(this.#seen.has("report", requestId, durationMs, second));
  }

  /** @param logStream of the event, for an error that names no request */
  hasError(error: FunctionError, at: number | null, logStream: string | null): boolean {
    const { kind, name, message, requestId } = error;
    const whose = requestId ?? logStream;
    // The platform reports a timeout in a line of its own and in the REPORT line: one error, not a duplicate.
    if (error.source === "platform" && requestId !== null) return this.#seen.has("error", whose, kind);
    return this.#counted(this.#seen.has("error", whose, name, message, at));
  }

  #counted(isDuplicate: boolean): boolean {
    if (isDuplicate) this.#count++;
    return isDuplicate;
  }
}

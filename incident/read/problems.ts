/**
 * One message for what is wrong in a file, not one for each of ten thousand lines: the first of a kind is
 * told at once, the rest counted.
 */
import type { Problem } from "../../core/telemetry/log-event.ts";

export class Problems {
  readonly #file: string;
  readonly #tell: (problem: Problem) => void;
  readonly #more = new Map<string, { count: number; last: number }>();

  constructor(file: string, tell: (problem: Problem) => void) {
    this.#file = file;
    this.#tell = tell;
  }

  /** @param kind the message without what differs from one to the next. */
  add(line: number, kind: string, detail = ""): void {
    const more = this.#more.get(kind);
    if (more !== undefined) {
      more.count++;
      more.last = line;
      return;
    }
    this.#more.set(kind, { count: 0, last: line });
    this.#tell({ file: this.#file, line, message: `${kind}${detail}` });
  }

  end(): void {
    for (const [kind, { count, last }] of this.#more) {
      if (count > 0)
        this.#tell({
          file: this.#file,
          line: last,
          message: `${count} more like this, the last here: ${kind}`,
        });
    }
    this.#more.clear();
  }
}

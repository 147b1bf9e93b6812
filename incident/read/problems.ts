/** Reports the first problem of each kind in a file at once, and only counts the rest. */
import type { Problem } from "../../core/telemetry/log-event.ts";

export class Problems {
  readonly #file: string;
  readonly #report: (problem: Problem) => void;
  readonly #more = new Map<string, { count: number; last: number }>();

  constructor(file: string, report: (problem: Problem) => void) {
    this.#file = file;
    this.#report = report;
  }

  /** @param kind the message without its variable part, which is `detail`. */
  add(line: number, kind: string, detail = ""): void {
    const more = this.#more.get(kind);
    if (more !== undefined) {
      more.count++;
      more.last = line;
      return;
    }
    this.#more.set(kind, { count: 0, last: line });
    this.#report({ file: this.#file, line, message: `${kind}${detail}` });
  }

  end(): void {
    for (const [kind, { count, last }] of this.#more) {
      if (count > 0)
        this.#report({
          file: this.#file,
          line: last,
          message: `${count} more like this, the last one here: ${kind}`,
        });
    }
    this.#more.clear();
  }
}

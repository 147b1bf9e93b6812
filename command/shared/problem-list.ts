/** Prints the problems of reading to stderr, one a line. Many problems of one kind are counted. */
import type { Problem } from "../../core/telemetry/log-event.ts";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { number } from "../../page/counts.ts";
import { shortened } from "../../page/html.ts";

const maxOfAKind = 20;
const maxKinds = 200;
const maxText = 500;

export class ProblemList {
  count = 0;
  readonly #write: (line: string) => void;
  readonly #kinds = new Map<string, number>();

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  add({ file, line, message }: Problem): void {
    this.count++;
    // Messages of one kind differ in numbers and quotations.
    const kind = message.replace(/"[^"]*"|\d+/g, "#").slice(0, 80);
    const seen = this.#kinds.get(kind) ?? 0;
    if (seen === 0 && this.#kinds.size >= maxKinds) return;
    this.#kinds.set(kind, seen + 1);
    if (seen >= maxOfAKind) return;
    const where = `${file === "-" ? "stdin" : shortened(file, maxText)}:${line}`;
    this.#write(`outcrop: ${plainText(`${where}: ${shortened(message, maxText)}`)}\n`);
  }

  end(): void {
    for (const [kind, seen] of this.#kinds) {
      if (seen > maxOfAKind)
        this.#write(`outcrop: ${number(seen - maxOfAKind)} more like this: ${plainText(kind)}\n`);
    }
  }
}

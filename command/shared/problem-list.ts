/** Prints the problems of reading to stderr, one a line. Many problems of one kind are counted. */
import type { Problem } from "../../core/telemetry/log-event.ts";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { number } from "../../incident/report/words/counts.ts";
import { shortened } from "../../page/html.ts";

const MAX_OF_A_KIND = 20;
const MAX_KINDS = 200;
const MAX_TEXT = 500;

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
    if (seen === 0 && this.#kinds.size >= MAX_KINDS) return;
    this.#kinds.set(kind, seen + 1);
    if (seen >= MAX_OF_A_KIND) return;
    const where = `${file === "-" ? "stdin" : shortened(file, MAX_TEXT)}:${line}`;
    this.#write(`outcrop: ${plainText(`${where}: ${shortened(message, MAX_TEXT)}`)}\n`);
  }

  end(): void {
    for (const [kind, seen] of this.#kinds) {
      if (seen > MAX_OF_A_KIND)
        this.#write(`outcrop: ${number(seen - MAX_OF_A_KIND)} more like this: ${plainText(kind)}\n`);
    }
  }
}

import type { FailureRecord, ReadyRecord, UnresolvedRecord } from "../journal/records.ts";
import { lastSegment } from "../layout/paths.ts";

const MAX_FAILURES = 100;

/**
 * Whether the function went on after a resolution failed. It did when its thread came to ask for an invocation, and no error of the module loader
 * that names the specifier ended the process or an invocation in the same stretch of the journal.
 */
export class Survival {
  readonly #ready = new Set<number>();
  #failures: string[] = [];

  observe(record: ReadyRecord | FailureRecord): void {
    if (record.tag === "ready") this.#ready.add(record.thread);
    else if (record.message !== null && this.#failures.length < MAX_FAILURES) this.#failures.push(record.message);
  }

  of({ thread, specifier }: UnresolvedRecord): boolean {
    return this.#ready.has(thread) && !this.#failures.some((message) => names(message, lastSegment(specifier)));
  }

  /** What was observed so far belongs to records that were judged. */
  settled(): void {
    this.#failures = [];
  }
}

/** As the loader writes them: a specifier in quotes, or the path it made of it. */
function names(message: string, segment: string): boolean {
  const parts = message.split(/['"/]/);
  return parts.slice(1, -1).includes(segment);
}

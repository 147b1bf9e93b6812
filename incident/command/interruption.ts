/**
 * Ctrl-C: the first ends reading, so that what was read so far can be reported; after it the signal has its usual effect again. Reading ends between
 * two batches; a read that gives none for a while is left behind.
 */
const PATIENCE_MS = 2_000;

export class Interruption {
  readonly #abort = new AbortController();
  readonly #listener: () => void;

  /** @param tell what to do at once, such as a word to whoever pressed it */
  constructor(tell: () => void) {
    this.#listener = () => {
      tell();
      this.#abort.abort();
    };
    process.once("SIGINT", this.#listener);
  }

  get stopped(): boolean {
    return this.#abort.signal.aborted;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** From here on the first Ctrl-C ends everything. */
  end(): void {
    process.off("SIGINT", this.#listener);
  }

  async *until<Batch>(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
    const iterator = batches[Symbol.asyncIterator]();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      const wait = (): void => {
        timer = setTimeout(resolve, PATIENCE_MS, null);
      };
      if (this.stopped) wait();
      else this.signal.addEventListener("abort", wait, { once: true });
    });
    try {
      for (;;) {
        const next = await Promise.race([iterator.next(), late]);
        if (next === null || next.done) return;
        yield next.value;
      }
    } finally {
      clearTimeout(timer);
      // Not awaited: a read that never ends would never let go.
      iterator.return?.().catch(() => {});
    }
  }
}

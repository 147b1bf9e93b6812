/**
 * Ctrl-C: the first ends reading, so that what was read so far can be reported; after it the signal has its
 * usual effect again. Reading ends between two batches; a read that gives none for a while is left behind.
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
    let isLate = false;
    let leave = (): void => {};
    const wait = (): void => {
      timer = setTimeout(() => {
        isLate = true;
        leave();
      }, PATIENCE_MS);
    };
    // A promise each: a race with one that lasts would keep every batch until that one ends.
    const next = (): Promise<IteratorResult<Batch> | null> =>
      new Promise((resolve, reject) => {
        leave = () => resolve(null);
        if (isLate) leave();
        iterator.next().then(resolve, reject);
      });
    if (this.stopped) wait();
    else this.signal.addEventListener("abort", wait, { once: true });
    try {
      for (let read = await next(); read !== null && !read.done; read = await next()) yield read.value;
    } finally {
      this.signal.removeEventListener("abort", wait);
      clearTimeout(timer);
      // Not awaited: a read that never ends would never let go.
      iterator.return?.().catch(() => {});
    }
  }
}

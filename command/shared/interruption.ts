/**
 * The first Ctrl-C ends the reading, and the command reports what was read. After it the signal has its usual
 * effect again. Reading ends between two batches. A read that does not return a batch in time is abandoned.
 */
const patienceMs = 2_000;

export class Interruption {
  readonly #abort = new AbortController();
  readonly #listener: () => void;

  /** @param onStop is called at once, for example to print a message. */
  constructor(onStop: () => void) {
    this.#listener = () => {
      onStop();
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

  /** From here on, the first Ctrl-C ends the process. */
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
      }, patienceMs);
    };
    // A new promise each time: a race against one long-lived promise would keep every batch in memory.
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
      // Not awaited: a read may never end.
      iterator.return?.().catch(() => {});
    }
  }
}

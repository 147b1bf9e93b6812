/** Waits for work that may never end. */

export interface Limits {
  /** Aborted by a fault. After that, running work is no longer waited for. */
  readonly fault: AbortSignal;
  /** Milliseconds. Default: no limit. */
  readonly limitMs?: number;
}

/**
 * Resolves when the work is done or a limit is reached, whichever comes first. Unfinished work continues.
 * @throws the error that the work rejects with before that
 */
export async function until(work: Promise<void>, { fault, limitMs }: Limits): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = limitMs === undefined ? undefined : setTimeout(resolve, limitMs);
  const abandon = (): void => resolve();
  fault.addEventListener("abort", abandon);
  work.then(resolve, reject);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    fault.removeEventListener("abort", abandon);
  }
}

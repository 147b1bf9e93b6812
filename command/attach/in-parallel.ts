/** Work on many items, a few at a time. */

/** Lambda's quota for most calls is 15 a second for an account: more at a time would only be throttled. */
export const atATime = 8;

/**
 * No item is begun after one has thrown, or once it is stopped; those that were begun are finished.
 * @returns what came of each item that was begun @throws what the first item threw
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  isStopped: () => boolean = () => false,
): Promise<Map<Item, Result>> {
  const results = new Map<Item, Result>();
  const failures: unknown[] = [];
  const rest = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    while (failures.length === 0 && !isStopped()) {
      const next = rest.next();
      if (next.done) return;
      try {
        results.set(next.value, await work(next.value));
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}

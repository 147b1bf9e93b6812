import { setTimeout as sleep } from "node:timers/promises";
import { JournalReader } from "./journal-reader.ts";

/** How often the journal is checked, in milliseconds. */
const lookMs = 25;

/** If the journal is still empty after this time, the function is not observed, in milliseconds. */
const emptyMs = 2_000;

/**
 * Resolves to true when the journal says that the function's own init is over. Resolves to false if nothing
 * observes the function.
 */
export async function functionReady(journal: number): Promise<boolean> {
  const reader = new JournalReader(journal, () => {});
  const began = performance.now();
  let isEmpty = true;
  for (;;) {
    const records = reader.read();
    if (records.some(({ tag, thread }) => tag === "ready" && thread === 0)) return true;
    isEmpty &&= records.length === 0;
    if (isEmpty && performance.now() - began > emptyMs) return false;
    await sleep(lookMs);
  }
}

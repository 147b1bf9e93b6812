import { setTimeout as sleep } from "node:timers/promises";
import { runsStill } from "./function-process.ts";
import { JournalReader } from "./journal-reader.ts";

/** How often the journal is checked, in milliseconds. */
const lookMs = 25;

/**
 * If the journal is still empty after this time, the function is not observed, in milliseconds. Half of what a
 * shutdown leaves: an init may have failed without a shim, and no one asks for that event before.
 */
const emptyMs = 1_000;

/**
 * Resolves to true when the journal says that the function's own init is over. Resolves to false if nothing
 * observes the function, or if its process has ended: then the shutdown comes next.
 */
export async function functionReady(journal: number): Promise<boolean> {
  const reader = new JournalReader(journal, () => {});
  const began = performance.now();
  let isEmpty = true;
  let process: number | null = null;
  for (;;) {
    const hasEnded = process !== null && !runsStill(process);
    const records = reader.read();
    if (records.some(({ tag, thread }) => tag === "ready" && thread === 0)) return true;
    if (hasEnded) return false;
    for (const record of records) if (record.tag === "thread" && record.thread === 0) process = record.pid;
    isEmpty &&= records.length === 0;
    if (isEmpty && performance.now() - began > emptyMs) return false;
    await sleep(lookMs);
  }
}

/**
 * The shutdown of a generation, at the end or as the first half of a reset. Extensions API: the budget is 2 s
 * with an external extension, 500 ms with internal ones only, nothing otherwise; SIGTERM and 30 % of it
 * belong to the runtime, the rest to extensions and their SHUTDOWN event.
 */

import type { ShutdownReason, ShutdownResult } from "../contract/result.ts";
import { within } from "../process/deferred.ts";
import type { SupervisedProcess } from "../process/supervised-process.ts";
import type { Generation } from "./generation.ts";

const internalBudgetMs = 500;
const runtimeShare = 0.3;

export async function shutDown(
  generation: Generation,
  reason: ShutdownReason,
  externalBudgetMs: number,
): Promise<ShutdownResult> {
  const started = performance.now();
  generation.activity = "shutdown";
  generation.thaw();
  const external = [...generation.launched.values()];
  const budgetMs =
    external.length > 0 ? externalBudgetMs : generation.extensions.size > 0 ? internalBudgetMs : 0;
  const deadline = started + budgetMs;
  const killed: string[] = [];

  if (generation.runtime) {
    if (budgetMs > 0) generation.runtime.signal("SIGTERM");
    await endBy(generation.runtime, budgetMs * runtimeShare, killed);
  }

  const subscribed = new Set<string>();
  const event = {
    eventType: "SHUTDOWN",
    shutdownReason: reason,
    deadlineMs: Math.round(Date.now() + deadline - performance.now()),
  };
  for (const extension of generation.extensions.values()) {
    extension.telemetry?.flush();
    if (!extension.events.has("SHUTDOWN")) continue;
    subscribed.add(extension.name);
    // One that has reported its failure is refused every call; it has the time, not the event.
    if (extension.failed) continue;
    extension.poll.offer({ body: JSON.stringify(event), headers: {} });
  }
  await Promise.all(
    external.map((process) =>
      endBy(process, subscribed.has(process.name) ? deadline - performance.now() : 0, killed),
    ),
  );

  for (const extension of generation.extensions.values()) extension.telemetry?.close();
  await Promise.all(generation.processes.map((process) => process.drained));
  return { reason, generation: generation.number, durationMs: performance.now() - started, killed };
}

/** Waits for the process to end by itself, then kills what is left of its group. */
async function endBy(process: SupervisedProcess, limitMs: number, killed: string[]): Promise<void> {
  const exit = process.exit ?? (limitMs > 0 ? await within(process.exited, limitMs) : undefined);
  if (!exit) killed.push(process.name);
  process.signalGroup("SIGKILL");
  await process.exited;
}

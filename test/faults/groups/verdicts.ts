/** Errors that end an invocation, and errors that the function handles: each must be reported correctly. */
import type { ClientName } from "../../../sandbox/index.ts";
import type { FunctionCase } from "../../support/function-arms.ts";
import { type Cell, type Group, type Seen, usualLines } from "../fault.ts";

const clients: readonly ClientName[] = ["ric4", "ric3"];

/**
 * Demanded is what the function does without Outcrop, and `failed` of each invocation as the caller has it.
 */
async function run(one: FunctionCase, client: ClientName): Promise<Seen> {
  // The page is also made without a test runner, which the fixtures need.
  const { outcropLines, runArms } = await import("../../support/function-arms.ts");
  const { ofType } = await import("../../support/layer-run.ts");
  const { bare, layered } = await runArms(one, client);
  const lines = outcropLines(layered.result);
  const failed = ofType(lines, "invocation").map((line) => line["failed"]);
  const told = new Set(
    lines.filter(({ outcrop }) => outcrop === "failure").map((line) => line["request_id"]),
  );
  const { responses } = layered.result;
  return {
    demanded: {
      observed: bare.observed,
      failed: responses.map(({ ok }) => !ok),
      told: responses.map(({ ok }) => !ok),
    },
    got: { observed: layered.observed, failed, told: responses.map(({ requestId }) => told.has(requestId)) },
    said: layered.result.logs.extensions["outcrop"] ?? "",
  };
}

const cell = (id: string, fault: string, fixture: string, ...kinds: string[]): Cell => ({
  id,
  fault,
  phase: "invoke",
  injected: "on both of Lambda's clients, between two invocations that succeed",
  says: usualLines,
  run: async () => {
    const events = [kinds[0], ...kinds.slice(1), kinds[0]].map((kind) => ({ kind }));
    return Promise.all(clients.map((client) => run({ fixture, events, timeoutMs: 15_000 }, client)));
  },
});
const streaming = (id: string, fault: string, kind: string): Cell =>
  cell(`stream-${id}`, fault, "streaming-fails", "whole", kind);
const handled = (id: string, fault: string, ...kinds: string[]): Cell =>
  cell(id, fault, "handled-errors", "none", ...kinds);

export const group: Group = {
  title: "Success and failure",
  half: "shim",
  about:
    "A function that streams its answer, and one that takes errors in every way Node has. The test " +
    "compares what the caller sees, and compares `failed` and the failure lines with it.",
  answer:
    "the same as without Outcrop, `failed` where the caller has an error, and a failure line there and " +
    "nowhere else",
  cells: [
    streaming("before", "A streaming handler throws before its first byte", "before"),
    streaming("after", "A streaming handler throws after some bytes", "after"),
    streaming("destroyed", "A streaming handler destroys its stream with an error", "destroyed"),
    streaming("pipeline", "A pipeline into the stream is rejected", "pipeline"),
    streaming("late", "A streaming handler throws after it ended its answer", "late"),
    handled("worker-error", "A worker thread throws, and the function listens", "worker", "missingInWorker"),
    handled("worker-unheard", "A worker thread throws, and nothing listens", "worker", "workerUnheard"),
    handled(
      "own-listener",
      "An uncaught error and a rejection reach listeners of the function",
      "ownListener",
      "rejection",
    ),
    handled("capture", "A capture callback takes an uncaught error", "capture"),
    handled("domain", "A domain takes an uncaught error", "domain"),
    handled(
      "uncaught",
      "An error that a listener took once is not taken the next time",
      "ownListener",
      "uncaught",
    ),
    handled(
      "till-the-deadline",
      "A listener takes the error, and the answer never comes",
      "swallowedTillTheEnd",
    ),
  ],
};

/**
 * What is reported about an invocation is its outcome: `failed` as the caller's answer has it, and a failure
 * line for each that failed and no other.
 */
import { describe, expect, test } from "vitest";
import { type FunctionCase, outcropLines, runArms } from "../support/function-arms.ts";
import { ofType } from "../support/layer-run.ts";

const clients = ["ric4", "ric3"] as const;
const kinds = (...names: string[]): { kind: string }[] => names.map((kind) => ({ kind }));

async function verdictsOf(one: FunctionCase, client: (typeof clients)[number]) {
  const { bare, layered } = await runArms(one, client);
  expect(layered.observed).toEqual(bare.observed);
  const lines = outcropLines(layered.result);
  const invocations = ofType(lines, "invocation");
  const failures = lines.filter(({ outcrop }) => outcrop === "failure");
  const rows = layered.result.responses.map(({ requestId, ok }, i) => ({
    event: one.events[i],
    failed: !ok,
    told: invocations.find(({ request_id }) => request_id === requestId)?.["failed"],
    errors: failures.filter(({ request_id }) => request_id === requestId).map(({ error_name }) => error_name),
  }));
  return { rows, failures, lines };
}

describe.each(clients)("%s", (client) => {
  test("a streamed answer that fails is a failure, one that is whole is not", async () => {
    const events = kinds(
      "whole",
      "before",
      "after",
      "pipeline",
      "noError",
      "late",
      "ownRequests",
      "destroyed",
      "whole",
    );
    const { rows, failures } = await verdictsOf({ fixture: "streaming-fails", events }, client);
    for (const { event, failed, told, errors } of rows) {
      expect({ event, told, named: errors.length > 0 }).toEqual({ event, told: failed, named: failed });
    }
    expect(rows.filter(({ failed }) => failed).length).toBeGreaterThanOrEqual(4);
    expect(rows[2]?.errors).toEqual(["StreamError"]);
    expect(failures.filter(({ request_id }) => request_id === undefined)).toEqual([]);
  });

  test("an error that the function takes itself is not a failure", async () => {
    const taken = [
      "worker",
      "missingInWorker",
      "ownListenerInWorker",
      "ownListener",
      "rejection",
      "capture",
      "between",
      "none",
    ];
    // Where domains are in use Node refuses to set a capture callback.
    const events = kinds(...taken, ...taken, "domain", "domain", "none");
    const { rows, failures } = await verdictsOf({ fixture: "handled-errors", events }, client);
    expect(rows.map(({ event, failed, told }) => ({ event, failed, told }))).toEqual(
      rows.map(({ event }) => ({ event, failed: false, told: false })),
    );
    expect(failures).toEqual([]);
  });

  test("an invocation that fails of something else is reported with that alone", async () => {
    const { rows } = await verdictsOf(
      { fixture: "handled-errors", events: kinds("thenAnotherFails", "workerRethrown", "none") },
      client,
    );
    expect(rows.map(({ told, errors }) => [told, errors])).toEqual([
      [true, ["RangeError"]],
      [true, ["HandledError"]],
      [false, []],
    ]);
  });

  test.each(["uncaught", "workerUnheard", "exitsOnError", "swallowedTillTheEnd"])(
    "an error that ends the invocation stays one: %s",
    async (kind) => {
      // The very same error was taken before.
      const events = kinds("worker", "ownListener", kind);
      // One hangs. The others, and the events before it, must be far from the limit.
      const timeoutMs = kind === "swallowedTillTheEnd" ? 15_000 : 60_000;
      const { rows } = await verdictsOf({ fixture: "handled-errors", events, timeoutMs }, client);
      expect(rows.map(({ failed, told }) => [failed, told])).toEqual([
        [false, false],
        [false, false],
        [true, true],
      ]);
      expect(rows[2]?.errors.slice(0, 1)).toEqual(["HandledError"]);
    },
  );

  test("what init takes is not a failure, unless init fails, which is reported once", async () => {
    const fine = await verdictsOf({ fixture: "handled-in-init", events: [{}] }, client);
    expect([fine.rows.map(({ told }) => told), fine.failures]).toEqual([[false], []]);
    const broken = await verdictsOf(
      { fixture: "handled-in-init", events: [{}], env: { THEN: "fails" } },
      client,
    );
    expect([...new Set(broken.failures.map(({ error_name }) => error_name))]).toEqual(["TypeError"]);
  });
});

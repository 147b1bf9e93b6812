/** What is told of an invocation is its outcome: `failed` as the caller's answer has it, and a failure line for each that failed and no other. */
import { describe, expect, test } from "vitest";
import { type FunctionCase, outcropLines, runArms } from "../support/function-arms.ts";

const clients = ["ric4", "ric3"] as const;
const kinds = (...names: string[]): { kind: string }[] => names.map((kind) => ({ kind }));

async function verdictsOf(one: FunctionCase, client: (typeof clients)[number]) {
  const { bare, layered } = await runArms(one, client);
  expect(layered.observed).toEqual(bare.observed);
  const lines = outcropLines(layered.result);
  const invocations = lines.filter(({ outcrop }) => outcrop === "invocation");
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
  test("a streamed answer that fails is a failure, one that is whole is none", async () => {
    const events = kinds("whole", "before", "after", "pipeline", "noError", "late", "ownRequests", "destroyed", "whole");
    const { rows, failures } = await verdictsOf({ fixture: "streaming-fails", events }, client);
    for (const { event, failed, told, errors } of rows) {
      expect({ event, told, errors: errors.length }).toEqual({ event, told: failed, errors: failed ? 1 : 0 });
    }
    expect(rows.filter(({ failed }) => failed).length).toBeGreaterThanOrEqual(4);
    expect(rows[2]?.errors).toEqual(["StreamError"]);
    expect(failures.find(({ request_id }) => request_id === undefined)).toBeUndefined();
  });
});

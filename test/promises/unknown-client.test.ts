/** Under a runtime client that the shim does not know, no end of an invocation is seen, so none is awaited. */
import { afterAll, expect, it } from "vitest";
import { runFunction } from "../../sandbox/index.ts";
import { Folders, linesOf, ofType, withLayer } from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

/** Longer than a test may take: to wait for a deadline is to fail. */
const timeoutMs = 900_000;

it.each(["init", "answer"])("with OUTCROP_NODE_START=%s", async (start) => {
  const task = folders.make({ "index.js": "exports.handler = async () => process.pid;\n" });
  const { responses, logs } = await runFunction({
    ...withLayer({ task, client: "stand-in", timeoutMs, env: { OUTCROP_NODE_START: start } }),
    events: [{}, {}, {}, {}],
  });
  expect(responses.map(({ status }) => status)).toEqual(["success", "success", "success", "success"]);
  expect(new Set(responses.map(({ body }) => body)).size).toBe(1);
  const lines = linesOf(logs.extensions["outcrop"]);
  // What was loaded is seen all the same.
  expect(ofType(lines, "environment")).toMatchObject([{ coverage: "full" }]);
  const ends = ofType(lines, "invocation").map((line) => line["ended_by"]);
  expect(new Set(ends)).toEqual(new Set(["unobserved"]));
});

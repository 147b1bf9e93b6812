import { afterAll, describe, expect, it } from "vitest";
import { runFunction } from "../../sandbox/index.ts";
import { Folders, linesOf, ofType, packageFiles, withLayer } from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const handler = `
  const shared = require('shared');
  exports.handler = async ({ lazy }) => (lazy ? require('lazy') : shared);`;

describe("on Managed Instances, with worker threads and invocations side by side", () => {
  it("every invocation is reported, and what all workers loaded is reported once", async () => {
    const { responses, logs, exits } = await runFunction({
      ...withLayer({
        task: folders.make({
          "index.js": handler,
          ...packageFiles("node_modules", "shared"),
          ...packageFiles("node_modules", "lazy"),
        }),
        mode: "managed-instances",
        env: { AWS_LAMBDA_NODEJS_WORKER_COUNT: "3" },
      }),
      events: [{}, { lazy: true }, {}, {}, { lazy: true }, {}],
    });
    expect(responses.map(({ payload }) => payload)).toEqual([
      "shared",
      "lazy",
      "shared",
      "shared",
      "lazy",
      "shared",
    ]);
    expect(exits.find(({ role }) => role === "extension")).toMatchObject({ code: 0, during: "shutdown" });
    const lines = linesOf(logs.extensions["outcrop"]);
    const told = ofType(lines, "invocation").map((line) => line["request_id"]);
    expect(told.sort()).toEqual(responses.map(({ requestId }) => requestId).sort());
    const copies = ofType(lines, "resolution").map((line) => line["package"]);
    expect(copies.filter((name) => name === "shared" || name === "lazy").sort()).toEqual(["lazy", "shared"]);
    expect(ofType(lines, "environment")[0]).toMatchObject({
      initialization_type: "lambda-managed-instances",
    });
  });
});

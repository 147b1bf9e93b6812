/** Modes of the environment's life: how it is initialised, reset, and how invocations come and end. */
import { expect } from "vitest";
import { deployable } from "../support/function-fixtures.ts";
import { bothArms, expectEverything, folder, modeTest, plain } from "./both-arms.ts";

modeTest("on demand", async () => {
  const told = await bothArms({ task: folder(plain) }, [{}, { lazy: true }, {}]);
  expect(told.layered.responses.map(({ payload }) => payload)).toEqual([
    ["one", null],
    ["one", "lazy"],
    ["one", null],
  ]);
  expectEverything(told, ["one", "lazy"]);
  // The launcher's shell registered, and no port is open.
  expect(told.layered.logs.platform.filter((line) => line.startsWith("TELEMETRY"))).toEqual([]);
});

modeTest("provisioned concurrency", async () => {
  const told = await bothArms({ task: folder(plain), mode: "provisioned-concurrency" }, [{}, { lazy: true }]);
  expectEverything(told, ["one", "lazy"]);
  expect(told.of("environment")[0]).toMatchObject({ initialization_type: "provisioned-concurrency" });
});

modeTest("provisioned concurrency, no invocation", async () => {
  const { of } = await bothArms({ task: folder(plain), mode: "provisioned-concurrency" }, []);
  expect(of("environment")).toHaveLength(1);
  expect(of("resolution").map((line) => line["package"])).toContain("one");
  expect(of("invocation")).toEqual([]);
  expect(of("shutdown")).toMatchObject([{ invocations: 0 }]);
});

/** Does it in the first init and never again: /tmp survives a reset. */
const firstTime = (what: string) => ({
  ...plain,
  "index.js": `const { existsSync, writeFileSync } = require('node:fs');
    const first = !existsSync('/tmp/been-here');
    writeFileSync('/tmp/been-here', '');
    if (first) { ${what} }
    ${plain["index.js"]}`,
});

modeTest("first init fails, the second is in the first invocation", async () => {
  const { layered, of } = await bothArms({ task: folder(firstTime("throw new Error('not yet')")) }, [{}, {}]);
  expect(layered.inits.map(({ ok, phase }) => ({ ok, phase }))).toEqual([
    { ok: false, phase: "init" },
    { ok: true, phase: "invoke" },
  ]);
  expect(of("environment")).toHaveLength(2);
  expect(of("failure")).toMatchObject([{ phase: "init", error_name: "Error" }]);
  expect(of("invocation")).toHaveLength(2);
});

modeTest("first init times out, the second is in the first invocation", async () => {
  const hang = firstTime("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)");
  const { layered, of } = await bothArms({ task: folder(hang), initTimeoutMs: 10_000 }, [{}, {}]);
  expect(layered.inits.map(({ ok }) => ok)).toEqual([false, true]);
  expect(of("environment")).toHaveLength(2);
  expect(of("invocation")).toHaveLength(2);
});

modeTest("Node ends in its first init and starts again in the invocation", async () => {
  const { layered, of } = await bothArms({ task: folder(firstTime("process.exit(3)")) }, [{}, {}]);
  expect(layered.inits.map(({ ok }) => ok)).toEqual([false, true]);
  expect(of("environment")).toHaveLength(2);
  expect(of("invocation")).toHaveLength(2);
});

modeTest("response streaming", async () => {
  const events = [{}, { early: true }, {}, { late: true }, {}];
  const { of } = await bothArms({ task: deployable("streaming") }, events);
  expect(of("invocation").map((line) => line["ended_by"])).toEqual(events.map(() => "end-mark"));
});

modeTest("callback handlers on the older runtime client", async () => {
  const handler = `exports.handler = (event, context, callback) => {
    context.callbackWaitsForEmptyEventLoop = event.waits;
    setImmediate(() => { console.log('after'); });
    callback(null, require('one'));
  };`;
  const task = folder({ ...plain, "index.js": handler });
  expectEverything(
    await bothArms({ task, client: "ric3" }, [{ waits: true }, { waits: false }, { waits: true }]),
  );
});

modeTest("managed instances", async () => {
  const events = Array.from({ length: 8 }, (_, at) => ({ lazy: at % 2 === 1 }));
  const options = {
    task: folder(plain),
    mode: "managed-instances",
    env: { AWS_LAMBDA_NODEJS_WORKER_COUNT: "3" },
  } as const;
  const { layered, of } = await bothArms(options, events);
  const told = of("invocation").map((line) => line["request_id"]);
  expect(told.sort()).toEqual(layered.responses.map(({ requestId }) => requestId).sort());
  for (const name of ["one", "lazy"])
    expect(of("resolution").filter((line) => line["package"] === name)).toHaveLength(1);
  expect(of("shutdown")).toHaveLength(1);
});

modeTest("durable replays", async () => {
  const handler = `exports.handler = async ({ done }) => {
    const steps = ['one', 'lazy'];
    for (const [at, name] of steps.entries()) {
      const result = require(name);
      if (at >= done) return { status: 'PENDING', done: at + 1, result };
    }
    return { status: 'SUCCEEDED' };
  };`;
  const told = await bothArms({ task: folder({ ...plain, "index.js": handler }) }, [
    { done: 0 },
    { done: 1 },
    { done: 2 },
  ]);
  expect(told.layered.responses.at(-1)?.payload).toEqual({ status: "SUCCEEDED" });
  expectEverything(told, ["one", "lazy"]);
});

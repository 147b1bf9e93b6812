/** External extensions: order, events, environment, crashes, shutdown. */
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { echo, run } from "./extension-run.ts";
import { extensionLayer, folder, obedient, said } from "./folders.ts";
import { runFunction, startSandbox } from "./patient.ts";

describe("a well-behaved extension", () => {
  it("gets every INVOKE and the SHUTDOWN, and the function notices nothing", async () => {
    const result = await run([extensionLayer("watcher", obedient)], { events: [{ a: 1 }, { a: 2 }] });
    const events = said(result.logs.extensions["watcher"]);
    expect(events.map((event) => event["eventType"])).toEqual(["INVOKE", "INVOKE", "SHUTDOWN"]);
    expect(events.slice(0, 2).map((event) => event["requestId"])).toEqual(
      result.responses.map(({ requestId }) => requestId),
    );
    expect(events[2]).toMatchObject({ shutdownReason: "spindown" });
    expect(result.responses.map(({ payload }) => payload)).toEqual([
      { event: { a: 1 }, n: 1 },
      { event: { a: 2 }, n: 2 },
    ]);
    for (const { timings } of result.responses)
      expect(timings.extensionNext["watcher"]).toBeGreaterThan(timings.invokeSent ?? 0);
    expect(result.exits.map(({ name, code, signal, during }) => [name, code, signal, during])).toEqual([
      ["runtime", null, "SIGTERM", "shutdown"],
      ["watcher", 0, null, "shutdown"],
    ]);
    expect(result.shutdown.killed).toEqual([]);
    expect(result.logs.platform).toContain(
      "EXTENSION\tName: watcher\tState: Ready\tEvents: [INVOKE, SHUTDOWN]",
    );
  });

  it("delays the runtime until it has registered; all of them start first", async () => {
    const layers = ["b", "a"].map((name) => extensionLayer(name, `console.log("start"); ${obedient}`));
    const result = await run(layers);
    const { extensionsRegistered, runtimeStarted, runtimeReady, extensionsReady } = result.init.steps;
    expect([extensionsRegistered, runtimeStarted, runtimeReady, extensionsReady]).toEqual(
      [extensionsRegistered, runtimeStarted, runtimeReady, extensionsReady].toSorted(
        (one, other) => (one ?? 0) - (other ?? 0),
      ),
    );
    expect(Object.keys(result.logs.extensions)).toEqual(["a", "b"]);
  });

  it("sees Lambda's environment for extensions", async () => {
    const layer = extensionLayer(
      "looker",
      `say({ ...process.env, cwd: process.cwd(), argv: process.argv.length }); ${obedient}`,
    );
    const result = await run([layer], { env: { MINE: "m", _MINE: "hidden", NODE_OPTIONS: "--no-warnings" } });
    const [seen] = said(result.logs.extensions["looker"]);
    expect(seen).toMatchObject({
      MINE: "m",
      NODE_OPTIONS: "--no-warnings",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      cwd: "/var/task",
      argv: 2,
    });
    for (const name of [
      "_MINE",
      "_HANDLER",
      "LAMBDA_TASK_ROOT",
      "NODE_PATH",
      "AWS_EXECUTION_ENV",
      "AWS_LAMBDA_LOG_GROUP_NAME",
    ]) {
      expect(seen).not.toHaveProperty(name);
    }
  });

  it("learns the handler, and the account id on request", async () => {
    const main = `const {
        body } = await register(["SHUTDOWN"], { "lambda-extension-accept-feature": "accountId" });
      say(body); await next(); process.exit(0);`;
    const result = await run([extensionLayer("reader", main)]);
    expect(said(result.logs.extensions["reader"])).toEqual([
      {
        functionName: "sandbox-function",
        functionVersion: "$LATEST",
        handler: "index.handler",
        accountId: "123456789012",
      },
    ]);
    expect(result.responses[0]?.timings.extensionNext).toEqual({});
  });
});

describe("shutdown", () => {
  it("kills an extension that ignores it, and one that did not ask for it", async () => {
    const ignorant = extensionLayer("ignorant", `await register(); for (;;) await next();`);
    const unsubscribed = extensionLayer("unsubscribed", `await register(["INVOKE"]); for (;;) await next();`);
    const result = await run([ignorant, unsubscribed]);
    expect([...result.shutdown.killed].sort()).toEqual(["ignorant", "unsubscribed"]);
    expect(result.exits.filter(({ role }) => role === "extension").map(({ signal }) => signal)).toEqual([
      "SIGKILL",
      "SIGKILL",
    ]);
  });

  it("gives the runtime a SIGTERM when there is an extension, and none without", async () => {
    const task = folder({
      "index.js": `process.on("SIGTERM", () => { require("node:fs").writeSync(1, "terminated\\n"); });
        exports.handler = async () => 1;`,
    });
    const [alone, beside] = await Promise.all([
      runFunction({ task, events: [{}] }),
      runFunction({ task, events: [{}], layers: [extensionLayer("watcher", obedient)] }),
    ]);
    expect(alone.logs.function).not.toContain("terminated");
    expect(beside.logs.function).toContain("terminated");
    expect(beside.shutdown.killed).toEqual(["runtime"]);
  });
});

describe("between invokes", () => {
  const state = (pid: number | undefined): string | undefined =>
    /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];

  it("every process is stopped, and goes on with the next invoke", async () => {
    const sandbox = await startSandbox({ task: echo, layers: [extensionLayer("watcher", obedient)] });
    try {
      await sandbox.invoke({});
      const { runtime, extensions } = sandbox.pids();
      await vi.waitUntil(() => state(runtime) === "T" && state(extensions["watcher"]) === "T", {
        timeout: 30_000,
        interval: 1,
      });
      expect((await sandbox.invoke({})).payload).toEqual({ event: {}, n: 2 });
    } finally {
      await sandbox.shutdown();
    }
  });

  it("a killed runtime fails the next invoke, the one after starts over", async () => {
    const sandbox = await startSandbox({ task: echo, layers: [extensionLayer("watcher", obedient)] });
    try {
      await sandbox.invoke({});
      sandbox.kill("SIGKILL");
      const failed = await sandbox.invoke({});
      expect(failed.error).toEqual({
        errorType: "Runtime.ExitError",
        errorMessage: `RequestId: ${failed.requestId} Error: Runtime exited with error: signal: killed`,
      });
      expect((await sandbox.invoke({})).payload).toEqual({ event: {}, n: 1 });
    } finally {
      await sandbox.shutdown();
    }
    const shutdowns = said(sandbox.logs().extensions["watcher"]).filter(
      ({ eventType }) => eventType === "SHUTDOWN",
    );
    expect(shutdowns.map(({ shutdownReason }) => shutdownReason)).toEqual(["failure", "spindown"]);
  });
});

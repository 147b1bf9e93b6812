/** External extensions: order, events, environment, crashes, shutdown. */
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import type { RunOptions, RunResult } from "../../sandbox/index.ts";
import { extensionLayer, folder, obedient, said } from "./folders.ts";
import { runFunction, startSandbox } from "./patient.ts";

const echo = folder({ "index.js": "let n = 0; exports.handler = async (event) => ({ event, n: ++n });" });

const run = (layers: string[], options: Partial<RunOptions> = {}): Promise<RunResult> =>
  runFunction({ task: echo, layers, events: [{}], ...options });

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

describe("refusals", () => {
  const refusal = async (main: string, options: Partial<RunOptions> = {}): Promise<unknown> => {
    const result = await run([extensionLayer("refused", `${main} ${obedient}`)], options);
    return said(result.logs.extensions["refused"])[0];
  };
  const forbidden = (errorType: string): object => ({
    status: 403,
    body: expect.objectContaining({ errorType }),
  });

  it.each([
    [
      "an unknown event",
      `say(await call("POST", "/2020-01-01/extension/register", { events: ["NOPE"] }, {
          "lambda-extension-name": "refused" }));`,
      "Extension.InvalidEventType",
    ],
    [
      "no name",
      `say(await call("POST", "/2020-01-01/extension/register", { events: [] }));`,
      "Extension.InvalidExtensionName",
    ],
    [
      "SHUTDOWN for an internal extension",
      `say(await call("POST", "/2020-01-01/extension/register", { events: ["SHUTDOWN"] }, {
          "lambda-extension-name": "inner" }));`,
      "Extension.InvalidEventType",
    ],
    [
      "next without an identifier",
      `say(await call("GET", "/2020-01-01/extension/event/next"));`,
      "Extension.MissingExtensionIdentifier",
    ],
    [
      "next with a malformed identifier",
      `id = "me"; say(await call("GET", "/2020-01-01/extension/event/next")); id = undefined;`,
      "Extension.InvalidExtensionIdentifier",
    ],
    [
      "next with an unknown identifier",
      `id = "${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}";
        say(await call("GET", "/2020-01-01/extension/event/next")); id = undefined;`,
      "Extension.UnknownExtensionIdentifier",
    ],
  ])("%s", async (_, main, errorType) => {
    expect(await refusal(main)).toMatchObject(forbidden(errorType));
  });

  it("INVOKE on Managed Instances", async () => {
    const main = `await register().then(say); await register(["SHUTDOWN"]); await next(); process.exit(0);`;
    const result = await run([extensionLayer("refused", main)], {
      mode: "managed-instances",
      env: { AWS_LAMBDA_NODEJS_WORKER_COUNT: "1" },
    });
    expect(said(result.logs.extensions["refused"])[0]).toMatchObject(forbidden("Extension.InvalidEventType"));
    expect(result.responses[0]?.ok).toBe(true);
  });

  it("registering after the runtime has asked for an invocation", async () => {
    const task = folder({
      "index.js": `const { request } = require("node:http");
        exports.handler = () => new Promise((resolve) => {
        const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
        request({
          host, port, method: "POST", path: "/2020-01-01/extension/register", headers: {
            "lambda-extension-name": "late" } }, (response) => {
          let body = "";
          response.on("data", (chunk) => (body += chunk))
            .on("end", () => resolve([response.statusCode, JSON.parse(body).errorType]));
        }).end("{}");
      });`,
    });
    const { responses } = await runFunction({ task, events: [{}] });
    expect(responses[0]?.payload).toEqual([403, "Extension.RegistrationClosed"]);
  });
});

describe("a failing extension", () => {
  const failing = (errorType: string): object => ({
    ok: false,
    error: expect.objectContaining({ errorType }),
  });

  it("that exits during init, even with 0, fails every invoke", async () => {
    const result = await run([extensionLayer("leaver", "await register(); process.exit(0);")], {
      events: [{}, {}],
    });
    for (const response of result.responses) {
      expect(response).toMatchObject({ status: "failure", ...failing("Extension.Crash") });
      expect(response.error?.errorMessage).toBe(`RequestId: ${response.requestId} Error: exit code 0`);
    }
    expect(
      result.exits.filter(({ role }) => role === "extension").map(({ code, during }) => [code, during]),
    ).toEqual(Array(3).fill([0, "init"]));
  });

  it("that exits mid-invoke fails that invoke; the next one starts over", async () => {
    const main = `await register(); const event = await next();
      if (require("node:fs").existsSync("/tmp/crashed")) { say(event); await next(); process.exit(0); }
      require("node:fs").writeFileSync("/tmp/crashed", ""); process.exit(4);`;
    const task = folder({
      "index.js": `let n = 0;
        exports.handler = async (event) => {
          if (event.wait) await new Promise((done) => setTimeout(done, 60_000)); return ++n; };`,
    });
    const result = await run([extensionLayer("crasher", main)], {
      task,
      events: [{ wait: true }, {}],
      timeoutMs: 90_000,
    });
    expect(result.responses[0]).toMatchObject(failing("Extension.Crash"));
    expect(result.responses[0]?.error?.errorMessage).toMatch(/Error: exit status 4$/);
    expect(result.responses[1]).toMatchObject({ ok: true, payload: 1 });
    expect(result.shutdowns.map(({ reason }) => reason)).toEqual(["failure", "spindown"]);
  });

  it.each([
    ["without the x bit", { text: "#!/bin/sh\n", mode: 0o644 }, "permission denied"],
    ["without an interpreter line", { text: "text\n", mode: 0o755 }, "exec format error"],
    [
      "with a carriage return after its interpreter",
      { text: "#!/bin/sh\r\n", mode: 0o755 },
      "no such file or directory",
    ],
  ])("%s is a launch error", async (_, file, problem) => {
    const result = await run([folder({ "extensions/README": file })]);
    expect(result.init.error).toEqual({
      errorType: "Extension.LaunchError",
      errorMessage: `fork/exec /opt/extensions/README: ${problem}`,
    });
    expect(result.responses[0]).toMatchObject(failing("Extension.LaunchError"));
  });

  it.each([
    ["init/error", "Extension.InitError"],
    ["exit/error", "Extension.ExitError"],
  ])("that reports %s fails the init and is refused from then on", async (path, errorType) => {
    const main = `await register();
      say(await call("POST", "/2020-01-01/extension/${path}", { errorMessage: "m", errorType: "My.Type" }, {
        "lambda-extension-function-error-type": "My.Type" }));
      process.exit(1);`;
    const result = await run([extensionLayer("reporter", main)]);
    expect(said(result.logs.extensions["reporter"])[0]).toMatchObject({
      status: 202,
      body: { status: "OK" },
    });
    expect(result.responses[0]).toMatchObject(failing(errorType));
  });

  it("that never asks again holds the invoke to the timeout; the caller has the response", async () => {
    const main = `await register(); await next(); setInterval(() => {}, 1000);`;
    const result = await run([extensionLayer("holder", main)], { timeoutMs: 3_000 });
    expect(result.responses[0]).toMatchObject({ ok: true, status: "timeout", payload: { n: 1 } });
    expect(result.shutdowns[0]?.reason).toBe("timeout");
    expect(result.shutdowns[0]?.killed).toEqual(["holder"]);
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

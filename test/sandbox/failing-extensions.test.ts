/** External extensions that the platform refuses, and that crash. */
import { describe, expect, it } from "vitest";
import type { RunOptions } from "../../sandbox/index.ts";
import { run } from "./extension-run.ts";
import { extensionLayer, folder, obedient, said } from "./folders.ts";
import { runFunction } from "./patient.ts";

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
    const result = await run([extensionLayer("holder", main)], { timeoutMs: 10_000 });
    expect(result.responses[0]).toMatchObject({ ok: true, status: "timeout", payload: { n: 1 } });
    expect(result.shutdowns[0]?.reason).toBe("timeout");
    expect(result.shutdowns[0]?.killed).toEqual(["holder"]);
  });
});

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { JournalRecord } from "../../core/journal/records.ts";
import { type Answer, LambdaApi } from "../support/lambda-api.ts";
import { schemaProblems } from "../support/line-schema.ts";
import { lineOf } from "../support/written-failure.ts";

const invoke = (requestId: string) => ({
  eventType: "INVOKE",
  requestId,
  deadlineMs: Date.now() + 60_000,
  invokedFunctionArn: "arn",
});
const shutdown = () => ({
  eventType: "SHUTDOWN",
  shutdownReason: "SPINDOWN",
  deadlineMs: Date.now() + 2_000,
});

let api: LambdaApi;
const start = async (answer?: Answer): Promise<LambdaApi> => {
  api = await LambdaApi.start(answer);
  return api;
};
afterEach(() => api.stop());

/** How long the platform may keep an event, as the extension subscribed. */
const bufferedMs = (): unknown =>
  JSON.parse(api.requests.find(({ path }) => path.endsWith("/telemetry"))?.body ?? "").buffering.timeoutMs;

describe("the extension's life", () => {
  it("is register, subscribe, next until SHUTDOWN, and then an exit with 0", async () => {
    await start();
    const extension = api.startExtension();
    api.send(invoke("a"));
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /2020-01-01/extension/register",
      "PUT /2022-07-01/telemetry",
      "GET /2020-01-01/extension/event/next",
      "GET /2020-01-01/extension/event/next",
    ]);
    expect(api.requests[0]?.headers["lambda-extension-name"]).toBe("outcrop");
    expect(JSON.parse(api.requests[0]?.body ?? "")).toEqual({ events: ["INVOKE", "SHUTDOWN"] });
    expect(extension.stderr).toBe("");
    expect(extension.lines.map(({ outcrop }) => outcrop)).toEqual(["environment", "invocation", "shutdown"]);
    expect(extension.lines[1]).toMatchObject({
      request_id: "a",
      ended_by: "unobserved",
      OverheadMs: expect.any(Number),
    });
    // Nothing was observed, so it is not reported as healthy.
    expect(extension.lines[1]).not.toHaveProperty("Shadowing");
    expect(existsSync(join(api.sysroot, "tmp/.outcrop"))).toBe(false);
  });

  it("needs no node_modules: the bundle imports nothing but Node's own", async () => {
    const outputs = JSON.parse(readFileSync("dist/extension.meta.json", "utf8")) as Record<
      string,
      { imports: { path: string }[] }
    >;
    const imported = Object.values(outputs).flatMap(({ imports }) =>
      imports.map(({ path }) => path.replace(/^node:/, "")),
    );
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((path) => !builtinModules.includes(path))).toEqual(["./observer.cjs"]);
    await start();
    // Nowhere above this folder is a node_modules.
    for (const name of ["extension.cjs", "observer.cjs"])
      copyFileSync(`dist/layer/outcrop/${name}`, join(api.sysroot, name));
    const copy = join(api.sysroot, "extension.cjs");
    const extension = api.startExtension({ OUTCROP_DETAIL: "wrong" }, copy);
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    // A diagnostic loads pino, a line loads Powertools Logger: both came along.
    expect(extension.lines.map(({ outcrop }) => outcrop)).toEqual(["environment", "shutdown", "diagnostic"]);
  });

  it.each([
    ["by their name", { AWS_LAMBDA_INITIALIZATION_TYPE: "lambda-managed-instances" }, ["SHUTDOWN"]],
    ["by the API's answer", {}, ["INVOKE,SHUTDOWN", "SHUTDOWN"]],
  ])("asks for SHUTDOWN only on Managed Instances, %s", async (_, env, asked) => {
    await start((request, response) => {
      if (!request.path.endsWith("/register") || !request.body.includes("INVOKE")) return false;
      response.statusCode = 403;
      response.end('{"errorType":"Extension.InvalidEventType","errorMessage":"no"}');
      return true;
    });
    const extension = api.startExtension(env);
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    const registrations = api.requests.filter(({ path }) => path.endsWith("/register"));
    expect(registrations.map(({ body }) => JSON.parse(body).events.join())).toEqual(asked);
    expect(bufferedMs()).toBe(5_000);
  });

  it("has events at once where an invocation's end is learnt from them", async () => {
    await start();
    const extension = api.startExtension();
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(bufferedMs()).toBe(25);
  });

  it.each([
    ["no Telemetry API", 404, ""],
    ["an emulator's Telemetry API", 202, '{"errorType":"Telemetry.NotSupported"}'],
    ["a closed subscription", 403, '{"errorType":"Telemetry.SubscriptionClosed"}'],
  ])("goes on with %s", async (_, status, body) => {
    await start((request, response) => {
      if (!request.path.endsWith("/telemetry")) return false;
      response.statusCode = status;
      response.end(body);
      return true;
    });
    const extension = api.startExtension();
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.lines.at(-1)).toMatchObject({ outcrop: "shutdown", reason: "SPINDOWN" });
  });

  it("goes on when the subscription is never answered", async () => {
    await start((request) => request.path.endsWith("/telemetry"));
    const extension = api.startExtension();
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.lines.at(-1)).toMatchObject({ outcrop: "shutdown", reason: "SPINDOWN" });
  });

  it("asks again when an answer of `next` is lost or invalid", async () => {
    let failures = 0;
    await start((request, response) => {
      if (!request.path.endsWith("/next") || ++failures > 3) return false;
      if (failures === 1) response.destroy();
      else if (failures === 2) response.writeHead(500).end("{}");
      else response.end('{"eventType":"NEWS"}');
      return true;
    });
    const extension = api.startExtension();
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(api.requests.filter(({ path }) => path.endsWith("/next"))).toHaveLength(4);
  });

  it("is idle to the end, with one line, when the rest of it cannot be loaded", async () => {
    await start();
    const copy = join(api.sysroot, "extension.cjs");
    copyFileSync("dist/layer/outcrop/extension.cjs", copy);
    const extension = api.startExtension({}, copy);
    api.send(invoke("a"));
    api.send(invoke("b"));
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.lines.map(({ message }) => message)).toEqual(["idle after an internal error: Error"]);
    expect(extension.stderr).toBe("");
  });

  it.each([
    ["refuses", 403, '{"errorType":"Extension.RegistrationClosed"}'],
    ["fails", 500, ""],
    ["answers nonsense", 200, "nonsense"],
  ])("asks again when the API %s at first", async (_, status, body) => {
    let failures = 0;
    await start((request, response) => {
      if (!request.path.endsWith("/register") || ++failures > 2) return false;
      response.statusCode = status;
      response.end(body);
      return true;
    });
    const extension = api.startExtension();
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(api.requests.filter(({ path }) => path.endsWith("/register"))).toHaveLength(3);
  });

  it("knows the function from its variables if the answer to `register` ends after its head", async () => {
    await start((request, response) => {
      if (!request.path.endsWith("/register")) return false;
      response.writeHead(200, {
        "Lambda-Extension-Identifier": "e0e0e0e0-0000-4000-8000-000000000000",
        "Content-Length": "100",
      });
      response.write('{"functionName"', () => response.socket?.resetAndDestroy());
      return true;
    });
    const extension = api.startExtension({
      AWS_LAMBDA_FUNCTION_NAME: "orders",
      AWS_LAMBDA_FUNCTION_VERSION: "7",
    });
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.lines.at(-1)).toMatchObject({
      outcrop: "shutdown",
      function_name: "orders",
      function_version: "7",
    });
    expect(api.requests.filter(({ path }) => path.endsWith("/register"))).toHaveLength(1);
  });

  it("is silent and idle when it is disabled", async () => {
    await start();
    const extension = api.startExtension({ OUTCROP_DISABLED: "1" });
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(api.requests.map(({ path }) => path.split("/").at(-1))).toEqual(["register", "next"]);
    expect([extension.stdout, extension.stderr]).toEqual(["", ""]);
  });

  it("is silent when it is disabled on a Node that is too old, too", async () => {
    await start();
    const preload = join(api.sysroot, "preload.cjs");
    writeFileSync(preload, 'delete require("node:module").registerHooks;');
    const extension = api.startExtension({ OUTCROP_DISABLED: "1", NODE_OPTIONS: `--require ${preload}` });
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect([extension.stdout, extension.stderr]).toEqual(["", ""]);
  });

  it("is idle, with one line, when /tmp does not take the journal", async () => {
    await start();
    rmSync(join(api.sysroot, "tmp"), { recursive: true });
    const extension = api.startExtension({
      AWS_LAMBDA_FUNCTION_NAME: "orders",
      AWS_LAMBDA_FUNCTION_VERSION: "7",
    });
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.stdout.split("\n")).toHaveLength(2);
    expect(extension.lines).toMatchObject([
      {
        outcrop: "diagnostic",
        level: "WARN",
        message: "inactive, the journal cannot be made: ENOENT",
        function_name: "orders",
      },
    ]);
    expect(extension.lines.flatMap(schemaProblems)).toEqual([]);
  });

  it("leaves no journal without a reader when only a part of the files can be made", async () => {
    await start();
    const preload = join(api.sysroot, "preload.cjs");
    writeFileSync(
      preload,
      'require("node:fs").writeSync = () => { throw Object.assign(new Error(), { code: "ENOSPC" }); };',
    );
    const extension = api.startExtension({ NODE_OPTIONS: `--require ${preload}` });
    await api.received("/next");
    expect(readdirSync(join(api.sysroot, "tmp"))).toEqual([]);
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.lines).toMatchObject([
      { outcrop: "diagnostic", message: "inactive, the journal cannot be made: ENOSPC" },
    ]);
  });

  it("sets aside what earlier environments left behind when they were killed", async () => {
    await start();
    for (const name of [".outcrop", ".outcrop.previous"]) {
      mkdirSync(join(api.sysroot, "tmp", name));
      writeFileSync(join(api.sysroot, "tmp", name, "journal"), "left behind\n");
    }
    const extension = api.startExtension();
    api.send(invoke("a"));
    await api.received("/next", 2);
    expect(readdirSync(join(api.sysroot, "tmp"))).toEqual([".outcrop"]);
    expect(readFileSync(join(api.sysroot, "tmp/.outcrop/journal"), "utf8")).toBe("");
    api.send(shutdown());
    await extension.exit;
    expect(readdirSync(join(api.sysroot, "tmp"))).toEqual([]);
  });

  it("reports the native file that a process died in together with its extension", async () => {
    await start();
    const file = join(api.sysroot, "opt/nodejs/node_modules/deadly/deadly.node");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(20)]));
    mkdirSync(join(api.sysroot, "tmp/.outcrop"));
    const thread = {
      tag: "thread",
      thread: 0,
      pid: 1,
      node: process.version,
      platform: "linux",
      arch: process.arch,
      abi: "127",
      napi: "10",
    } as const;
    const left: JournalRecord[] = [
      { ...thread, nodePath: "", taskRoot: "", startedAfterMs: 1, startMs: 1 },
      { tag: "native-start", thread: 0, path: "/somewhere/sound.node" },
      { tag: "native-end", thread: 0, path: "/somewhere/sound.node", code: null, message: null },
      { tag: "native-start", thread: 0, path: file },
    ];
    writeFileSync(join(api.sysroot, "tmp/.outcrop/journal"), left.map(lineOf).join(""));
    const extension = api.startExtension();
    api.send(invoke("a"));
    api.send(shutdown());
    await extension.exit;
    const findings = extension.lines.filter(({ outcrop }) => outcrop === "finding");
    expect(findings).toMatchObject([{ code: "damaged-binary", package: "deadly", severity: "error" }]);
    expect(String(findings[0]?.["message"])).toContain("The process ended while loading it");
  });
});

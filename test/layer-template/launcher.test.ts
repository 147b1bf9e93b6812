import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { aliveName, journalFolder, journalName } from "../../core/journal/location.ts";
import { ActingShim } from "../support/acting-shim.ts";
import { type Answer, LambdaApi } from "../support/lambda-api.ts";
import { ofType } from "../support/layer-run.ts";

let api: LambdaApi;
const start = async (answer?: Answer): Promise<void> => {
  api = await LambdaApi.start(answer);
};
afterEach(() => api.stop());

const invoke = (requestId: string): object => ({
  eventType: "INVOKE",
  requestId,
  deadlineMs: Date.now() + 60_000,
});
const shutdown = () => ({
  eventType: "SHUTDOWN",
  shutdownReason: "SPINDOWN",
  deadlineMs: Date.now() + 60_000,
});
const asked = (): string[] => api.requests.map(({ method, path }) => `${method} ${path}`);
const register = "POST /2020-01-01/extension/register";
const telemetry = "PUT /2022-07-01/telemetry";
const next = "GET /2020-01-01/extension/event/next";

describe("the launcher", () => {
  it("registers and asks for the first event before there is a Node, and hands both over", async () => {
    await start();
    const extension = api.launchExtension({ NODE_OPTIONS: "--require /nothing.cjs" });
    await api.received("/next");
    expect(asked()).toEqual([register, next]);
    expect(api.requests[0]?.headers["lambda-extension-name"]).toBe("outcrop");
    expect(JSON.parse(api.requests[0]?.body ?? "")).toEqual({ events: ["INVOKE", "SHUTDOWN"] });
    expect(api.requests[1]?.headers["lambda-extension-identifier"]).toBe(
      "e0e0e0e0-0000-4000-8000-000000000000",
    );
    expect(readlinkSync(`/proc/${extension.process.pid}/exe`)).toMatch(/\/bash$/);
    api.send(invoke("a"));
    await api.received("/next", 2);
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(asked()).toEqual([register, next, next]);
    expect(extension.stderr).toBe("");
    expect(extension.lines.map(({ outcrop }) => outcrop)).toEqual(["environment", "invocation", "shutdown"]);
    expect(extension.lines[0]).toMatchObject({ function_name: "orders", function_version: "$LATEST" });
    expect(extension.lines[0]?.["register_ms"]).toBeGreaterThan(0);
    expect(extension.lines[1]).toMatchObject({ request_id: "a", ended_by: "unobserved" });
  });

  it("makes the files as Node would", async () => {
    await start();
    const extension = api.launchExtension();
    await api.received("/next");
    const folder = journalFolder(api.sysroot);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).sort()).toEqual([aliveName, journalName]);
    for (const name of [journalName, aliveName])
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, aliveName)).isFIFO()).toBe(true);
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.lines.map(({ outcrop }) => outcrop)).toEqual(["environment", "shutdown"]);
    expect(existsSync(folder)).toBe(false);
  });

  it("lets Node see marks and the end of the process, also when the function has emptied /tmp", async () => {
    await start();
    const extension = api.launchExtension();
    await api.received("/next");
    const shim = new ActingShim(api.sysroot);
    rmSync(journalFolder(api.sysroot), { recursive: true });
    api.send(invoke("a"));
    shim.mark("a");
    await api.received("/next", 2);
    api.send(invoke("b"));
    shim.die();
    await api.received("/next", 3);
    api.send(shutdown());
    await extension.exit;
    const invocations = ofType(extension.lines, "invocation");
    expect(invocations).toMatchObject([
      { request_id: "a", ended_by: "end-mark", failed: false },
      { request_id: "b", ended_by: "death", failed: true },
    ]);
  });

  it.each([
    ["something is left in /tmp", () => mkdirSync(journalFolder(api.sysroot))],
    [
      "/tmp is not a folder",
      () => [
        rmSync(join(api.sysroot, "tmp"), { recursive: true }),
        writeFileSync(join(api.sysroot, "tmp"), ""),
      ],
    ],
  ])("leaves it all to Node where %s", async (_, prepare) => {
    await start();
    prepare();
    const extension = api.launchExtension();
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(asked().filter((request) => request !== telemetry)).toEqual([register, next]);
    expect(extension.stderr).toBe("");
  });

  it.each<[string, string, Parameters<Answer>[1] extends infer R ? (response: R) => void : never]>([
    ["register is refused", "/register", (response) => response.writeHead(500).end()],
    ["the connection breaks at register", "/register", (response) => response.destroy()],
    ["next is refused", "/next", (response) => response.writeHead(500).end()],
    ["the connection breaks at next", "/next", (response) => response.destroy()],
    ["next answers nonsense", "/next", (response) => response.end("nonsense")],
  ])("leaves the rest to Node when %s", async (_, pathEnd, fail) => {
    let failures = 0;
    await start(({ path }, response) => {
      if (!path.endsWith(pathEnd) || ++failures > 1) return false;
      fail(response);
      return true;
    });
    const extension = api.launchExtension();
    api.send(invoke("a"));
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.stderr).toBe("");
    expect(extension.lines.map(({ outcrop }) => outcrop)).toEqual(["environment", "invocation", "shutdown"]);
  });

  it("asks for SHUTDOWN alone on Managed Instances", async () => {
    await start();
    const extension = api.launchExtension({ AWS_LAMBDA_INITIALIZATION_TYPE: "lambda-managed-instances" });
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(asked()).toEqual([register, telemetry, next]);
    expect(JSON.parse(api.requests[0]?.body ?? "")).toEqual({ events: ["SHUTDOWN"] });
  });

  it("leaves V8 no thread of its own, for which the end of the process could wait for ever", async () => {
    await start();
    const extension = api.launchExtension({ AWS_LAMBDA_INITIALIZATION_TYPE: "lambda-managed-instances" });
    await api.received("/next");
    expect(readFileSync(`/proc/${extension.process.pid}/cmdline`, "utf8").split("\0")).toContain(
      "--single-threaded",
    );
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
  });
});

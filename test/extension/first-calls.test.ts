/** The extension's first calls: it registers and subscribes, whatever the answers are. */
import { describe, expect, it } from "vitest";
import { api, bufferedMs, shutdown, start } from "./platform.ts";

describe("the extension's life", () => {
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

  it("has events at once where an invocation's end is learnt from them", async () => {
    await start();
    const extension = api.startExtension();
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(bufferedMs()).toBe(25);
  });
});

import { afterAll, describe, expect, it } from "vitest";
import { help, options, proveRequest } from "../../../command/prove/options.ts";
import { UsageError } from "../../../command/shared/usage.ts";
import { Folders } from "../../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());
const folder = folders.make({ "event.json": { a: 1 }, "broken.json": "{" });
const event = `${folder}/event.json`;

describe("the options of outcrop prove", () => {
  it("have Lambda's defaults", async () => {
    expect(await proveRequest(["--function", "fn", "--event", event])).toEqual({
      function: "fn",
      layers: [],
      event: { a: 1 },
      eventFile: event,
      incident: [],
      chosen: [],
      handler: "index.handler",
      node: 24,
      env: {},
      runtime: undefined,
      timeoutMs: 10_000,
      memoryMb: 128,
      offline: false,
      json: false,
    });
  });

  it("need no event for an incident", async () => {
    const request = await proveRequest([
      "--function",
      "fn",
      "--incident",
      "logs",
      "--finding",
      "range-violation:@a/b",
    ]);
    expect(request).toMatchObject({
      event: {},
      eventFile: null,
      incident: ["logs"],
      chosen: [{ code: "range-violation", package: "@a/b" }],
    });
  });

  it.each([
    ["no function", ["--event", event], "--function DIR|ZIP is missing"],
    ["no event", ["--function", "fn"], "--event FILE is missing"],
    [
      "an event that is not JSON",
      ["--function", "fn", "--event", `${folder}/broken.json`],
      "is not valid JSON",
    ],
    ["stdin twice", ["--function", "fn", "--event", "-", "--incident", "-"], "- can be used only once"],
    ["another Node", ["--function", "fn", "--event", event, "--node", "20"], "--node must be one of"],
    [
      "half a finding",
      ["--function", "fn", "--event", event, "--finding", "zod"],
      "--finding must be CODE:PACKAGE",
    ],
    [
      "a runtime that is not there",
      ["--function", "fn", "--event", event, "--runtime", "none"],
      "--runtime: none",
    ],
    [
      "no time",
      ["--function", "fn", "--event", event, "--timeout", "0"],
      "--timeout must be a number above 0",
    ],
    ["an argument", ["fn", "--event", event], "Unexpected argument"],
  ])("refuse %s", async (_, parameters, message) => {
    await expect(proveRequest(parameters)).rejects.toThrow(UsageError);
    await expect(proveRequest(parameters)).rejects.toThrow(message);
  });

  it("are all in the help", () => {
    for (const name of Object.keys(options)) expect(help).toContain(`--${name} `);
  });
});

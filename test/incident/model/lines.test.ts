/** What one line says: Outcrop's, and the function's own errors. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { functionErrorOf } from "../../../incident/model/function-error.ts";
import { type LineOf, lineOf } from "../../../incident/model/line.ts";
import { LineError } from "../../../incident/model/reader.ts";
import { environmentId, requestId, Stream } from "./events.ts";

const documentOf = (stream: Stream): Record<string, unknown> =>
  JSON.parse(stream.events[0]?.message ?? "") as Record<string, unknown>;
const finding = documentOf(new Stream("a").finds());

describe("a line of Outcrop's", () => {
  it("is read with what it lacks as null", () => {
    expect(lineOf(finding)).toMatchObject({
      type: "finding",
      environment: environmentId("a"),
      at: Date.UTC(2026, 10, 20, 10, 0, 1),
      winner: { version: "4.0.0", root: "function", path: "/var/task/node_modules/zod" },
      loser: null,
      importer: null,
      accepted: null,
    });
  });

  it("has the layer of each copy if the line has it", () => {
    const layers = { winner_layer: "shop-utils:7" };
    expect(lineOf({ ...finding, ...layers })).toMatchObject({ winner: { layer: "shop-utils:7" } });
    expect((lineOf(finding) as LineOf<"finding">).winner).not.toHaveProperty("layer");
    const resolution = { package: "zod", root: "layer", path: "/opt/zod", how: "require" };
    expect(lineOf({ ...finding, outcrop: "resolution", ...resolution, layer: "a:1" })).toMatchObject({
      layer: "a:1",
    });
    const inventory = {
      outcrop: "inventory",
      how: "require",
      copies: "zod@4.0.0 layer 1 in=a:1, ms layer 2",
    };
    const line = lineOf({ ...finding, ...inventory }) as LineOf<"inventory">;
    expect(line.resolutions.map(({ layer }) => layer)).toEqual(["a:1", undefined]);
  });

  it.each([
    [{ environment: "x" }, "has a environment that is not 16 hex digits"],
    [{ function_name: "" }, "has no function_name"],
    [{ code: "hasOwnProperty" }, 'has the unknown finding code "hasOwnProperty"'],
    [{ severity: "fatal" }, "has a severity that is not one of error, warning, info"],
    [{ winner_path: "relative" }, "has a winner_path that is not an absolute path"],
    [{ winner_root: "moon" }, "has a winner_root that is not one of function, layer, runtime, node, other"],
    [{ outcrop: "sunset" }, 'has the unknown type "sunset"'],
  ])("with %j is refused", (change, message) => {
    expect(() => lineOf({ ...finding, ...change })).toThrow(new LineError(message));
  });

  it("has paths as long as a path can be, and longer texts if there are many", () => {
    const long = "/a".repeat(20_000);
    const line = lineOf({ ...finding, importer: long, winner_path: long, evidence: long });
    expect(line).toMatchObject({
      importer: long.slice(0, 4_096),
      winner: { path: long.slice(0, 4_096) },
      evidence: long,
    });
    const failure = { ...finding, outcrop: "failure", frames: `at f (${long})\nat g (/var/task/b.js:1:2)` };
    expect(lineOf(failure)).toMatchObject({
      frames: [expect.stringMatching(/^at f .{4091}$/), "at g (/var/task/b.js:1:2)"],
    });
  });

  it("carries what a failure says is missing, who threw it and what is behind it", () => {
    const failure = { ...finding, outcrop: "failure", frames: "" };
    const chain = [{ name: "TypeError", code: null, frames: ["at f (/a.js:1:2)"] }];
    const told = (change: object) => {
      const line = lineOf({ ...failure, ...change });
      return line.type === "failure" ? line.announcement : null;
    };
    expect(
      told({
        missing_kind: "not-a-function",
        missing_name: "a",
        missing_of: "b",
        winner_has_name: false,
        loser_has_name: true,
        thrown: "by-engine",
        chain: JSON.stringify(chain),
      }),
    ).toMatchObject({
      missing: { kind: "not-a-function", name: "a", of: "b", winnerHas: false, loserHas: true },
      thrown: "by-engine",
      chain,
    });
    expect(told({})).toMatchObject({ missing: null, thrown: null, chain: [] });
    expect(
      told({ missing_kind: "lost", winner_has_name: "yes", thrown: "by-me", chain: '[{"name":"TypeEr…' }),
    ).toMatchObject({ missing: null, thrown: null, chain: [] });
    expect(told({ chain: '[1, {}, {"name": 1}]' })).toMatchObject({ chain: [] });
  });

  it("of any values is read or refused, and its texts are bounded", () => {
    const values = fc.dictionary(fc.constantFrom(...Object.keys(finding)), fc.anything());
    fc.assert(
      fc.property(values, (change) => {
        try {
          expect(
            JSON.stringify(lineOf({ ...finding, ...change, message: "m".repeat(200_000) })).length,
          ).toBeLessThan(700_000);
        } catch (error) {
          expect(error).toBeInstanceOf(LineError);
        }
      }),
    );
  });
});

const head = `2026-11-20T10:00:00.000Z\t${requestId(1)}\tERROR\t`;
const at = Date.UTC(2026, 10, 20, 10);

describe("an error in the function's log", () => {
  it.each([
    [
      "as the client writes it",
      `${head}Invoke Error \t{"errorType":"TypeError","errorMessage":"x","code":"E","stack":["TypeError: ` +
        'x","    at a (/var/task/a.js:1:2)"]}',
      {
        kind: "error",
        name: "TypeError",
        code: "E",
        message: "x",
        frames: ["at a (/var/task/a.js:1:2)"],
        requestId: requestId(1),
        at,
      },
    ],
    [
      "of an init",
      "2026-11-20T10:00:00.000Z\t-\tERROR\tInit Error \t" +
        '{"errorType":"Runtime.ImportModuleError","errorMessage":"x","stack":[]}',
      { kind: "init", name: "Runtime.ImportModuleError", requestId: null, frames: [] },
    ],
    [
      "of a process",
      "2026-11-20T10:00:00.000Z\tundefined\tERROR\tUncaught Exception \t" +
        '{"errorType":"Error","errorMessage":"x","stack":[]}',
      { kind: "error", requestId: null },
    ],
    [
      "of a promise",
      `${head}Unhandled Promise Rejection \t` +
        '{"errorType":"Runtime.UnhandledPromiseRejection","errorMessage":"Error: ' +
        'x","reason":{"errorType":"RangeError","errorMessage":"x","stack":["RangeError: x"]}}',
      { kind: "error", name: "RangeError" },
    ],
    [
      "as console.error writes it",
      `${head}Refused: TypeError [ERR_X]: no\r    at a (/var/task/a.js:1:2)\r` +
        "    at b (/var/task/b.js:1:2) {\r  code: 'ERR_X'\r}",
      {
        kind: "logged",
        name: "TypeError",
        code: "ERR_X",
        message: "no",
        frames: ["at a (/var/task/a.js:1:2)", "at b (/var/task/b.js:1:2)"],
      },
    ],
    [
      "with a message of several lines",
      `${head}Error: Cannot find module 'dayjs'\rRequire stack:\r- /var/task/index.js\r` +
        "    at a (/var/task/a.js:1:2)",
      {
        name: "Error",
        message: "Cannot find module 'dayjs'\rRequire stack:\r- /var/task/index.js",
        frames: ["at a (/var/task/a.js:1:2)"],
      },
    ],
    [
      "in the JSON format",
      '{"timestamp":"2026-11-20T10:00:00.000Z","level":"ERROR","requestId":"r",' +
        '"message":{"errorType":"TypeError","errorMessage":"x","stackTrace":["TypeError: x","    at a ' +
        '(/var/task/a.js:1:2)"]}}',
      {
        kind: "logged",
        name: "TypeError",
        message: "x",
        frames: ["at a (/var/task/a.js:1:2)"],
        requestId: "r",
        at,
      },
    ],
    [
      "in the JSON format, next to the message",
      '{"timestamp":"2026-11-20T10:00:00.000Z","level":"ERROR","requestId":"r","errorType":"TypeError",' +
        '"errorMessage":"x","stackTrace":[]}',
      { name: "TypeError", message: "x" },
    ],
    [
      "as Powertools Logger writes it",
      '{"level":"ERROR","message":"refused","timestamp":"2026-11-20T10:00:00.000Z",' +
        '"function_request_id":"r","error":{"name":"TypeError","location":"","message":"x","code":"E",' +
        '"stack":"TypeError: x\\n    at a (/var/task/a.js:1:2)"}}',
      {
        kind: "logged",
        name: "TypeError",
        code: "E",
        message: "x",
        frames: ["at a (/var/task/a.js:1:2)"],
        requestId: "r",
        at,
      },
    ],
    [
      "as Powertools Logger writes it in development",
      '{"level":"ERROR","message":"refused","error":{"name":"TypeError","message":"x",' +
        '"stack":["TypeError: x","    at a (/var/task/a.js:1:2)"]}}',
      { frames: ["at a (/var/task/a.js:1:2)"], requestId: null },
    ],
  ])("%s", (_, message, expected) => {
    expect(functionErrorOf(message)).toMatchObject({ source: "function", ...expected });
  });

  it.each([
    "hello",
    "TypeError: x",
    `${head}something went wrong`,
    `${head}TypeError: without a stack`,
    `${head}Invoke Error \t{"errorType"`,
    '{"level":"INFO","errorType":"TypeError"}',
    '{"level":"ERROR"',
    '{"level":"ERROR","message":"no","error":{"stack":[]}}',
    `2026-11-20T10:00:00.000Z\t${requestId(1)}\tINFO\tTypeError: without a stack`,
    '{"level":"info","error":{"name":"TypeError","message":"without a stack"}}',
    `2026-11-20T10:00:00.000Z\t${requestId(1)}\tTRACE\tTrace: here\r    at a (/var/task/a.js:1:2)`,
  ])("is not one: %j", (message) => expect(functionErrorOf(message)).toBeNull());

  it("of any text takes no long time and throws nothing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void functionErrorOf(head + text)));
    const long = ["A", "A.", ": A", "Error: ", "Error: \r", " at ", "\r\r"].map((part) =>
      part.repeat(100_000),
    );
    for (const text of long) expect(functionErrorOf(head + text)).toBeNull();
    const many = "\r".repeat(60_000);
    for (let times = 0; times < 5; times++) expect(functionErrorOf(`${head}Error: x${many}x`)).toBeNull();
    expect(functionErrorOf(`${head}Error: x${many}    at a (/var/task/a.js:1:2)`)).toMatchObject({
      message: "x",
    });
  });
});

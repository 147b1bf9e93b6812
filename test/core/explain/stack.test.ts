import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Frame, parseFrame, parseStack } from "../../../core/explain/stack.ts";

const short = (frame: Frame | null): string | null => frame && `${frame.path} ${frame.line}:${frame.column}`;

describe("frames that are in a file", () => {
  test.each([
    ["at /var/task/index.js:3:5", "/var/task/index.js 3:5"],
    ["    at handler (/var/task/index.js:3:5)", "/var/task/index.js 3:5"],
    ["at Object.<anonymous> (/var/task/index.js:3:5)", "/var/task/index.js 3:5"],
    [
      "at new Client (/opt/nodejs/node_modules/sdk/index.js:1:2)",
      "/opt/nodejs/node_modules/sdk/index.js 1:2",
    ],
    ["at async handler (/var/task/index.js:3:5)", "/var/task/index.js 3:5"],
    ["at async file:///var/task/index.mjs:3:5", "/var/task/index.mjs 3:5"],
    ["at async handler (file:///var/task/index.mjs:3:5)", "/var/task/index.mjs 3:5"],
    ["at Module.send [as run] (/var/task/a.js:1:2)", "/var/task/a.js 1:2"],
    [
      "at Module._compile (node:internal/modules/cjs/loader:1554:14)",
      "node:internal/modules/cjs/loader 1554:14",
    ],
    ["at node:internal/main/run_main_module:36:49", "node:internal/main/run_main_module 36:49"],
    ["at fn (file:///var/task/a%20b/%C3%A9.mjs?v=1#x:3:5)", "/var/task/a b/é.mjs 3:5"],
    ["at fn (/var/task/my (copy)/x.js:3:5)", "/var/task/my (copy)/x.js 3:5"],
    ["at a (b) c (/var/task/x.js:3:5)", "/var/task/x.js 3:5"],
    ["at get (/evil.js:1:1) (/var/task/x.js:3:5)", "/var/task/x.js 3:5"],
    ["at /var/task/a:b:1/x.js:3:5", "/var/task/a:b:1/x.js 3:5"],
    ["at eval (eval at render (/var/task/view.js:7:9), <anonymous>:1:1)", "/var/task/view.js 7:9"],
    [
      "at f (eval at g (eval at h (/var/task/view.js:7:9), <anonymous>:1:1), <anonymous>:2:2)",
      "/var/task/view.js 7:9",
    ],
    ["at wasm (file:///var/task/m.wasm:wasm-function[12]:0x1af)", "/var/task/m.wasm null:null"],
    ["at fn (/var/task/../task/./x.js:3:5)", "/var/task/x.js 3:5"],
    ["at fn (/../../etc/x.js:3:5)", "/etc/x.js 3:5"],
  ])("%s", (line, expected) => expect(short(parseFrame(line))).toBe(expected));
});

describe("frames that are in none, and lines that are no frames", () => {
  test.each([
    "",
    "at",
    "at ",
    "TypeError: x is not a constructor",
    "at <anonymous>",
    "at Array.map (<anonymous>)",
    "at async Promise.all (index 0)",
    "at JSON.parse (native)",
    "at eval (eval at <anonymous> (unknown location), <anonymous>:1:1)",
    "at wasm://wasm/m-1234abcd:wasm-function[3]:0x1a",
    "at fn (data:text/javascript,throw 1:1:2)",
    "at fn (webpack-internal:///./src/x.js:3:7)",
    "at fn (https://example.com/x.js:3:7)",
    "at fn (file://host/x.js:3:7)",
    "at fn (file:///var/%2e%2e%2fetc/x.js:3:7)",
    "at fn (file:///var/%zz/x.js:3:7)",
    "at fn (file:///var/%00/x.js:3:7)",
    "at fn (/var/task/\0/x.js:3:7)",
    "at fn (relative/x.js:3:7)",
    // The shim cut it: the package's name may be cut too.
    "at fn (/opt/nodejs/node_modules/@scope/pack",
    "at fn (/var/task/x.js:3)",
    "at fn (/var/task/x.js:99999999999999999999:1)",
  ])("%s", (line) => expect(parseFrame(line)).toBeNull());

  test("a line of 1 MB", () => {
    expect(parseFrame(`at ${"x".repeat(1 << 20)} (/var/task/x.js:3:5)`)).toBeNull();
    expect(parseFrame(`${" ".repeat(1 << 20)}at fn (/var/task/x.js:3:5)`)).toBeNull();
  });
});

describe("a stack", () => {
  test("keeps the order and leaves out what lies in no file", () => {
    const lines = ["at a (/a.js:1:1)", "at Array.map (<anonymous>)", "at b (/b.js:2:2)"];
    expect(parseStack(lines).map(short)).toEqual(["/a.js 1:1", "/b.js 2:2"]);
  });

  test("of 10,000 lines is cut at 50 frames, and at 200 lines without one", () => {
    expect(parseStack(Array.from({ length: 10_000 }, (_, line) => `at f (/a.js:${line}:1)`))).toHaveLength(
      50,
    );
    expect(parseStack([...Array.from({ length: 200 }, () => "at native"), "at f (/a.js:1:1)"])).toEqual([]);
  });

  test("that a real Node prints is read to its last frame", () => {
    const thrown = ((): Error => {
      try {
        // biome-ignore lint/security/noGlobalEval: its frames are what is tested.
        eval("[1].map(() => { throw new Error('x') })");
      } catch (error) {
        return error as Error;
      }
      return new Error();
    })();
    const frames = parseStack((thrown.stack ?? "").split("\n"));
    expect(frames.map(({ path }) => path)).toContain(import.meta.filename);
    // The eval's two frames and the map's caller lie in this file.
    expect(frames.filter(({ path }) => path === import.meta.filename).length).toBeGreaterThanOrEqual(3);
  });
});

test("total: any text gives a frame with an absolute path or none", () => {
  const part = fc.constantFrom(
    "at ",
    "async ",
    "new ",
    " (",
    ")",
    "/",
    "file:///",
    "node:",
    "eval at ",
    ":1:2",
    "%2f",
    "%",
    "\0",
    "<anonymous>",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string({ unit: "binary" })), { maxLength: 30 }), (parts) => {
      const frame = parseFrame(`at ${parts.join("")}`);
      if (frame !== null) expect(/^(?:\/|node:)/.test(frame.path)).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

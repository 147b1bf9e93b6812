/** Functions of every kind on Lambda's own clients and on the stand-in: responses, errors, exits. */
import { describe, expect, it } from "vitest";
import type { ClientName, RunOptions, RunResult } from "../../sandbox/index.ts";
import { extensionLayer, folder, obedient } from "./folders.ts";
import { runFunction } from "./patient.ts";

const clients: ClientName[] = ["ric4", "ric3", "stand-in"];

describe.each(clients)("on %s", (client) => {
  const run = (source: string, options: Partial<RunOptions> = {}, file = "index.js"): Promise<RunResult> =>
    runFunction({ task: folder({ [file]: source }), events: [{}], client, ...options });

  it("runs a CommonJS handler and says which client it was", async () => {
    const result = await run("let n = 0; exports.handler = async (event) => ({ event, n: ++n })", {
      events: [{ a: 1 }, { a: 2 }],
    });
    expect(result.client.name).toBe(client);
    expect(result.responses.map(({ payload }) => payload)).toEqual([
      { event: { a: 1 }, n: 1 },
      { event: { a: 2 }, n: 2 },
    ]);
    expect(result.init).toMatchObject({ ok: true, phase: "init", generation: 1 });
    const [{ timings } = { timings: undefined }] = result.responses;
    expect(timings?.runtimeNext).toBeGreaterThanOrEqual(timings?.responsePosted ?? Number.POSITIVE_INFINITY);
    expect(timings?.responsePosted).toBeGreaterThanOrEqual(timings?.invokeSent ?? Number.POSITIVE_INFINITY);
  });

  it("runs an ES module handler with top-level await", async () => {
    const result = await run(
      "const v = await Promise.resolve(7); export const handler = async () => v;",
      {},
      "index.mjs",
    );
    expect(result.responses[0]).toMatchObject({ ok: true, payload: 7, status: "success" });
  });

  it("passes on a streamed response", async () => {
    const source = `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
      stream.setContentType("text/plain"); stream.write("one "); stream.write("two"); stream.end();
      await new Promise((done) => stream.on("finish", done));
    });`;
    const [response] = (await run(source)).responses;
    expect(response).toMatchObject({ ok: true, body: "one two", contentType: "text/plain" });
    expect(response?.chunks?.join("")).toBe("one two");
  });

  it("reports a streamed response that fails midway by its trailers", async () => {
    const source = `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
        stream.write("one "); throw new TypeError("midway"); });`;
    const [response] = (await run(source)).responses;
    expect(response).toMatchObject({ ok: false, error: { errorType: "TypeError", errorMessage: "midway" } });
    expect(response?.chunks?.join("")).toBe("one ");
  });

  it("reports what a handler throws", async () => {
    const result = await run(`exports.handler = async () => { throw new RangeError("too far"); };`, {
      events: [{}, {}],
    });
    for (const response of result.responses) {
      expect(response).toMatchObject({
        ok: false,
        status: "error",
        error: { errorType: "RangeError", errorMessage: "too far" },
      });
      expect(response.error?.trace?.[0]).toBe("RangeError: too far");
    }
    expect(result.inits).toHaveLength(1);
  });

  it("reports an init error, and tries the init again in the first invoke and in the next", async () => {
    const result = await run(`console.log("loading"); throw new Error("no way");`, { events: [{}, {}] });
    expect(result.init).toMatchObject({ ok: false, error: { errorType: "Error", errorMessage: "no way" } });
    expect(result.inits.map(({ phase, ok }) => [phase, ok])).toEqual([
      ["init", false],
      ["invoke", false],
      ["invoke", false],
    ]);
    for (const response of result.responses)
      expect(response.error).toMatchObject({ errorType: "Error", errorMessage: "no way" });
    expect(result.logs.function.match(/loading/g)).toHaveLength(3);
    expect(result.exits).toHaveLength(3);
    for (const exit of result.exits) expect(exit).toMatchObject({ role: "runtime", signal: null });
  });

  it("names a missing module", async () => {
    const result = await run(`require("no-such-package");`);
    expect(result.init.error?.errorType).toBe("Runtime.ImportModuleError");
  });

  it("times out, resets, and initialises again inside the next invoke; /tmp survives", async () => {
    const source = `const fs = require("node:fs"); let n = 0;
      exports.handler = async (event) => {
        if (event.hang) {
          fs.writeFileSync("/tmp/left", "here"); await new Promise(() => setInterval(() => {}, 1000)); }
        return { n: ++n, left: fs.existsSync("/tmp/left") };
      };`;
    const result = await run(source, { events: [{}, { hang: true }, {}], timeoutMs: 5_000 });
    const [before, hung, after] = result.responses;
    expect(before?.payload).toEqual({ n: 1, left: false });
    expect(hung).toMatchObject({ ok: false, status: "timeout" });
    expect(hung?.payload).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${hung?.requestId} Error: Task timed out after 5.00 seconds`,
    });
    expect(after?.payload).toEqual({ n: 1, left: true });
    expect(result.inits.map(({ phase, generation }) => [phase, generation])).toEqual([
      ["init", 1],
      ["invoke", 2],
    ]);
    expect(result.shutdowns.map(({ reason }) => reason)).toEqual(["timeout", "spindown"]);
  });

  it.each([
    ["process.exit(3)", "Runtime exited with error: exit status 3", { code: 3, signal: null }],
    ["process.exit(0)", "Runtime exited without providing a reason", { code: 0, signal: null }],
    [
      `process.kill(process.pid, "SIGKILL"); await new Promise(() => {})`,
      "Runtime exited with error: signal: killed",
      { code: null, signal: "SIGKILL" },
    ],
  ])("reports a runtime that ends by %s", async (statement, message, exit) => {
    const source = `let n = 0;
      exports.handler = async (event) => { if (event.end) { ${statement}; } return ++n; };`;
    const result = await run(source, { events: [{}, { end: true }, {}] });
    const [before, ended, after] = result.responses;
    expect(before?.payload).toBe(1);
    expect(ended?.payload).toEqual({
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${ended?.requestId} Error: ${message}`,
    });
    expect(after?.payload).toBe(1);
    expect(result.exits[0]).toMatchObject({ role: "runtime", during: "invoke", generation: 1, ...exit });
  });

  it("refuses a response above 6 MB, and goes on", async () => {
    const result = await run(
      `let n = 0; exports.handler = async (event) => { n++; return event.big ? "x".repeat(7e6) : n; };`,
      {
        events: [{ big: true }, {}],
      },
    );
    const [refused, after] = result.responses;
    expect(refused).toMatchObject({ ok: false, error: { errorType: "Function.ResponseSizeTooLarge" } });
    expect(after?.payload).toBe(2);
  });

  it("answers the same with a layer that holds an extension", async () => {
    const sources = [
      "exports.handler = async (event) => event;",
      `exports.handler = async () => { throw new Error("thrown"); };`,
      "exports.handler = async () => process.exit(3);",
      `throw new TypeError("at init");`,
    ];
    const layers = [extensionLayer("watcher", obedient)];
    for (const source of sources) {
      const [bare, beside] = await Promise.all([run(source), run(source, { layers })]);
      const answer = ({ responses }: RunResult) =>
        responses.map(({ ok, status, error, payload }) => ({
          ok,
          status,
          type: error?.errorType,
          ...(ok && { payload }),
        }));
      expect(answer(beside)).toEqual(answer(bare));
    }
  });

  it("hides nothing of what the function prints", async () => {
    const result = await run(
      `exports.handler = async () => {
          console.log("by console"); process.stdout.write("plain\\n"); process.stderr.write("error\\n"); };`,
    );
    expect(result.logs.function).toMatch(/\tINFO\tby console\n/);
    expect(result.logs.function).toContain("plain\n");
    expect(result.logs.function).toContain("error\n");
    expect(result.logs.platform.map((line) => line.split(" ")[0])).toEqual([
      "INIT_START",
      "START",
      "END",
      "REPORT",
    ]);
  });
});

describe("the two generations of clients", () => {
  const callback = `exports.handler = (event, context, callback) => callback(null, "called");`;

  it("callback handlers work on the older one only", async () => {
    const [older, newer] = await Promise.all(
      (["ric3", "ric4"] as const).map((client) =>
        runFunction({ task: folder({ "index.js": callback }), events: [{}], client }),
      ),
    );
    expect(older?.responses[0]?.payload).toBe("called");
    expect(newer?.responses[0]?.error?.errorType).toBe("Runtime.CallbackHandlerDeprecated");
  });

  it("Managed Instances invoke side by side, in worker threads", async () => {
    const task = folder({
      "index.js": `const { threadId } = require("node:worker_threads"); const waiting = [];
        exports.handler = async (event, context) => {
          await new Promise((done) => {
            waiting.push(done); if (waiting.length === 3) for (const go of waiting) go(); });
          return { n: event.n, threadId };
        };`,
    });
    // One worker, and no answer before three invokes are under way.
    const result = await runFunction({
      task,
      events: [{ n: 0 }, { n: 1 }, { n: 2 }],
      mode: "managed-instances",
      env: { AWS_LAMBDA_NODEJS_WORKER_COUNT: "1" },
      timeoutMs: 30_000,
    });
    expect(result.responses.map(({ payload }) => (payload as { n: number }).n)).toEqual([0, 1, 2]);
    for (const { payload } of result.responses)
      expect((payload as { threadId: number }).threadId).toBeGreaterThan(0);
  });
});

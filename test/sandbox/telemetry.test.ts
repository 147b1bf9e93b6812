/** Telemetry API: what a subscriber is sent, and what it is answered. */
import { describe, expect, it } from "vitest";
import type { RunOptions } from "../../sandbox/index.ts";
import { extensionLayer, folder, said } from "./folders.ts";
import { runFunction } from "./patient.ts";

const task = folder({
  "index.js": `exports.handler = async (event) => {
      console.log("hello"); if (event.fail) throw new Error("failed"); return 1; };`,
});

/**
 * Subscribes, says every batch without its own lines, each of which would make the next one longer, and waits
 * after each invoke for the runtimeDone of it.
 */
const subscriber = (subscription: object, { refuseFirst = false } = {}): string =>
  extensionLayer(
    "subscriber",
    `const seen = new Set(); let wake = () => {}; let refusals = ${refuseFirst ? 2 : 0};
    const server = http.createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += chunk)).on("end", () => {
        if (refusals-- > 0) return response.writeHead(500).end();
        const batch = JSON.parse(body).filter(({ type }) => type !== "extension");
        if (batch.length > 0) say({
          batch, host: request.headers.host, url: request.url, method: request.method });
        for (const { type, record } of JSON.parse(body)) {
          if (type === "platform.runtimeDone") seen.add(record.requestId);
          if (type === "platform.report") seen.add("report " + record.requestId); }
        response.end(); wake();
      });
    });
    await new Promise((done) => server.listen(4243, "sandbox.localdomain", done));
    await register();
    say({
      answer: await call("PUT", "/2022-07-01/telemetry", {
        schemaVersion: "2022-12-13", types: ["platform", "function", "extension"],
        buffering: { timeoutMs: 25 },
        destination: { protocol: "HTTP", URI: "http://sandbox.localdomain:4243" },
        ...${JSON.stringify(subscription)} }) });
    const until = async (key) => { while (!seen.has(key)) await new Promise((done) => { wake = done; }); };
    let last;
    for (;;) {
      const event = await next();
      if (event.eventType === "SHUTDOWN") { await until("report " + last); process.exit(0); }
      await until(last = event.requestId);
    }`,
  );

interface Event {
  readonly time: string;
  readonly type: string;
  readonly record: Record<string, unknown> | string;
}

async function received(subscription: object = {}, options: Partial<RunOptions> = {}, behaviour = {}) {
  const result = await runFunction({
    task,
    layers: [subscriber(subscription, behaviour)],
    events: [{}, { fail: true }],
    timeoutMs: 20_000,
    ...options,
  });
  const lines = said(result.logs.extensions["subscriber"]);
  const batches = lines.flatMap((line) =>
    line["batch"] ? [line as { batch: Event[]; host: string; url: string; method: string }] : [],
  );
  return { result, answer: lines[0]?.["answer"], batches, events: batches.flatMap(({ batch }) => batch) };
}

const ofType = (events: readonly Event[], type: string): Event["record"][] =>
  events.filter((event) => event.type === type).map(({ record }) => record);

describe("a subscription", () => {
  it("is sent every event in Lambda's shapes", async () => {
    const { result, answer, batches, events } = await received();
    expect(answer).toMatchObject({ status: 200, body: "OK" });
    for (const { host, url, method } of batches)
      expect([host, url, method]).toEqual(["sandbox.localdomain:4243", "/", "POST"]);
    for (const { time } of events) expect(new Date(time).toISOString()).toBe(time);
    const [first, second] = result.responses.map(({ requestId }) => requestId);

    const init = { initializationType: "on-demand", phase: "init" };
    expect(ofType(events, "platform.initStart")).toEqual([
      expect.objectContaining({ ...init, functionName: "sandbox-function", functionVersion: "$LATEST" }),
    ]);
    expect(ofType(events, "platform.initRuntimeDone")).toEqual([{ ...init, status: "success" }]);
    expect(ofType(events, "platform.initReport")).toEqual([
      { ...init, status: "success", metrics: { durationMs: expect.any(Number) } },
    ]);
    expect(ofType(events, "platform.telemetrySubscription")).toEqual([
      { name: "subscriber", state: "Subscribed", types: ["platform", "function", "extension"] },
    ]);
    expect(ofType(events, "platform.extension")).toEqual([
      { name: "subscriber", state: "Ready", events: ["INVOKE", "SHUTDOWN"] },
    ]);
    expect(ofType(events, "platform.start")).toMatchObject([
      { requestId: first, version: "$LATEST" },
      { requestId: second },
    ]);
    expect(ofType(events, "platform.runtimeDone")).toMatchObject([
      { requestId: first, status: "success", metrics: { durationMs: expect.any(Number), producedBytes: 1 } },
      { requestId: second, status: "error", errorType: "Error" },
    ]);
    expect(ofType(events, "platform.report")).toMatchObject([
      {
        requestId: first,
        metrics: {
          memorySizeMB: 128,
          initDurationMs: expect.any(Number),
          billedDurationMs: expect.any(Number),
        },
      },
      { requestId: second, status: "error" },
    ]);
    const lines = ofType(events, "function").join("");
    expect(lines.match(/\tINFO\thello\n/g)).toHaveLength(2);
  });

  it("gets the types it asked for", async () => {
    const { events } = await received({ types: ["platform"] });
    expect(new Set(events.map(({ type }) => type.split(".")[0]))).toEqual(new Set(["platform"]));
  });

  it("gets structured lines as objects, and as strings in the first schema", async () => {
    const json = { logFormat: "JSON" } as const;
    const [structured, plain] = await Promise.all([
      received({}, json),
      received({ schemaVersion: "2022-07-01" }, json),
    ]);
    expect(ofType(structured.events, "function")).toContainEqual(
      expect.objectContaining({ level: "INFO", message: "hello" }),
    );
    for (const record of ofType(plain.events, "function")) expect(record).toBeTypeOf("string");
  });

  it("is tried again after an error status, and nothing is lost", async () => {
    const { result, events } = await received({}, {}, { refuseFirst: true });
    expect(ofType(events, "platform.runtimeDone")).toHaveLength(result.responses.length);
    expect(ofType(events, "platform.initStart")).toHaveLength(1);
  });
});

describe("what cannot be subscribed", () => {
  const answerTo = async (subscription: object, options: Partial<RunOptions> = {}): Promise<unknown> => {
    const main = `await register(["SHUTDOWN"]);
      say(await call("PUT", "/2022-07-01/telemetry", ${JSON.stringify({
        schemaVersion: "2025-01-29",
        types: ["platform"],
        destination: { protocol: "HTTP", URI: "http://sandbox.localdomain:4243" },
        ...subscription,
      })}));
      await next(); process.exit(0);`;
    const result = await runFunction({
      task,
      layers: [extensionLayer("asker", main)],
      events: [],
      ...options,
    });
    return said(result.logs.extensions["asker"])[0];
  };

  it.each([
    ["a schema that does not exist", { schemaVersion: "1999-01-01" }],
    ["an unknown type", { types: ["gossip"] }],
    ["less than 25 ms", { buffering: { timeoutMs: 24 } }],
    ["fewer than 1,000 items", { buffering: { maxItems: 999 } }],
    ["another host", { destination: { protocol: "HTTP", URI: "http://example.com:4243" } }],
  ])("%s", async (_, subscription) => {
    expect(await answerTo(subscription)).toMatchObject({
      status: 400,
      body: { errorType: "ValidationError" },
    });
  });

  it("an older schema on Managed Instances", async () => {
    const options = { mode: "managed-instances", env: { AWS_LAMBDA_NODEJS_WORKER_COUNT: "1" } } as const;
    expect(await answerTo({ schemaVersion: "2022-12-13" }, options)).toMatchObject({ status: 400 });
  });

  it("anything where the API is a stub, or absent", async () => {
    expect(await answerTo({}, { telemetry: "not-supported" })).toMatchObject({
      status: 202,
      body: { errorType: "Telemetry.NotSupported" },
    });
    expect(await answerTo({}, { telemetry: "off" })).toMatchObject({ status: 404 });
  });
});

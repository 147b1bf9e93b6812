import { type ClientRequest, request } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { maxBatchBytes } from "../../extension/telemetry-batch.ts";
import {
  listenForTelemetry,
  type RuntimeDone,
  type TelemetryListener,
} from "../../extension/telemetry-listener.ts";

const batch = JSON.stringify([
  {
    time: "2026-01-01T00:00:00Z",
    type: "platform.runtimeDone",
    record: { requestId: "r-1", status: "success" },
  },
]);

let listener: TelemetryListener;
let done: RuntimeDone[];

async function listen(bare: boolean): Promise<void> {
  done = [];
  const opened = await listenForTelemetry(
    { runtimeDone: (event) => done.push(event), report: () => {} },
    { bare },
  );
  if (opened === null) throw new Error("no port");
  listener = opened;
}

interface Post {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The status, or the code of the error it ended with. */
function post({
  path = new URL(listener.uri).pathname,
  method = "POST",
  headers = {},
  body = batch,
}: Post): Promise<number | string | undefined> {
  return new Promise((resolve) => {
    const outgoing: ClientRequest = request(
      {
        host: "127.0.0.1",
        port: new URL(listener.uri).port,
        path,
        method,
        headers: { "Content-Type": "application/json", ...headers },
        agent: false,
      },
      (answer) => {
        let body = "";
        answer.on("data", (chunk) => {
          body += chunk;
        });
        // An answer has nothing to say: a status, and never a text.
        answer.on("close", () => resolve(body === "" ? answer.statusCode : body));
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    outgoing.end(body);
  });
}

describe("the telemetry listener", () => {
  beforeEach(() => listen(false));
  afterEach(() => listener.close());

  it("takes a batch on its path, and that cannot be guessed", async () => {
    expect(new URL(listener.uri).pathname).toMatch(/^\/[0-9a-f]{32}$/);
    expect(await post({})).toBe(200);
    expect(done).toEqual([{ requestId: "r-1", status: "success" }]);
    const first = listener.uri;
    listener.close();
    await listen(false);
    expect(new URL(listener.uri).pathname).not.toBe(new URL(first).pathname);
  });

  it.each<[string, () => Post, number]>([
    ["another path", () => ({ path: "/" }), 404],
    ["a longer path", () => ({ path: `${new URL(listener.uri).pathname}/` }), 404],
    ["another method", () => ({ method: "GET", body: "" }), 405],
    ["another content", () => ({ headers: { "Content-Type": "text/plain" } }), 415],
    [
      "a body that says it is too large",
      () => ({ headers: { "Content-Length": String(maxBatchBytes + 1) } }),
      413,
    ],
  ])("turns away %s", async (_what, bad, status) => {
    expect(await post(bad())).toBe(status);
    expect(done).toEqual([]);
  });

  it("stops reading a body that grows too large", async () => {
    const padding = " ".repeat(maxBatchBytes + 1);
    const answer = await post({ headers: { "Transfer-Encoding": "chunked" }, body: batch + padding });
    expect([413, "ECONNRESET", "EPIPE"]).toContain(answer);
    expect(done).toEqual([]);
    expect(await post({})).toBe(200);
  });

  it.each([
    "",
    "{",
    "null",
    "[null]",
    '[{"type":"platform.runtimeDone"}]',
    '[{"type":"platform.runtimeDone","record":{"requestId":1,"status":[]}}]',
    `[{"type":"platform.runtimeDone","record":{"requestId":"${"r".repeat(200)}","status":"success"}}]`,
  ])("learns nothing from %s", async (body) => {
    expect(await post({ body })).toBe(200);
    expect(done).toEqual([]);
  });

  it("keeps no more than a few connections", async () => {
    const port = Number(new URL(listener.uri).port);
    const sockets = Array.from({ length: 12 }, () => connect(port, "127.0.0.1").on("error", () => {}));
    // Whoever is above the limit is hung up on.
    await Promise.all(
      sockets
        .slice(8)
        .map((socket) => new Promise<void>((closed) => socket.on("close", () => closed()).resume())),
    );
    for (const socket of sockets) socket.destroy();
  });

  it("can be reached by this machine's own addresses alone", async () => {
    const { networkInterfaces } = await import("node:os");
    const others = Object.values(networkInterfaces()).flatMap((all) =>
      (all ?? []).filter(({ internal, address }) => !internal && !address.startsWith("169.254.")),
    );
    for (const { address } of others) {
      const refused = new Promise<string | undefined>((resolve) => {
        connect({ host: address, port: Number(new URL(listener.uri).port) })
          .on("connect", () => resolve("connected"))
          .on("error", () => resolve("refused"));
      });
      expect(await refused).toBe("refused");
    }
  });

  it("is gone when it is closed", async () => {
    listener.close();
    expect(await post({})).toBe("ECONNREFUSED");
  });
});

it("takes the bare address where the platform drops the path, and no other", async () => {
  await listen(true);
  expect(await post({ path: "/" })).toBe(200);
  expect(await post({})).toBe(200);
  expect(await post({ path: "/guessed" })).toBe(404);
  expect(done).toHaveLength(2);
  listener.close();
});

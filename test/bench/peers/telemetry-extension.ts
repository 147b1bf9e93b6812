/**
 * An extension that asks for its next event when the Telemetry API has reported that the runtime is done:
 * what most of them do.
 */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

const [host, port] = (process.env["AWS_LAMBDA_RUNTIME_API"] ?? "").split(":");
const done = new Set<string>();
let waiting: { readonly id: string; readonly go: () => void } | null = null;

function call(
  method: string,
  path: string,
  headers: Record<string, string>,
  content?: unknown,
): Promise<{ identifier: string; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host, port, method, path, headers }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => {
        body += chunk;
      });
      answer.on("end", () =>
        resolve({ identifier: String(answer.headers["lambda-extension-identifier"]), body }),
      );
    })
      .on("error", reject)
      .end(content === undefined ? undefined : JSON.stringify(content));
  });
}

function receive(batch: string): void {
  for (const { type, record } of JSON.parse(batch) as { type: string; record: { requestId: string } }[]) {
    if (type !== "platform.runtimeDone") continue;
    done.add(record.requestId);
    if (waiting !== null && done.has(waiting.id)) waiting.go();
  }
}

function runtimeDone(id: string): Promise<void> {
  return new Promise((go) => {
    waiting = { id, go };
    if (done.has(id)) go();
  });
}

async function main(): Promise<void> {
  const name = { "Lambda-Extension-Name": process.argv[2] ?? "peer" };
  const { identifier } = await call("POST", "/2020-01-01/extension/register", name, {
    events: ["INVOKE", "SHUTDOWN"],
  });
  const identified = { "Lambda-Extension-Identifier": identifier };
  const listener = createServer((message, answer) => {
    let batch = "";
    message.on("data", (chunk) => {
      batch += chunk;
    });
    message.on("end", () => {
      answer.end();
      receive(batch);
    });
  });
  await new Promise<void>((listening) => listener.listen(0, "sandbox.localdomain", listening));
  await call(
    "PUT",
    "/2022-07-01/telemetry",
    { ...identified, "Content-Type": "application/json" },
    {
      schemaVersion: "2022-12-13",
      types: ["platform"],
      buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 },
      destination: {
        protocol: "HTTP",
        URI: `http://sandbox.localdomain:${(listener.address() as AddressInfo).port}`,
      },
    },
  );
  for (;;) {
    const { eventType, requestId } = JSON.parse(
      (await call("GET", "/2020-01-01/extension/event/next", identified)).body,
    );
    if (eventType !== "INVOKE") process.exit(0);
    await runtimeDone(requestId);
    done.clear();
  }
}

void main();

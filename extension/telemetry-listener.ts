/**
 * The Telemetry API's platform events. They are the second signal that an invocation is over: at least 25 ms later than the shim's end mark, and
 * there when the function's process is not. Everything works without them.
 */
import type { IncomingMessage } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";

/** Telemetry API, `platform.runtimeDone` and `platform.report`; on Managed Instances only the latter exists. */
export interface RuntimeDone {
  readonly requestId: string;
  /** `success`, `failure`, `error` or `timeout`. */
  readonly status: string;
}

export interface PlatformEvents {
  runtimeDone(event: RuntimeDone): void;
  report(event: RuntimeDone): void;
}

/** Twice `maxBytes` of the subscription and some metadata (Telemetry API, buffering). */
const maxBatchBytes = 1024 * 1024;

/** Opens a listener that only this machine can reach and tells its address. Null when no port is to be had. */
export async function listenForTelemetry(events: PlatformEvents): Promise<{ uri: string; close(): void } | null> {
  // node:http is as much to load as all that comes before it, and nobody may ever connect.
  let speaksHttp: ReturnType<typeof httpServer> | undefined;
  const server = createServer((socket) => {
    speaksHttp ??= httpServer(events);
    speaksHttp.emit("connection", socket);
  });
  // The documented name of this machine for the platform; unknown to emulators.
  for (const host of ["sandbox.localdomain", "127.0.0.1"]) {
    if (!(await listening(server, host))) continue;
    server.unref();
    const { port } = server.address() as AddressInfo;
    return { uri: `http://sandbox.localdomain:${port}`, close: () => server.close() };
  }
  return null;
}

function httpServer(events: PlatformEvents) {
  const { createServer } = require("node:http") as typeof import("node:http");
  return createServer((message, answer) => {
    // Whatever the path: on Managed Instances the platform drops it from the address.
    if (message.method === "POST") receive(message, events);
    else message.resume();
    message.on("end", () => answer.end());
  });
}

function listening(server: Server, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (works: boolean) => (): void => {
      server.removeAllListeners("error").removeAllListeners("listening");
      server.on("error", () => {});
      resolve(works);
    };
    server.once("error", settle(false)).once("listening", settle(true)).listen(0, host);
  });
}

function receive(message: IncomingMessage, events: PlatformEvents): void {
  const chunks: Buffer[] = [];
  let size = 0;
  message.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBatchBytes) chunks.push(chunk);
  });
  message.on("error", () => {});
  message.on("end", () => {
    if (size > maxBatchBytes) return;
    for (const event of batch(Buffer.concat(chunks))) dispatch(event, events);
  });
}

function batch(bytes: Buffer): unknown[] {
  try {
    const parsed: unknown = JSON.parse(bytes.toString("utf8"));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function dispatch(event: unknown, events: PlatformEvents): void {
  const { type, record } = (event ?? {}) as { type?: unknown; record?: unknown };
  const { requestId, status } = (record ?? {}) as { requestId?: unknown; status?: unknown };
  if (typeof requestId !== "string" || typeof status !== "string") return;
  if (type === "platform.runtimeDone") events.runtimeDone({ requestId, status });
  else if (type === "platform.report") events.report({ requestId, status });
}

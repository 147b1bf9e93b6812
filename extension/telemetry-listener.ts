/**
 * The Telemetry API's platform events. They are the second signal that an invocation is over: at least 25 ms
 * later than the shim's end mark, but available when the function's process is gone. Everything works without
 * them.
 *
 * This is the only port that Outcrop opens, and it stays open only until the platform has refused the
 * subscription. Only the platform knows its path. A request without that path, or with anything other than a
 * batch, is refused before its body is read.
 */
import { closeSync, openSync, readSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, BlockList } from "node:net";
import { dispatchBatch, maxBatchBytes, type PlatformEvents } from "./telemetry-batch.ts";

export type { PlatformEvents, RuntimeDone } from "./telemetry-batch.ts";

/** The platform keeps one connection open. */
const maxConnections = 8;

/**
 * The time limit for one request's headers and for the complete request, in milliseconds. A client that
 * connects and sends nothing then loses its connection.
 */
const requestMs = 10_000;

/**
 * Addresses that only this machine has: loopback, and the link-local address that Lambda may give to
 * `sandbox.localdomain`.
 */
function ownAddresses(): BlockList {
  const own = new BlockList();
  own.addSubnet("127.0.0.0", 8);
  own.addSubnet("169.254.0.0", 16);
  own.addAddress("::1", "ipv6");
  return own;
}

export interface TelemetryListener {
  /** The address for the subscription, including the path. */
  readonly uri: string;
  close(): void;
}

/**
 * Opens a listener that only this machine can reach. Returns its address, or null if no port is available.
 * @param bare whether `/` is accepted too
 */
export async function listenForTelemetry(
  events: PlatformEvents,
  { bare }: { readonly bare: boolean },
): Promise<TelemetryListener | null> {
  // Loaded here: most environments need no listener.
  const { createServer } = require("node:http") as typeof import("node:http");
  const path = `/${randomHex()}`;
  const server = createServer(
    { headersTimeout: requestMs, requestTimeout: requestMs, maxHeaderSize: 8192 },
    (message, answer) => {
      const refusal = refusalOf(message, message.url === path || (bare && message.url === "/"));
      if (refusal === null) receive(message, answer, events);
      else refuse(message, answer, refusal);
    },
  );
  server.maxConnections = maxConnections;
  server.on("clientError", (_error, socket) => socket.destroy());
  for (const address of await addresses()) {
    if (!(await listening(server, address))) continue;
    server.unref();
    const { port } = server.address() as AddressInfo;
    return {
      uri: `http://sandbox.localdomain:${port}${path}`,
      close() {
        server.close();
        server.closeAllConnections();
      },
    };
  }
  return null;
}

/**
 * The documented name of this machine for the platform, if it resolves to one of the machine's own addresses,
 * and loopback. Emulators do not know the name.
 */
function addresses(): Promise<readonly string[]> {
  const { lookup } = require("node:dns") as typeof import("node:dns");
  const loopback = "127.0.0.1";
  const own = ownAddresses();
  return new Promise((resolve) =>
    lookup("sandbox.localdomain", (error, address, family) => {
      const named =
        error === null && address !== loopback && own.check(address, family === 6 ? "ipv6" : "ipv4");
      resolve(named ? [address, loopback] : [loopback]);
    }),
  );
}

/**
 * 128 bits as 32 hex digits. node:crypto uses the same source, but loading it takes a quarter of the time
 * that loading this whole program takes.
 */
function randomHex(): string {
  const bytes = Buffer.alloc(16);
  const source = openSync("/dev/urandom", "r");
  try {
    if (readSync(source, bytes) !== bytes.length) throw new Error("no random bytes");
  } finally {
    closeSync(source);
  }
  return bytes.toString("hex");
}

/** The status of a refusal; null for a batch to read. */
function refusalOf({ method, headers }: IncomingMessage, knowsPath: boolean): number | null {
  if (!knowsPath) return 404;
  if (method !== "POST") return 405;
  // A page in a browser can post text and forms without a preflight request, but not JSON.
  const type = headers["content-type"];
  if (type !== undefined && !/^application\/json\b/i.test(type)) return 415;
  return Number(headers["content-length"] ?? 0) > maxBatchBytes ? 413 : null;
}

/** Reads nothing more of the message. */
function refuse(message: IncomingMessage, answer: ServerResponse, status: number): void {
  answer.writeHead(status, { Connection: "close" });
  answer.end(() => message.destroy());
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

function receive(message: IncomingMessage, answer: ServerResponse, events: PlatformEvents): void {
  const chunks: Buffer[] = [];
  let size = 0;
  message.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBatchBytes) chunks.push(chunk);
    else if (!answer.headersSent) refuse(message, answer, 413);
  });
  message.on("error", () => {});
  message.on("end", () => {
    if (size > maxBatchBytes) return;
    dispatchBatch(Buffer.concat(chunks), events);
    answer.end();
  });
}

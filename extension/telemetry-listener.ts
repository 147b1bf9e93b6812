/**
 * The Telemetry API's platform events. They are the second signal that an invocation is over: at least 25 ms
 * later than the shim's end mark, and there when the function's process is not. Everything works without
 * them.
 *
 * The only port that Outcrop opens, and only until the platform has refused the subscription. Nobody but the
 * platform has its path; whoever posts there without it, or something else than a batch, is turned away
 * before anything is read.
 */
import { closeSync, openSync, readSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, BlockList } from "node:net";
import { dispatchBatch, maxBatchBytes, type PlatformEvents } from "./telemetry-batch.ts";

export type { PlatformEvents, RuntimeDone } from "./telemetry-batch.ts";

/** The platform keeps one connection. */
const maxConnections = 8;

/**
 * For one request's headers and for the whole of it, in milliseconds: who connects and says nothing gives its
 * place up.
 */
const requestMs = 10_000;

/**
 * Addresses that only this machine has: loopback, and the link-local one Lambda may give
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
  /** For the subscription, with the path. */
  readonly uri: string;
  close(): void;
}

/**
 * Opens a listener that only this machine can reach and tells its address. Null when no port is to be had.
 * @param bare whether `/` is taken too
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
 * The documented name of this machine for the platform, where it is one of its own addresses; emulators do
 * not know it.
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
 * 128 bits, 32 digits. node:crypto draws them from the same place, and takes a quarter as long to load as all
 * of this program.
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

/** The status of a refusal; null for a batch that is to be read. */
function refusalOf({ method, headers }: IncomingMessage, knowsPath: boolean): number | null {
  if (!knowsPath) return 404;
  if (method !== "POST") return 405;
  // A page in a browser can post text and forms without asking first, and JSON not.
  const type = headers["content-type"];
  if (type !== undefined && !/^application\/json\b/i.test(type)) return 415;
  return Number(headers["content-length"] ?? 0) > maxBatchBytes ? 413 : null;
}

/** Nothing more is read of it. */
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

/** A server on a socket that answers every request with given bytes, which need not be HTTP. */
import { type AddressInfo, createServer, type Socket } from "node:net";

export interface RawServer {
  /** `host:port`, an IPv6 host in brackets. */
  readonly address: string;
  /** All that has come, on any connection. */
  received(): string;
  close(): void;
}

/** @param pieces written one by one; the connection is then ended unless it is kept */
export async function serveRaw(
  pieces: readonly (string | Buffer)[],
  { isKept = false, host = "127.0.0.1" } = {},
): Promise<RawServer> {
  let received = "";
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    let request = "";
    let isAnswered = false;
    sockets.push(socket.on("error", () => {}).setNoDelay(true));
    socket.on("data", (chunk) => {
      received += chunk;
      request += chunk;
      if (isAnswered || !isWhole(request)) return;
      isAnswered = true;
      for (const piece of pieces) socket.write(piece);
      if (!isKept) socket.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, host, listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `${host.includes(":") ? `[${host}]` : host}:${port}`,
    received: () => received,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Whether the body is there too: what arrives after the answer can be lost with the connection. */
function isWhole(request: string): boolean {
  const head = request.indexOf("\r\n\r\n");
  if (head === -1) return false;
  const [, length = "0"] = /\r\ncontent-length: *(\d+)/i.exec(request.slice(0, head)) ?? [];
  return Buffer.byteLength(request.slice(head + 4)) >= Number(length);
}

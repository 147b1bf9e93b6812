/**
 * The one HTTP server of an environment: Runtime, Extensions and Telemetry APIs on 127.0.0.1 and a port of
 * the system's choice.
 */
import { createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Handler, Refusal, send } from "./http.ts";
import { befall, type Mishaps } from "./mishaps.ts";

export interface Route {
  readonly method: string;
  /** Of the whole path; its first group, if any, is the handler's parameter. */
  readonly path: RegExp;
  readonly handler: Handler;
}

export interface ApiServer {
  /** On 127.0.0.1. */
  readonly port: number;
  /**
   * Ends every connection, also one that the kernel has taken and this server has not seen. What a process
   * asked before its end is then not heard later, as if its successor had asked it.
   */
  hangUp(): Promise<void>;
  close(): Promise<void>;
}

export async function serve(routes: readonly Route[], mishaps: Mishaps): Promise<ApiServer> {
  // A `next` may be held for as long as the environment lives.
  const server = createServer({
    keepAliveTimeout: 0,
    requestTimeout: 0,
    headersTimeout: 0,
    connectionsCheckingInterval: 2 ** 30,
    noDelay: true,
  });
  server.on("request", async (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    try {
      const mishap = mishaps.of(path);
      if (mishap !== undefined && !(await befall(mishap, response))) return;
      for (const route of routes) {
        const match = route.method === request.method ? route.path.exec(path) : null;
        if (match)
          return await route.handler({ request, response, parameter: decodeURIComponent(match[1] ?? "") });
      }
      throw new Refusal(404, "NotFound", `${request.method} ${path}`);
    } catch (error) {
      // A caller that hung up mid-request is answered nothing.
      if (!(error instanceof Refusal) || response.headersSent) response.destroy();
      else send(response, error.status, { errorType: error.errorType, errorMessage: error.message });
    }
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, hangUp: () => hangUp(server, port), close: () => close(server) };
}

/** Connections are accepted in the order in which they were made, so an answer shows that none is waiting. */
async function hangUp(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve) => {
    get({ host: "127.0.0.1", port, agent: false }, (answer) => answer.resume().once("close", resolve)).once(
      "error",
      () => resolve(),
    );
  });
  server.closeAllConnections();
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

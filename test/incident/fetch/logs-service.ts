/** CloudWatch Logs on this machine: the JSON protocol of its API, with answers that a test chooses. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A document, an error as the service writes it, or bytes that are neither. */
export type Answered =
  | object
  | { readonly error: string; readonly message?: string; readonly status?: number }
  | string
  | "hang";

export class LogsService {
  readonly asked: Asked[] = [];
  answer: (asked: Asked, count: number) => Answered = () => ({ events: [] });
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<LogsService> {
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const operation = String(request.headers["x-amz-target"]).replace("Logs_20140328.", "");
        const asked = { operation, input: JSON.parse(body) as Asked["input"] };
        service.asked.push(asked);
        const answered = service.answer(asked, service.asked.length);
        if (answered === "hang") return;
        const failed = typeof answered === "object" && "error" in answered;
        const document = failed ? { __type: answered.error, message: answered.message ?? "" } : answered;
        const status = failed ? ((answered as { status?: number }).status ?? 400) : 200;
        response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "1" });
        response.end(typeof document === "string" ? document : JSON.stringify(document));
      });
    });
    const service = new LogsService(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** The little of HTTP that the three APIs share. */
import type { IncomingMessage, ServerResponse } from "node:http";

export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the route's pattern captured. */
  readonly parameter: string;
}

export type Handler = (call: Call) => void | Promise<void>;

/** An answer other than success, thrown by handlers. */
export class Refusal extends Error {
  readonly status: number;
  readonly errorType: string;

  constructor(status: number, errorType: string, message: string) {
    super(message);
    this.status = status;
    this.errorType = errorType;
  }
}

export function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response
    .writeHead(status, {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(text),
      ...headers,
    })
    .end(text);
}

export async function readChunks(request: IncomingMessage, maxBytes: number): Promise<Buffer[] | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Reading on keeps the connection usable for the answer.
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  return bytes <= maxBytes ? chunks : undefined;
}

/** @throws Refusal when the body is too large or not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks = await readChunks(request, 1 << 20);
  try {
    return JSON.parse(Buffer.concat(chunks ?? []).toString());
  } catch {
    throw new Refusal(403, "InvalidRequestFormat", "the body is not JSON");
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

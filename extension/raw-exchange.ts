/**
 * One HTTP request on a socket of its own, by node:net alone: loading node:http takes as long again as all else on the way to `register`. HTTP/1.0
 * keeps the answer simple: it ends when the server closes, and comes in no chunks.
 */
import { connect } from "node:net";

export interface Answer {
  readonly status: number;
  /** The value of a header by its lower-case name, `""` when it is not there. */
  header(name: string): string;
  /** The body as JSON; an empty object for anything else. */
  readonly body: Readonly<Record<string, unknown>>;
}

const maxAnswerBytes = 256 * 1024;

/**
 * @param address AWS_LAMBDA_RUNTIME_API: `host:port`
 * @throws Error when there is no answer. Never for how long it takes: `next` waits for hours
 */
export function exchange(address: string, request: string, headers: Readonly<Record<string, string>>, body = ""): Promise<Answer> {
  const colon = address.lastIndexOf(":");
  return new Promise((resolve, reject) => {
    const socket = connect(Number(address.slice(colon + 1)), address.slice(0, colon));
    const lines = Object.entries({ Host: address, "Content-Length": String(Buffer.byteLength(body)), ...headers });
    socket.write(`${request} HTTP/1.0\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`);
    let received = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      if (received.length < maxAnswerBytes) received += chunk;
    });
    // What came before a reset may be all there is to know: the platform does not register twice. "close" follows.
    socket.on("error", () => {});
    socket.on("close", () => {
      const answer = parseAnswer(received);
      if (answer === null) reject(new Error("the answer is no HTTP"));
      else resolve(answer);
    });
  });
}

/** Null for what is no answer. Never throws. */
export function parseAnswer(text: string): Answer | null {
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
  const end = text.indexOf("\r\n\r\n");
  if (status === undefined || end === -1) return null;
  const headers = text.slice(0, end).split("\r\n").slice(1);
  return {
    status: Number(status),
    header: (name) => {
      const line = headers.find((header) => header.toLowerCase().startsWith(`${name}:`));
      return line === undefined ? "" : line.slice(name.length + 1).trim();
    },
    body: parseObject(text.slice(end + 4)),
  };
}

/** An empty object for anything else. Never throws. */
export function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * One HTTP/1.1 request on a socket of its own, with node:net only: to load node:http takes as long as
 * everything else before `register`.
 */
import { connect } from "node:net";
import { type Answer, HttpAnswer } from "./http-answer.ts";
import { freeSpare, keepSpare } from "./spare-descriptor.ts";

/**
 * @param address AWS_LAMBDA_RUNTIME_API: `host:port`, an IPv6 host in brackets
 * @throws Error when there is no answer; its message says why. There is no time limit: `next` waits for hours
 */
export function exchange(
  address: string,
  request: string,
  headers: Readonly<Record<string, string>>,
  body = "",
): Promise<Answer> {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, "$1");
  return new Promise((resolve, reject) => {
    const socket = connect(Number(address.slice(colon + 1)), host);
    const lines = Object.entries({
      Host: address,
      Connection: "close",
      "Content-Length": String(Buffer.byteLength(body)),
      ...headers,
    });
    socket.write(
      `${request} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`,
    );
    const answer = new HttpAnswer();
    let problem = "no HTTP answer";
    socket.on("data", (bytes) => {
      if (!answer.push(bytes)) return;
      socket.destroy();
      // At once: the descriptor that this frees could be taken for something else.
      keepSpare();
    });
    // The data before a reset may be all that is available: the platform does not register twice. "close"
    // follows.
    socket.on("error", (error: NodeJS.ErrnoException) => {
      problem = error.code ?? error.name;
    });
    socket.on("close", () => {
      const whole = answer.read();
      if (problem === "EMFILE" && freeSpare()) resolve(exchange(address, request, headers, body));
      else if (whole === null) reject(new Error(problem));
      else resolve(whole);
    });
  });
}

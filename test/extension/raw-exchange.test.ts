import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { exchange, parseAnswer } from "../../extension/raw-exchange.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers every connection with these bytes, in these pieces. */
async function serving(pieces: readonly (string | Buffer)[]): Promise<{ address: string; received: () => string }> {
  let received = "";
  const server = createServer((socket) => {
    socket.on("data", (chunk) => {
      received += chunk;
      if (!received.includes("\r\n\r\n")) return;
      for (const piece of pieces) socket.write(piece);
      socket.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  closing.push(() => server.close());
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, received: () => received };
}

describe("a raw exchange", () => {
  it("sends one request and reads its answer, however it is cut", async () => {
    const body = '{"functionName":"ünï"}';
    const text = Buffer.from(`HTTP/1.1 200 OK\r\nLambda-Extension-Identifier:  id-1 \r\nContent-Type: x\r\n\r\n${body}`);
    const { address, received } = await serving([...text].map((byte) => Buffer.from([byte])));
    const answer = await exchange(address, "POST /register", { "Lambda-Extension-Name": "outcrop" }, '{"events":["é"]}');
    expect(answer).toMatchObject({ status: 200, body: { functionName: "ünï" } });
    expect(answer.header("lambda-extension-identifier")).toBe("id-1");
    expect(answer.header("absent")).toBe("");
    expect(received()).toBe(
      `POST /register HTTP/1.0\r\nHost: ${address}\r\nContent-Length: 17\r\nLambda-Extension-Name: outcrop\r\n\r\n{"events":["é"]}`,
    );
  });

  it("fails when nobody answers, or not in HTTP", async () => {
    const { address } = await serving(["SSH-2.0\r\n\r\n"]);
    await expect(exchange(address, "GET /", {})).rejects.toThrow("the answer is no HTTP");
    await expect(exchange("127.0.0.1:1", "GET /", {})).rejects.toThrow();
    await expect(exchange("", "GET /", {})).rejects.toThrow();
  });

  it("parses anything without a throw", () => {
    expect(parseAnswer("HTTP/1.0 404 no\r\n\r\n[1]")?.body).toEqual([1]);
    expect(parseAnswer("HTTP/1.0 404 no\r\n\r\n7")?.body).toEqual({});
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => parseAnswer(text) === null));
    fc.assert(fc.property(fc.string(), (rest) => parseAnswer(`HTTP/1.1 200 OK\r\n${rest}\r\n\r\n{`)?.status === 200));
  });
});

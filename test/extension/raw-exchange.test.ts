import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { HttpAnswer } from "../../extension/http-answer.ts";
import { exchange } from "../../extension/raw-exchange.ts";
import { oddAnswers } from "../support/odd-answers.ts";
import { type RawServer, serveRaw } from "../support/raw-server.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serving(
  pieces: readonly (string | Buffer)[],
  how: Parameters<typeof serveRaw>[1] = {},
): Promise<RawServer> {
  const server = await serveRaw(pieces, how);
  closing.push(server.close);
  return server;
}

const body = '{"functionName":"ünï 🎉"}';

describe("a raw exchange", () => {
  it("sends one request and reads its answer", async () => {
    const { address, received } = await serving(
      [`HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`],
      {
        isKept: true,
      },
    );
    const answer = await exchange(
      address,
      "POST /register",
      { "Lambda-Extension-Name": "outcrop" },
      '{"events":["é"]}',
    );
    expect(answer).toMatchObject({ status: 200, body: { functionName: "ünï 🎉" } });
    expect(answer.header("absent")).toBe("");
    expect(received()).toBe(
      `POST /register HTTP/1.1\r\nHost: ${address}\r\nConnection: close\r\nContent-Length: 17\r\n` +
        'Lambda-Extension-Name: outcrop\r\n\r\n{"events":["é"]}',
    );
  });

  it.each(oddAnswers(body, "id-1"))("reads an answer with $name", async ({ bytes, isKept }) => {
    for (const pieces of [[bytes], [...bytes].map((byte) => Buffer.from([byte]))]) {
      const { address } = await serving(pieces, { isKept });
      const answer = await exchange(address, "GET /", {});
      expect(answer).toMatchObject({ status: 200, body: { functionName: "ünï 🎉" } });
      expect(answer.header("lambda-extension-identifier")).toBe("id-1");
    }
  });

  it("takes an IPv6 address, and a name", async () => {
    const { address } = await serving(["HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"], {
      host: "::1",
      isKept: true,
    });
    expect(address).toMatch(/^\[::1\]:/);
    expect((await exchange(address, "GET /", {})).status).toBe(200);
    const named = await serving(["HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"], { isKept: true });
    expect((await exchange(named.address.replace("127.0.0.1", "localhost"), "GET /", {})).status).toBe(200);
  });

  it.each([
    ["HTTP/1.1 505 HTTP Version Not Supported\r\nContent-Length: 2\r\n\r\nno", 505, {}],
    ['HTTP/1.1 403 Forbidden\r\nContent-Length: 17\r\n\r\n{"errorType":"x"}', 403, { errorType: "x" }],
    ["HTTP/1.1 204 No Content\r\n\r\n", 204, {}],
    ['HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"half":', 200, {}],
  ])("reports %.60j", async (text, status, content) => {
    const { address } = await serving([text]);
    expect(await exchange(address, "GET /", {})).toMatchObject({ status, body: content });
  });

  it.each([
    ["another protocol", "SSH-2.0\r\n\r\n"],
    ["another version", "HTTP/2 200\r\n\r\n"],
    ["half a head", "HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: id"],
    ["nothing but an interim answer", "HTTP/1.1 100 Continue\r\n\r\n"],
    ["a head beyond its bound", `HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(20_000)}\r\n`],
    ["nothing", ""],
  ])("fails on %s", async (_, text) => {
    const { address } = await serving([text]);
    await expect(exchange(address, "GET /", {})).rejects.toThrow(/no HTTP answer|ECONNRESET|EPIPE/);
  });

  it("fails if no one answers, with why", async () => {
    await expect(exchange("127.0.0.1:1", "GET /", {})).rejects.toThrow("ECONNREFUSED");
    await expect(exchange("", "GET /", {})).rejects.toThrow();
  });

  it("does not wait for what it will not keep, and reads anything the same however it is cut", () => {
    const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        (bytes, hasHead, size) => {
          const whole = Buffer.concat([Buffer.from(hasHead ? head : ""), bytes]);
          const [once, cut] = [new HttpAnswer(), new HttpAnswer()];
          const isDone = once.push(whole);
          let isCutDone = false;
          for (let at = 0; at < whole.length && !isCutDone; at += size)
            isCutDone = cut.push(whole.subarray(at, at + size));
          return isDone === isCutDone && JSON.stringify(once.read()) === JSON.stringify(cut.read());
        },
      ),
    );
  });

  it("drops a body beyond its bound", () => {
    const answer = new HttpAnswer();
    answer.push(Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n"));
    expect(answer.push(Buffer.alloc(899_999, "7"))).toBe(false);
    expect(answer.push(Buffer.from("7"))).toBe(true);
    expect(answer.read()).toMatchObject({ status: 200, body: {} });
  });
});

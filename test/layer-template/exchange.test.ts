import { spawn } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { joined } from "../support/joined.ts";
import { oddAnswers } from "../support/odd-answers.ts";
import { serveRaw } from "../support/raw-server.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const script = `LC_ALL=C
. layer-template/outcrop/exchange.bash
identifier=before answer=before
exchange "POST /register" "Lambda-Extension-Name: outcrop" '{"events":["é"]}' 2>/dev/null
printf '%s\\0' "$?" "$answer" "$identifier" "$failure"`;

interface Exchanged {
  readonly status: string;
  readonly answer: string;
  readonly identifier: string;
  readonly failure: string;
}

async function exchangeWith(api: string, env: Readonly<Record<string, string>> = {}): Promise<Exchanged> {
  const child = spawn("/bin/bash", ["-p", "-c", script], {
    env: { ...env, api },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  await new Promise((closed) => child.on("close", closed));
  const [status = "", answer = "", identifier = "", failure = ""] = output.split("\0");
  return { status, answer, identifier, failure };
}

async function exchangeOver(pieces: readonly (string | Buffer)[], how: Parameters<typeof serveRaw>[1] = {}) {
  const server = await serveRaw(pieces, how);
  closing.push(server.close);
  return { ...(await exchangeWith(server.address)), received: server.received() };
}

const body = '{"functionName":"ünï 🎉","x":" \\\\ $(x) `x` *"}';

describe("an exchange in bash", () => {
  it("sends one request in HTTP/1.1", async () => {
    const { received } = await exchangeOver(["HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"], {
      isKept: true,
    });
    expect(received).toMatch(
      joined(
        /^POST \/register HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n/,
        /Connection: close\r\nLambda-Extension-Name: outcrop\r\n/,
      ),
    );
    expect(received).toMatch(/Content-Length: 17\r\n\r\n\{"events":\["é"\]\}$/);
  });

  it.each(oddAnswers(body, "id-1"))("reads an answer with $name", async ({ bytes, isKept }) => {
    for (const pieces of [[bytes], [...bytes].map((byte) => Buffer.from([byte]))]) {
      expect(await exchangeOver(pieces, { isKept })).toMatchObject({
        status: "0",
        answer: body,
        identifier: "id-1",
      });
    }
  });

  it("takes an IPv6 address, and a name", async () => {
    const answer = ["HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7"];
    expect(await exchangeOver(answer, { isKept: true, host: "::1" })).toMatchObject({
      status: "0",
      answer: "7",
      identifier: "before",
    });
    const server = await serveRaw(answer, { isKept: true });
    closing.push(server.close);
    expect(await exchangeWith(server.address.replace("127.0.0.1", "localhost"))).toMatchObject({
      status: "0",
      answer: "7",
    });
  });

  it.each([
    [
      "a refusal",
      "HTTP/1.1 403 Forbidden\r\nLambda-Extension-Identifier: x\r\nContent-Length: 2\r\n\r\nno",
      "status 403",
    ],
    ["another version demanded", "HTTP/1.1 505 HTTP Version Not Supported\r\n\r\n", "status 505"],
    ["another protocol", "SSH-2.0\r\n\r\n", "no HTTP answer"],
    ["nothing but an interim answer", "HTTP/1.1 100 Continue\r\n\r\n", "no HTTP answer"],
    ["half a head", "HTTP/1.1 200 OK\r\nLambda-Ext", "no HTTP answer"],
    ["a head beyond its bound", `HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(20_000)}\r\n`, "no HTTP answer"],
    ["nothing", "", "no HTTP answer"],
    ["half a body", 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"half":', "half an answer"],
    ["half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{", "half an answer"],
    [
      "an invalid chunk size",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{",
      "half an answer",
    ],
    ["an invalid length", "HTTP/1.1 200 OK\r\nContent-Length: x[$(kill -9 $$)]\r\n\r\n{}", "half an answer"],
  ])("fails on %s, and says so", async (_, text, failure) => {
    expect(await exchangeOver([text])).toMatchObject({
      status: "1",
      answer: "",
      identifier: "before",
      failure,
    });
  });

  it("keeps the identifier of an answer with a cut body: the platform does not register twice", async () => {
    const cut = await exchangeOver([
      "HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: id-1\r\nContent-Length: 99\r\n\r\n{",
    ]);
    expect(cut).toMatchObject({ status: "1", identifier: "id-1" });
  });

  it("fails if no one answers", async () => {
    for (const api of ["127.0.0.1:1", "", "nonsense"])
      expect(await exchangeWith(api)).toMatchObject({ status: "1", failure: "no connection" });
  });

  it.each([
    ["a length", `Content-Length: 20000\r\n\r\n${"7".repeat(20_000)}`],
    [
      "chunks",
      `Transfer-Encoding: chunked\r\n\r\n${"3000\r\n".concat("7".repeat(0x3000), "\r\n").repeat(2)}0\r\n\r\n`,
    ],
    ["the connection's end", `\r\n${"7".repeat(20_000)}`],
  ])("cuts a body that is longer than an argument should be, by %s", async (_, rest) => {
    expect(await exchangeOver([`HTTP/1.1 200 OK\r\n${rest}`])).toMatchObject({
      status: "0",
      answer: "7".repeat(16_384),
    });
  });

  it("counts NUL bytes, which no variable holds", async () => {
    const { status, answer } = await exchangeOver(
      ["HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n\0a\0\0bc\0and more"],
      { isKept: true },
    );
    expect([status, answer]).toEqual(["0", "abc"]);
  });
});

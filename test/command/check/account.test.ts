/** Functions and layers of an account, by the real SDK against a Lambda of this machine. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type AccountReader, accountReader } from "../../../command/check/account.ts";
import { Downloads } from "../../../command/check/downloads.ts";
import { cacheFolder } from "../../../sandbox/runtime/cache-folder.ts";
import { checked, inShort } from "../../check/inputs/support.ts";

const zipped = (files: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );
const hash = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("base64");

const code = zipped({
  "index.js": "require('utils'); exports.handler = async () => {};",
  "package.json": JSON.stringify({ name: "orders", version: "1.0.0", dependencies: { utils: "^1.0.0" } }),
});
const utils = zipped({
  "nodejs/node_modules/utils/package.json": JSON.stringify({ name: "utils", version: "2.0.0" }),
  "nodejs/node_modules/utils/index.js": "",
});
const arn = "arn:aws:lambda:eu-west-1:123456789012:layer:utils:4";
const foreign = "arn:aws:lambda:eu-west-1:999999999999:layer:secret:1";

let server: Server;
let address = "";
let folder = "";
let served: Map<string, Buffer>;
let asked: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://x");
    const path = decodeURIComponent(url.pathname + url.search);
    asked.push(path);
    const zip = served.get(url.pathname);
    if (zip !== undefined) return void response.end(zip);
    const answer = answerTo(path);
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "outcrop-account-"));
  served = new Map([
    ["/code.zip", code],
    ["/utils.zip", utils],
  ]);
  asked = [];
  vi.stubEnv("AWS_ENDPOINT_URL", address);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_CONFIG_FILE", "/dev/null");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const failed = (status: number, name: string): Answer => ({
  status,
  headers: { "x-amzn-errortype": name },
  body: { Type: "User", Message: `${name}: token AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK` },
});

function answerTo(path: string): Answer {
  if (path.includes("/functions/orders"))
    return {
      status: 200,
      body: {
        Configuration: {
          FunctionName: "orders",
          Runtime: "nodejs24.x",
          Handler: "index.handler",
          Architectures: ["arm64"],
          MemorySize: 256,
          CodeSha256: hash(code),
          CodeSize: code.length,
          PackageType: "Zip",
          Environment: { Variables: { NODE_OPTIONS: "--enable-source-maps" } },
          Layers: [{ Arn: arn }, { Arn: foreign }],
        },
        Code: { Location: `${address}/code.zip` },
      },
    };
  if (path.includes("/functions/image"))
    return {
      status: 200,
      body: { Configuration: { FunctionName: "image", PackageType: "Image" }, Code: {} },
    };
  if (path.includes("/functions/")) return failed(404, "ResourceNotFoundException");
  if (path.includes(arn))
    return {
      status: 200,
      body: {
        Content: { Location: `${address}/utils.zip`, CodeSha256: hash(utils), CodeSize: utils.length },
      },
    };
  return failed(403, "AccessDeniedException");
}

const reader = (): Promise<AccountReader> => accountReader({ region: "eu-west-1", cacheFolder: folder });

describe("a function in the account", () => {
  it("is judged with the layers that can be read", async () => {
    const account = await reader();
    const found = await account.functions(["orders", "image", "absent"]);
    expect(found.functions[0]).toMatchObject({
      memoryMb: 256,
      variables: { NODE_OPTIONS: "--enable-source-maps" },
    });
    const functions = await checked(found, { fetchLayer: (layer) => account.layer(layer) });
    expect(inShort(functions)).toEqual({
      orders: `nodejs24.x arm64 ${arn}: range-violation`,
      image: "unknown x64 -: nothing",
      absent: "unknown x64 -: nothing",
    });
    const [unread = "", ...others] = functions.get("orders")?.unjudged ?? [];
    expect(others).toEqual([]);
    expect(unread).toContain(
      `The layer ${foreign} was not judged: it cannot be read: lambda:GetLayerVersion`,
    );
    expect(unread).not.toContain("AAAABBBB");
    expect(functions.get("absent")?.unjudged.join()).toContain("lambda:GetFunction");
  });

  it("is downloaded once, and again when the file that was kept is damaged", async () => {
    const zips = (): readonly string[] => asked.filter((path) => path.endsWith(".zip"));
    await (await reader()).functions(["orders"]);
    expect(zips()).toEqual(["/code.zip"]);
    await (await reader()).functions(["orders"]);
    expect(zips()).toEqual(["/code.zip"]);
    const [kept = ""] = readdirSync(folder);
    expect(kept).toMatch(/^[0-9a-f]{64}\.zip$/);
    expect(statSync(join(folder, kept)).mode & 0o077).toBe(0);
    writeFileSync(join(folder, kept), "damaged");
    await (await reader()).functions(["orders"]);
    expect(zips()).toEqual(["/code.zip", "/code.zip"]);
    expect(readFileSync(join(folder, kept))).toEqual(code);
  });

  it("asks each layer once, whatever functions have it", async () => {
    const account = await reader();
    await Promise.all([account.layer(arn), account.layer(arn)]);
    await account.layer(arn);
    expect(asked.filter((path) => path.includes("layers"))).toHaveLength(1);
    expect(await account.layer("arn:x")).toEqual({ why: "is not given by the ARN of a version" });
  });

  it("is not taken where its content is another one, or too much", async () => {
    served.set("/code.zip", Buffer.concat([code, Buffer.from("x")]));
    const [orders] = (await (await reader()).functions(["orders"])).functions;
    expect(orders?.code).toEqual({ kind: "unread", why: "has another content than Lambda says" });
    expect(readdirSync(folder)).toEqual([]);
    const endless = async (): Promise<Response> =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
        }),
      );
    const download = { location: "https://x/", sha256: hash(code), bytes: null };
    expect(await new Downloads(folder, endless, 1_000_000).get(download)).toEqual({
      why: "has more than 1000000 bytes",
    });
    expect(await new Downloads(folder).get({ ...download, bytes: 300_000_001 })).toEqual({
      why: "has more than 300000000 bytes",
    });
    expect(await new Downloads(folder).get({ ...download, sha256: "short" })).toHaveProperty("why");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is not there when the download fails", async () => {
    served.delete("/code.zip");
    const [orders] = (await (await reader()).functions(["orders"])).functions;
    expect(orders?.code).toEqual({ kind: "unread", why: "cannot be downloaded (HTTP 403)" });
    const refused = async (): Promise<Response> =>
      Promise.reject(Object.assign(new Error("x"), { code: "ECONNREFUSED" }));
    const download = { location: "https://x/", sha256: hash(code), bytes: 1 };
    expect(await new Downloads(folder, refused).get(download)).toEqual({
      why: "cannot be downloaded (ECONNREFUSED)",
    });
  });
});

describe("the cache", () => {
  it("is where the system has such files", () => {
    expect(cacheFolder({ XDG_CACHE_HOME: "/c" }, "linux")).toBe("/c/outcrop");
    expect(cacheFolder({ XDG_CACHE_HOME: "relative" }, "linux")).toMatch(/\.cache\/outcrop$/);
    expect(cacheFolder({}, "darwin")).toMatch(/Library\/Caches\/outcrop$/);
    expect(cacheFolder({ LOCALAPPDATA: "C:/Local" }, "win32")).toMatch(/^C:.Local.outcrop$/);
  });
});

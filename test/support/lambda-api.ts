/** The least of Lambda's APIs that the extension can live with, each answer of which a test may replace. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { EmittedLine } from "./layer-run.ts";

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers a request, or returns false to leave it to the default. */
export type Answer = (request: Request, response: ServerResponse) => boolean;

export class LambdaApi {
  readonly requests: Request[] = [];
  readonly sysroot = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-test-")));
  readonly #server: Server;
  readonly #events: string[] = [];
  readonly #waiting: ServerResponse[] = [];
  #answer: Answer = () => false;
  #arrived: () => void = () => {};

  private constructor(server: Server) {
    this.#server = server;
    mkdirSync(join(this.sysroot, "tmp"));
  }

  static async start(answer: Answer = () => false): Promise<LambdaApi> {
    const server = createServer();
    const api = new LambdaApi(server);
    api.#answer = answer;
    server.on("request", (message, response) => api.#receive(message, response));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return api;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Hands an event to whoever asks `next`, now or later. */
  send(event: object): void {
    this.#events.push(JSON.stringify(event));
    this.#deliver();
  }

  /** Resolves when `count` requests to a path that ends so have come. */
  async received(pathEnd: string, count = 1): Promise<Request[]> {
    for (;;) {
      const matching = this.requests.filter(({ path }) => path.endsWith(pathEnd));
      if (matching.length >= count) return matching;
      await new Promise<void>((arrived) => {
        this.#arrived = arrived;
      });
    }
  }

  /** Starts the built extension as its launcher would. */
  startExtension(
    env: Readonly<Record<string, string>> = {},
    bundle = resolve("dist/layer/outcrop/extension.cjs"),
  ): RunningExtension {
    const child = spawn(process.execPath, [bundle], {
      env: { AWS_LAMBDA_RUNTIME_API: this.address, OUTCROP_SYSROOT: this.sysroot, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      cwd: this.sysroot,
    });
    return new RunningExtension(child);
  }

  /**
   * Starts the layer as Lambda does: by the launcher.
   * @param options.opt a layer's folder that replaces the built one, in the sysroot already
   * @param options.script of the shell, in Node's place. Default: Node
   */
  launchExtension(
    env: Readonly<Record<string, string>> = {},
    { opt, script }: { readonly opt?: string; readonly script?: string } = {},
  ): RunningExtension {
    mkdirSync(join(this.sysroot, "var/lang/bin"), { recursive: true });
    const node = join(this.sysroot, "var/lang/bin/node");
    if (script === undefined) symlinkSync(process.execPath, node);
    else writeFileSync(node, script, { mode: 0o755 });
    if (opt === undefined) symlinkSync(resolve("dist/layer"), join(this.sysroot, "opt"));
    const child = spawn(join(this.sysroot, "opt/extensions/outcrop"), {
      env: { AWS_LAMBDA_RUNTIME_API: this.address, OUTCROP_SYSROOT: this.sysroot, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      cwd: this.sysroot,
    });
    return new RunningExtension(child);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.sysroot, { recursive: true, force: true });
  }

  #receive(message: IncomingMessage, response: ServerResponse): void {
    let body = "";
    message.on("data", (chunk) => {
      body += chunk;
    });
    message.on("end", () => {
      const request = {
        method: message.method ?? "",
        path: message.url ?? "",
        headers: message.headers,
        body,
      };
      this.requests.push(request);
      if (!this.#answer(request, response)) this.#default(request, response);
      this.#arrived();
    });
  }

  #default({ path }: Request, response: ServerResponse): void {
    if (path.endsWith("/event/next")) {
      this.#waiting.push(response);
      this.#deliver();
      return;
    }
    response.setHeader("Lambda-Extension-Identifier", "e0e0e0e0-0000-4000-8000-000000000000");
    response.end(
      JSON.stringify({ functionName: "orders", functionVersion: "$LATEST", handler: "index.handler" }),
    );
  }

  #deliver(): void {
    while (this.#events.length > 0 && this.#waiting.length > 0)
      this.#waiting.shift()?.end(this.#events.shift());
  }
}

export class RunningExtension {
  readonly process: ChildProcess;
  readonly exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  #stdout = "";
  #stderr = "";

  constructor(child: ChildProcess) {
    this.process = child;
    child.stdout?.on("data", (chunk) => {
      this.#stdout += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      this.#stderr += chunk;
    });
    this.exit = new Promise((exited) => child.on("close", (code, signal) => exited({ code, signal })));
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** The lines it has written, parsed. */
  get lines(): EmittedLine[] {
    return this.#stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
  }
}

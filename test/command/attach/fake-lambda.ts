/** Lambda's functions and layers, and CloudFormation's stacks, on this machine. The real SDK talks to it. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Asked, readRequest, ServiceError, writeAnswer, writeError } from "../aws/protocols.ts";
import type { FakeFunction } from "./fake-function.ts";

/**
 * `cut`: the connection breaks before the call does anything; `lost`: after it did its work; `hang`: it does
 * nothing and never answers; `fails`: the update is taken and ends as failed.
 */
export type Fault =
  | "cut"
  | "lost"
  | "hang"
  | "fails"
  | { readonly error: string; readonly status: number; readonly message?: string }
  | { readonly body: unknown };

export const region = "eu-central-1";
export const account = "111122223333";

export class FakeLambda {
  readonly asked: Asked[] = [];
  readonly functions = new Map<string, FakeFunction>();
  /** Versions of each layer: the hash of each. */
  readonly layers = new Map<string, string[]>();
  /** What each stack has, as CloudFormation lists it. */
  readonly stacks = new Map<string, readonly { readonly type: string; readonly id: string }[]>();
  readonly signing = new Map<string, "Enforce" | "Warn">();
  fault: (asked: Asked) => Fault | null = () => null;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<FakeLambda> {
    const server = createServer((request, response) => void aws.#respond(request, response));
    const aws = new FakeLambda(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return aws;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  reset(functions: readonly FakeFunction[]): void {
    this.asked.length = 0;
    for (const each of [this.functions, this.layers, this.stacks, this.signing]) each.clear();
    for (const one of functions) this.functions.set(one.name, one);
    this.fault = () => null;
  }

  count(operation: string): number {
    return this.asked.filter((asked) => asked.operation === operation).length;
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readRequest(request);
    this.asked.push(asked);
    const fault = this.fault(asked);
    if (fault === "hang") return;
    if (fault === "cut") return void request.socket.destroy();
    try {
      if (typeof fault === "object" && fault !== null) {
        if ("body" in fault) return writeAnswer(asked, fault.body as object, response);
        throw new ServiceError(fault.error, fault.message ?? "", fault.status);
      }
      const answer = this.#answer(asked, fault === "fails");
      if (fault === "lost") return void request.socket.destroy();
      writeAnswer(asked, answer, response);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      writeError(asked, error, response);
    }
  }

  #answer({ operation, input }: Asked, fails: boolean): object {
    switch (operation) {
      case "ListFunctions":
        return this.#page([...this.functions.values()], input["Marker"]);
      case "ListLayerVersions":
        return { LayerVersions: this.#versions(input).map((_, index) => ({ Version: index + 1 })) };
      case "GetLayerVersion":
        return this.#version(arnOf(String(input["LayerName"]), Number(input["VersionNumber"])));
      case "GetLayerVersionByArn":
        return this.#version(String(input["Arn"]));
      case "PublishLayerVersion": {
        const { ZipFile } = input["Content"] as { ZipFile: string };
        const name = String(input["LayerName"]);
        const hash = createHash("sha256").update(Buffer.from(ZipFile, "base64")).digest("base64");
        this.layers.set(name, [...this.#versions(input), hash]);
        return this.#version(arnOf(name, this.#versions(input).length));
      }
      case "ListStackResources":
        return this.#stack(String(input["StackName"]));
      case "GetCodeSigningConfig": {
        const policy = String(input["CodeSigningConfigArn"]).split(":").at(-1);
        return { CodeSigningConfig: { CodeSigningPolicies: { UntrustedArtifactOnDeployment: policy } } };
      }
    }
    const one = this.functions.get(String(input["FunctionName"]));
    if (one === undefined)
      throw new ServiceError(
        "ResourceNotFoundException",
        `Function not found: ${input["FunctionName"]}`,
        404,
      );
    switch (operation) {
      case "GetFunction":
        return { Configuration: one.read(), Code: { Location: "https://example.invalid/" }, Tags: one.tags };
      case "ListAliases":
        return { Aliases: one.aliases.map(([Name, FunctionVersion]) => ({ Name, FunctionVersion })) };
      case "GetFunctionCodeSigningConfig": {
        const policy = this.signing.get(one.name);
        return { FunctionName: one.name, CodeSigningConfigArn: policy && `arn:aws:lambda:code:${policy}` };
      }
      case "UpdateFunctionConfiguration":
        for (const arn of input["Layers"] as string[]) this.#mustHave(arn);
        return one.update(input, fails);
      default:
        throw new Error(`${operation} is not known here`);
    }
  }

  #page(all: readonly FakeFunction[], marker: unknown): object {
    const from = Number(marker ?? 0);
    const more = from + 50 < all.length && { NextMarker: `${from + 50}` };
    // Without state and status, as in the API reference.
    const Functions = all
      .slice(from, from + 50)
      .map(({ name, arn }) => ({ FunctionName: name, FunctionArn: arn }));
    return { Functions, ...more };
  }

  #versions(input: Asked["input"]): string[] {
    return this.layers.get(String(input["LayerName"])) ?? [];
  }

  #version(arn: string): object {
    const [name = "", number] = arn.split(":").slice(6);
    const hash = this.layers.get(name)?.[Number(number) - 1];
    if (hash === undefined) throw new ServiceError("ResourceNotFoundException", "It does not exist.", 404);
    return {
      LayerVersionArn: arn,
      Version: Number(number),
      Content: { CodeSha256: hash, CodeSize: 180_000 },
    };
  }

  /** Of another account's layers nothing is known here. */
  #mustHave(arn: string): void {
    if (arn.split(":")[4] === account) this.#version(arn);
  }

  #stack(name: string): object {
    const resources = this.stacks.get(name);
    if (resources === undefined)
      throw new ServiceError("ValidationError", `Stack with id ${name} does not exist`);
    return {
      StackResourceSummaries: resources.map(({ type, id }) => ({
        ResourceType: type,
        PhysicalResourceId: id,
        ResourceStatus: "CREATE_COMPLETE",
      })),
    };
  }
}

export function arnOf(layer: string, version: number): string {
  return `arn:aws:lambda:${region}:${account}:layer:${layer}:${version}`;
}

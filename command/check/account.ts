/**
 * Functions and layers of an AWS account: their code is downloaded once and kept by the hash of its content.
 * The AWS SDK is loaded here alone.
 */
import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import {
  archOf,
  type Found,
  type FoundFunction,
  type FoundLayer,
  isLayerArn,
  layerByArn,
  type Place,
} from "../../check/inputs/shared/found.ts";
import { installing, loadOptional } from "../../core/optional-package.ts";
import { CallError } from "../shared/call-error.ts";
import { type Download, Downloads } from "./downloads.ts";

export interface AccountOptions {
  readonly region: string | undefined;
  /** For tests. */
  readonly cacheFolder?: string;
}

export interface AccountReader {
  functions(names: readonly string[]): Promise<Found>;
  /** The layer's zip on this machine, or why it cannot be had: the end of a sentence about it. */
  layer(arn: string): Promise<{ readonly path: string } | { readonly why: string }>;
}

type Sdk = typeof import("@aws-sdk/client-lambda");

const attempts = 5;

/** @throws Error that says what to install */
export async function accountReader({ region, cacheFolder }: AccountOptions): Promise<AccountReader> {
  const sdk = await loadOptional<Sdk>(
    () => import("@aws-sdk/client-lambda"),
    () =>
      new Error(
        `--deployed and --fetch-layers need the AWS SDK. Run ${installing("@aws-sdk/client-lambda")}, or ` +
          "download the zips and use --function and --layer",
      ),
  );
  return new Account(sdk, region, new Downloads(cacheFolder));
}

class Account implements AccountReader {
  readonly #sdk: Sdk;
  readonly #region: string | undefined;
  readonly #downloads: Downloads;
  /** Functions share layers. */
  readonly #layers = new Map<string, ReturnType<AccountReader["layer"]>>();

  constructor(sdk: Sdk, region: string | undefined, downloads: Downloads) {
    this.#sdk = sdk;
    this.#region = region;
    this.#downloads = downloads;
  }

  async functions(names: readonly string[]): Promise<Found> {
    const functions: FoundFunction[] = [];
    for (const name of names) functions.push(await this.#function(name));
    return { tool: "AWS Lambda", functions, warnings: [] };
  }

  layer(arn: string): ReturnType<AccountReader["layer"]> {
    const known = this.#layers.get(arn) ?? this.#fetchedLayer(arn);
    this.#layers.set(arn, known);
    return known;
  }

  async #function(name: string): Promise<FoundFunction> {
    try {
      const { Configuration, Code } = await this.#call("lambda:GetFunction", name, (client) =>
        client.send(new this.#sdk.GetFunctionCommand({ FunctionName: name })),
      );
      const isImage = Configuration?.PackageType === "Image";
      const code = isImage
        ? { why: "is a container image, which has no layers" }
        : await this.#downloads.get(downloadOf(Code?.Location, Configuration));
      const at: Place =
        "path" in code ? { kind: "path", path: code.path } : { kind: "unread", why: code.why };
      return functionOf(name, at, Configuration ?? {});
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.everywhere) throw error;
      return functionOf(name, { kind: "unread", why: `cannot be read: ${error.message}` }, {});
    }
  }

  async #fetchedLayer(arn: string): ReturnType<AccountReader["layer"]> {
    if (!isLayerArn(arn)) return { why: "is not given by the ARN of a version" };
    try {
      const { Content } = await this.#call("lambda:GetLayerVersion", arn, (client) =>
        client.send(new this.#sdk.GetLayerVersionByArnCommand({ Arn: arn })),
      );
      return await this.#downloads.get(downloadOf(Content?.Location, Content));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      return { why: `cannot be read: ${error.message}` };
    }
  }

  /** @param of the name or ARN, whose region is taken where it has one @throws CallError */
  async #call<Answer>(
    action: string,
    of: string,
    call: (client: InstanceType<Sdk["LambdaClient"]>) => Promise<Answer>,
  ): Promise<Answer> {
    const region = /^arn:[a-z-]+:lambda:([a-z0-9-]+):/.exec(of)?.[1] ?? this.#region;
    const client = new this.#sdk.LambdaClient({
      maxAttempts: attempts,
      ...(region !== undefined && { region }),
    });
    try {
      return await call(client);
    } catch (error) {
      throw new CallError(action, error);
    } finally {
      client.destroy();
    }
  }
}

function downloadOf(
  location: string | undefined,
  about: { readonly CodeSha256?: string | undefined; readonly CodeSize?: number | undefined } | undefined,
): Download {
  return { location: location ?? null, sha256: about?.CodeSha256 ?? null, bytes: about?.CodeSize ?? null };
}

function functionOf(name: string, code: Place, configuration: FunctionConfiguration): FoundFunction {
  const { FunctionName, Runtime, Handler, Layers, Architectures, Environment, MemorySize } = configuration;
  const failed = Environment?.Error?.ErrorCode;
  return {
    name: FunctionName ?? name,
    code,
    layers: (Layers ?? []).flatMap(({ Arn }): FoundLayer[] => (Arn === undefined ? [] : [layerByArn(Arn)])),
    runtime: Runtime ?? null,
    arch: archOf(Architectures ?? []),
    handler: Handler ?? null,
    variables: Environment?.Variables ?? {},
    memoryMb: MemorySize ?? null,
    unknown: failed === undefined ? [] : [`Its variables cannot be read: ${failed}.`],
  };
}

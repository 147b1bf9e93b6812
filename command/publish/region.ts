/**
 * What publishing asks and changes in one region. Each answer is checked: the SDK does not compare what it
 * reads with the API's model. The items of ListLayerVersions carry no hash; only GetLayerVersion answers
 * CodeSha256 (Lambda API reference).
 */
import type { Architecture, LambdaClient, Runtime } from "@aws-sdk/client-lambda";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { runtimes } from "../../sandbox/runtime/nodes.ts";
import { AnswerError, called } from "../shared/call-error.ts";
import { missingPermissions, type Permission } from "./permission.ts";
import { clientSettings, type LambdaSdk, type SsmSdk } from "./sdk.ts";

export interface Content {
  readonly zip: Uint8Array;
  readonly description: string;
}

export interface LayerVersion {
  readonly arn: string;
  /** SHA-256 of the zip in base64. */
  readonly hash: string;
}

export const architectures: readonly Architecture[] = ["x86_64", "arm64"];

/** Of at most 50 versions each. */
const maxPages = 20;
const layerVersionArn = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:layer:[\w-]+:\d+$/;

/** Each method throws CallError. */
export class Region {
  readonly #lambdaSdk: LambdaSdk;
  readonly #lambda: LambdaClient;
  readonly #ssm: { readonly sdk: SsmSdk; readonly client: SSMClient } | null;
  readonly #layer: { readonly LayerName: string };

  /** @param sdk without ssm where no parameter is asked for or stored */
  constructor(
    { lambda, ssm }: { lambda: LambdaSdk; ssm: SsmSdk | null },
    { name, layer, profile }: { name: string; layer: string; profile: string | null },
  ) {
    this.#lambdaSdk = lambda;
    this.#lambda = new lambda.LambdaClient(clientSettings(profile, name));
    this.#ssm = ssm && { sdk: ssm, client: new ssm.SSMClient(clientSettings(profile, name)) };
    this.#layer = { LayerName: layer };
  }

  /** The versions' numbers, in any order: the service does not document one. */
  versions(): Promise<number[]> {
    return called("lambda:ListLayerVersions", async () => {
      // A layer without versions is answered with an empty list or as not found.
      return (await unless("ResourceNotFoundException", this.#allVersions())) ?? [];
    });
  }

  async #allVersions(): Promise<number[]> {
    const numbers: unknown[] = [];
    let pages = 0;
    for await (const page of this.#lambdaSdk.paginateListLayerVersions(
      { client: this.#lambda },
      this.#layer,
    )) {
      if (++pages > maxPages)
        throw new AnswerError(`the layer has more versions than ${maxPages} pages hold`);
      numbers.push(...(page.LayerVersions ?? []).map((version) => version?.Version));
    }
    if (!numbers.every((number): number is number => Number.isSafeInteger(number)))
      throw new AnswerError("the answer is not a list of versions");
    return numbers;
  }

  version(number: number): Promise<LayerVersion> {
    return called("lambda:GetLayerVersion", async () => {
      const request = { ...this.#layer, VersionNumber: number };
      const answer = await this.#lambda.send(new this.#lambdaSdk.GetLayerVersionCommand(request));
      const hash = answer.Content?.CodeSha256;
      if (typeof hash !== "string") throw new AnswerError(`version ${number} has no hash in the answer`);
      return { arn: arnOf(answer), hash };
    });
  }

  /** Those that the version's policy does not hold. */
  missing(number: number, wanted: readonly Permission[]): Promise<readonly Permission[]> {
    return called("lambda:GetLayerVersionPolicy", async () => {
      const command = new this.#lambdaSdk.GetLayerVersionPolicyCommand({
        ...this.#layer,
        VersionNumber: number,
      });
      // A version without a policy is answered as not found.
      const answer = await unless("ResourceNotFoundException", this.#lambda.send(command));
      if (answer === null) return wanted;
      try {
        return missingPermissions(wanted, JSON.parse(String(answer.Policy)));
      } catch {
        throw new AnswerError(`the answer for version ${number} is not a policy`);
      }
    });
  }

  /** Null when the parameter does not exist. */
  parameter(name: string): Promise<string | null> {
    return called("ssm:GetParameter", async () => {
      const { sdk, client } = this.#parameters();
      const command = new sdk.GetParameterCommand({ Name: name });
      const answer = await unless("ParameterNotFound", client.send(command));
      const value = answer === null ? null : answer.Parameter?.Value;
      if (value !== null && typeof value !== "string") throw new AnswerError("the answer has no value");
      return value;
    });
  }

  /** @returns the new version's ARN */
  publish(
    { zip, description }: Content,
    { withArchitectures }: { withArchitectures: boolean },
  ): Promise<string> {
    return called("lambda:PublishLayerVersion", async () => {
      const command = new this.#lambdaSdk.PublishLayerVersionCommand({
        ...this.#layer,
        Description: description,
        LicenseInfo: "MIT",
        Content: { ZipFile: zip },
        // The SDK's type lists the runtimes of its day; the service decides.
        CompatibleRuntimes: runtimes as Runtime[],
        ...(withArchitectures && { CompatibleArchitectures: [...architectures] }),
      });
      return arnOf(await this.#lambda.send(command));
    });
  }

  async permit(version: number, { statementId, principal, organisation }: Permission): Promise<void> {
    await called("lambda:AddLayerVersionPermission", () =>
      this.#lambda.send(
        new this.#lambdaSdk.AddLayerVersionPermissionCommand({
          ...this.#layer,
          VersionNumber: version,
          StatementId: statementId,
          Action: "lambda:GetLayerVersion",
          Principal: principal,
          ...(organisation !== null && { OrganizationId: organisation }),
        }),
      ),
    );
  }

  async store(parameter: string, arn: string): Promise<void> {
    const request = { Name: parameter, Type: "String", Value: arn, Overwrite: true } as const;
    await called("ssm:PutParameter", () => {
      const { sdk, client } = this.#parameters();
      return client.send(new sdk.PutParameterCommand(request));
    });
  }

  #parameters(): { readonly sdk: SsmSdk; readonly client: SSMClient } {
    if (this.#ssm === null) throw new Error("Systems Manager was not loaded");
    return this.#ssm;
  }
}

/** A layer version's ARN ends in its number. */
export function versionOf(arn: string): number {
  return Number(arn.slice(arn.lastIndexOf(":") + 1));
}

function arnOf({ LayerVersionArn: arn }: { LayerVersionArn?: unknown }): string {
  if (typeof arn !== "string" || !layerVersionArn.test(arn))
    throw new AnswerError("the answer has no ARN of a layer version");
  return arn;
}

/** Null for this error of the service. */
async function unless<Answer>(name: string, answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === name) return null;
    throw error;
  }
}

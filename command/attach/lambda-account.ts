/** Lambda in one account and region, as attaching asks it. Each method throws CallError. */
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { clientSettings, type LambdaSdk } from "../publish/sdk.ts";
import { AnswerError, called } from "../shared/call-error.ts";
import { type Deployed, deployedOf } from "./deployed.ts";
import { isFunctionArn, isFunctionName, readFunctionArn } from "./function-name.ts";
import { hideValues } from "./hide-values.ts";
import { type Clock, Patience } from "./patience.ts";
import type { Settings } from "./settings.ts";

export interface Where {
  readonly region: string | undefined;
  readonly profile: string | null;
}

/** Of 50 functions each. */
const maxPages = 400;
const maxAliases = 1000;

export class LambdaAccount {
  readonly clock: Clock;
  readonly #sdk: LambdaSdk;
  readonly #client: LambdaClient;

  constructor(sdk: LambdaSdk, { region, profile }: Where, clock: Clock) {
    this.clock = clock;
    this.#sdk = sdk;
    this.#client = new sdk.LambdaClient({
      ...clientSettings(profile, region),
      retryStrategy: new Patience(clock),
    });
  }

  /** The one that was asked for, or the profile's. @throws CallError without one */
  region(): Promise<string> {
    return called("lambda:ListFunctions", () => this.#client.config.region());
  }

  end(): void {
    this.#client.destroy();
  }

  /** Names of all functions, in the order of the service. */
  names(): Promise<string[]> {
    return called("lambda:ListFunctions", async () => {
      const names: string[] = [];
      let pages = 0;
      for await (const { Functions } of this.#sdk.paginateListFunctions({ client: this.#client }, {})) {
        if (++pages > maxPages) throw new AnswerError(`there are more functions than ${maxPages} pages hold`);
        for (const one of listOf(Functions)) {
          const arn: unknown = one?.FunctionArn;
          if (typeof arn !== "string" || !isFunctionArn(arn))
            throw new AnswerError("the answer is not a list of functions");
          names.push(readFunctionArn(arn)?.name ?? "");
        }
      }
      return names;
    });
  }

  /** GetFunction has a quota of its own, a higher one than GetFunctionConfiguration, and answers the tags. */
  get(name: string): Promise<Deployed> {
    return called("lambda:GetFunction", async () =>
      deployedOf(await this.#client.send(new this.#sdk.GetFunctionCommand({ FunctionName: name }))),
    );
  }

  /** Aliases that point to a published version, as `live → 7`. */
  aliases(name: string): Promise<string[]> {
    return called("lambda:ListAliases", async () => {
      const found: string[] = [];
      const pages = this.#sdk.paginateListAliases({ client: this.#client }, { FunctionName: name });
      for await (const { Aliases } of pages) {
        for (const one of listOf(Aliases)) {
          const [alias, version]: unknown[] = [one?.Name, one?.FunctionVersion];
          if (typeof alias !== "string" || typeof version !== "string" || !isFunctionName(alias))
            throw new AnswerError("the answer is not a list of aliases");
          if (/^\d{1,10}$/.test(version)) found.push(`${alias} → ${version}`);
        }
        if (found.length > maxAliases) throw new AnswerError("the answer does not end");
      }
      return found;
    });
  }

  /** Whether its code signing configuration refuses layers without a signature. */
  async refusesUnsigned(name: string): Promise<boolean> {
    const arn = await called("lambda:GetFunctionCodeSigningConfig", async () => {
      const command = new this.#sdk.GetFunctionCodeSigningConfigCommand({ FunctionName: name });
      return (await this.#client.send(command)).CodeSigningConfigArn;
    });
    if (typeof arn !== "string" || arn === "") return false;
    return called("lambda:GetCodeSigningConfig", async () => {
      const command = new this.#sdk.GetCodeSigningConfigCommand({ CodeSigningConfigArn: arn });
      const { CodeSigningConfig: config } = await this.#client.send(command);
      return config?.CodeSigningPolicies?.UntrustedArtifactOnDeployment === "Enforce";
    });
  }

  /** The packed size of a layer version and whether it is signed. */
  layerVersion(arn: string): Promise<{ readonly bytes: number; readonly isSigned: boolean }> {
    return called("lambda:GetLayerVersion", async () => {
      const command = new this.#sdk.GetLayerVersionByArnCommand({ Arn: arn });
      const { LayerVersionArn, Content } = await this.#client.send(command);
      if (LayerVersionArn !== arn) throw new AnswerError("the answer is not about that layer version");
      const bytes: unknown = Content?.CodeSize;
      return {
        bytes: typeof bytes === "number" && bytes > 0 ? bytes : 0,
        isSigned: typeof Content?.SigningProfileVersionArn === "string",
      };
    });
  }

  /** Layers and variables in one call. Lambda refuses it when the function has another revision by now. */
  async update({ name, revision, settings: now }: Deployed, { layers, variables }: Settings): Promise<void> {
    const command = new this.#sdk.UpdateFunctionConfigurationCommand({
      FunctionName: name,
      RevisionId: revision,
      Layers: [...layers],
      Environment: { Variables: variables },
    });
    await called("lambda:UpdateFunctionConfiguration", () =>
      this.#client.send(command).catch((error) => {
        throw withoutValues(error, [now.variables, variables]);
      }),
    );
  }
}

/** @throws AnswerError */
function listOf<Item>(value: readonly Item[] | undefined): readonly Item[] {
  if (value !== undefined && !Array.isArray(value)) throw new AnswerError("the answer is not a list");
  return value ?? [];
}

function withoutValues(error: unknown, variables: readonly Settings["variables"][]): unknown {
  if (!(error instanceof Error)) return error;
  error.message = hideValues(error.message, variables);
  return error;
}

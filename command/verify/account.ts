/** One account and region, asked through the AWS SDK. */
import { setTimeout as sleep } from "node:timers/promises";
import { clientSettings } from "../publish/sdk.ts";
import { CallError, called } from "../shared/call-error.ts";
import type { Sdk } from "./sdk.ts";

/** The service understood the request and said no to what it asks for: that is an answer to a claim. */
const refusal =
  /^(?:MalformedQuery|InvalidParameter|ValidationError|ValidationException|DashboardInvalidInput|InvalidFormat)/;

export interface Place {
  readonly region: string | undefined;
  readonly profile: string | null;
}

export class Account {
  readonly sdk: Sdk;
  readonly lambda: InstanceType<Sdk["lambda"]["LambdaClient"]>;
  readonly iam: InstanceType<Sdk["iam"]["IAMClient"]>;
  readonly sts: InstanceType<Sdk["sts"]["STSClient"]>;
  readonly logs: InstanceType<Sdk["logs"]["CloudWatchLogsClient"]>;
  readonly cloudwatch: InstanceType<Sdk["cloudwatch"]["CloudWatchClient"]>;
  readonly cloudformation: InstanceType<Sdk["cloudformation"]["CloudFormationClient"]>;
  readonly #signal: AbortSignal | undefined;

  /** @param signal ends calls and waits; none where a run must be cleaned up */
  constructor(sdk: Sdk, { region, profile }: Place, signal?: AbortSignal) {
    const settings = clientSettings(profile, region);
    this.sdk = sdk;
    this.lambda = new sdk.lambda.LambdaClient(settings);
    this.iam = new sdk.iam.IAMClient(settings);
    this.sts = new sdk.sts.STSClient(settings);
    this.logs = new sdk.logs.CloudWatchLogsClient(settings);
    this.cloudwatch = new sdk.cloudwatch.CloudWatchClient(settings);
    this.cloudformation = new sdk.cloudformation.CloudFormationClient(settings);
    this.#signal = signal;
  }

  get isStopped(): boolean {
    return this.#signal?.aborted === true;
  }

  /** @param action as a policy names it. @throws CallError */
  call<Result>(
    action: string,
    send: (options: { readonly abortSignal?: AbortSignal }) => Promise<Result>,
  ): Promise<Result> {
    return called(action, () => send(this.#signal === undefined ? {} : { abortSignal: this.#signal }));
  }

  /** Also ends when the run is stopped. */
  async wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { ...(this.#signal && { signal: this.#signal }) }).catch(() => {});
  }

  /**
   * Asks again until the answer is good, the time is over or the run is stopped.
   * @returns the last answer
   */
  async until<Result>(
    ms: number,
    ask: () => Promise<Result>,
    isGood: (result: Result) => boolean,
  ): Promise<Result> {
    const end = Date.now() + ms;
    for (let pause = 250; ; pause = Math.min(2 * pause, 5_000)) {
      const result = await ask();
      if (isGood(result) || this.isStopped || Date.now() + pause > end) return result;
      await this.wait(pause);
    }
  }
}

/** @returns null where the service takes it, else why it does not. @throws CallError for any other failure */
export async function refusalOf(ask: () => Promise<unknown>): Promise<string | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (error instanceof CallError && refusal.test(error.code)) return error.message;
    throw error;
  }
}

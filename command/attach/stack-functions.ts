/** The functions of a CloudFormation stack and of the stacks nested in it. */
import { installing, loadOptional } from "../../core/optional-package.ts";
import { clientSettings } from "../publish/sdk.ts";
import { AnswerError, called } from "../shared/call-error.ts";
import { isFunctionName } from "./function-name.ts";
import type { Where } from "./lambda-account.ts";
import { type Clock, Patience } from "./patience.ts";

const maxStacks = 500;
/** Of 100 resources each. */
const maxPages = 50;

/** @throws CallError, Error that says what to install */
export async function stackFunctions(
  stacks: readonly string[],
  { region, profile }: Where,
  clock: Clock,
): Promise<string[]> {
  const sdk = await loadOptional(
    () => import("@aws-sdk/client-cloudformation"),
    () =>
      new Error(
        `--stack needs the AWS SDK. Run ${installing("@aws-sdk/client-cloudformation")}, or use --prefix or --tag`,
      ),
  );
  const settings = { ...clientSettings(profile, region), retryStrategy: new Patience(clock) };
  const client = new sdk.CloudFormationClient(settings);
  const names = new Set<string>();
  const todo = new Set(stacks);
  try {
    // A set that grows while it is walked: each stack once, also where one is named twice.
    for (const stack of todo) {
      if (todo.size > maxStacks) throw new Error(`there are more than ${maxStacks} stacks in the stack`);
      for (const [type, id] of await called("cloudformation:ListStackResources", () => resources(stack))) {
        if (type === "AWS::CloudFormation::Stack") todo.add(id);
        else if (isFunctionName(id)) names.add(id);
      }
    }
  } finally {
    client.destroy();
  }
  return [...names];

  async function resources(StackName: string): Promise<[type: string, id: string][]> {
    const found: [string, string][] = [];
    let pages = 0;
    for await (const { StackResourceSummaries } of sdk.paginateListStackResources(
      { client },
      { StackName },
    )) {
      if (++pages > maxPages) throw new AnswerError("the stack's resources do not end");
      // The SDK reads XML by the API's model, so this is a list of objects.
      for (const one of StackResourceSummaries ?? []) {
        const { ResourceType: type, PhysicalResourceId: id, ResourceStatus: status } = one;
        // A resource that was not made, or is gone, has no id or one that is not there.
        if (typeof id !== "string" || id === "" || status === "DELETE_COMPLETE") continue;
        if (type === "AWS::Lambda::Function" || type === "AWS::CloudFormation::Stack") found.push([type, id]);
      }
    }
    return found;
  }
}

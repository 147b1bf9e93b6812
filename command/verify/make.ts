/** Makes the role, the layers, the log groups and the functions of a run. */
import type { Architecture, Runtime } from "@aws-sdk/client-lambda";
import { AnswerError, CallError } from "../shared/call-error.ts";
import type { Account } from "./account.ts";
import { type Made, rolePolicy } from "./made.ts";
import { type Format, logGroupOf, type Names, rolePath, tags } from "./names.ts";

/** Notes what is made before it is made: an answer can be lost. */
export type Note = (made: Made) => void;

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** It may not make log groups: else one would come back after it was removed. */
const permissions = (run: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `arn:*:logs:*:*:log-group:${logGroupOf(run)}-*:*`,
    },
  ],
});

/** @returns the role's ARN. @throws CallError */
export async function makeRole(account: Account, names: Names, note: Note): Promise<string> {
  note({ kind: "role", name: names.role });
  const { Role } = await account.call("iam:CreateRole", (options) =>
    account.iam.send(
      new account.sdk.iam.CreateRoleCommand({
        RoleName: names.role,
        Path: rolePath,
        Description: "Of outcrop verify. It may be deleted.",
        AssumeRolePolicyDocument: JSON.stringify(trust),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
      options,
    ),
  );
  await account.call("iam:PutRolePolicy", (options) =>
    account.iam.send(
      new account.sdk.iam.PutRolePolicyCommand({
        RoleName: names.role,
        PolicyName: rolePolicy,
        PolicyDocument: JSON.stringify(permissions(names.run)),
      }),
      options,
    ),
  );
  return required("iam:CreateRole", Role?.Arn);
}

/** @returns the layer version's ARN. @throws CallError */
export async function makeLayer(
  account: Account,
  name: string,
  zip: Uint8Array,
  note: Note,
): Promise<string> {
  note({ kind: "layer", name });
  const { LayerVersionArn } = await account.call("lambda:PublishLayerVersion", (options) =>
    account.lambda.send(
      new account.sdk.lambda.PublishLayerVersionCommand({
        LayerName: name,
        Description: "Of outcrop verify. It may be deleted.",
        Content: { ZipFile: zip },
      }),
      options,
    ),
  );
  return required("lambda:PublishLayerVersion", LayerVersionArn);
}

export interface FunctionParts {
  readonly format: Format;
  readonly zip: Uint8Array;
  readonly role: string;
  readonly layers: readonly string[];
  readonly runtime: string;
  readonly architecture: string;
}

/** A day is the least: what a crash leaves costs nothing for long. @throws CallError */
export async function makeLogGroup(account: Account, functionName: string, note: Note): Promise<void> {
  const logGroupName = logGroupOf(functionName);
  note({ kind: "log group", name: logGroupName });
  await account.call("logs:CreateLogGroup", (options) =>
    account.logs.send(new account.sdk.logs.CreateLogGroupCommand({ logGroupName, tags }), options),
  );
  await account.call("logs:PutRetentionPolicy", (options) =>
    account.logs.send(
      new account.sdk.logs.PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }),
      options,
    ),
  );
}

/** Until Lambda may use a role that has just been made. IAM gives no time; a minute is more than is seen. */
const roleWaitMs = 60_000;

/** Resolves when it can be invoked. @throws CallError */
export async function makeFunction(
  account: Account,
  functionName: string,
  { format, zip, role, layers, runtime, architecture }: FunctionParts,
  note: Note,
): Promise<void> {
  note({ kind: "function", name: functionName });
  const command = new account.sdk.lambda.CreateFunctionCommand({
    FunctionName: functionName,
    Description: "Of outcrop verify. It may be deleted.",
    // The SDK's types list the values of its day; the service decides.
    Runtime: runtime as Runtime,
    Architectures: [architecture as Architecture],
    Handler: "index.handler",
    Role: role,
    Code: { ZipFile: zip },
    Layers: [...layers],
    MemorySize: 128,
    Timeout: 30,
    Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" } },
    LoggingConfig: {
      LogFormat: format === "text" ? "Text" : "JSON",
      ...(format === "levels" && { ApplicationLogLevel: "ERROR", SystemLogLevel: "WARN" }),
    },
    Tags: tags,
  });
  const create = async (): Promise<CallError | null> => {
    try {
      await account.call("lambda:CreateFunction", (options) => account.lambda.send(command, options));
      return null;
    } catch (error) {
      if (error instanceof CallError && /cannot be assumed by Lambda/.test(error.message)) return error;
      throw error;
    }
  };
  const early = await account.until(roleWaitMs, create, (error) => error === null);
  if (early !== null) throw early;
  const state = () =>
    account.call("lambda:GetFunctionConfiguration", (options) =>
      account.lambda.send(
        new account.sdk.lambda.GetFunctionConfigurationCommand({ FunctionName: functionName }),
        options,
      ),
    );
  const { State, StateReason } = await account.until(roleWaitMs, state, (now) => now.State !== "Pending");
  if (State !== "Active")
    throw new CallError(
      "lambda:CreateFunction",
      new AnswerError(`the function is ${State}: ${StateReason ?? ""}`),
    );
}

function required(action: string, arn: string | undefined): string {
  if (arn === undefined) throw new CallError(action, new AnswerError("the answer has no ARN"));
  return arn;
}

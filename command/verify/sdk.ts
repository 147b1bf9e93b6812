/** The AWS SDK's clients that a run needs, loaded when it starts. */
import { loadOptional } from "../../incident/fetch/optional-package.ts";

/** @throws Error that says what to install */
export async function loadSdk() {
  const load = <Module>(name: string, module: () => Promise<Module>): Promise<Module> =>
    loadOptional(module, () => new Error(`outcrop verify needs @aws-sdk/client-${name}; npm ci installs it`));
  return {
    lambda: await load("lambda", () => import("@aws-sdk/client-lambda")),
    iam: await load("iam", () => import("@aws-sdk/client-iam")),
    sts: await load("sts", () => import("@aws-sdk/client-sts")),
    logs: await load("cloudwatch-logs", () => import("@aws-sdk/client-cloudwatch-logs")),
    cloudwatch: await load("cloudwatch", () => import("@aws-sdk/client-cloudwatch")),
    cloudformation: await load("cloudformation", () => import("@aws-sdk/client-cloudformation")),
  };
}

export type Sdk = Awaited<ReturnType<typeof loadSdk>>;

/** The AWS SDK's clients that a run needs, loaded when it starts. */
import { installing, loadOptional } from "../../core/optional-package.ts";

/** @throws Error that says what to install */
export async function loadSdk() {
  const load = <Module>(name: string, module: () => Promise<Module>): Promise<Module> =>
    loadOptional(module, () => {
      const wanted = installing(`@aws-sdk/client-${name}`);
      return new Error(`outcrop verify needs the AWS SDK. Run ${wanted}`);
    });
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

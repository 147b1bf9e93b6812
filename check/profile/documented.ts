/** The profile of a runtime by what is documented of it. */
import { lambdaPolicies, policyFor } from "../../core/native/policy/lambda-policies.ts";
import { type RuntimeProfile, runtimeFolder } from "./runtime-profile.ts";
import { sdkNamesAsOf, sdkPackages } from "./sdk-packages.ts";

/** Null for a runtime whose levels are not known, either. */
export function documentedProfile(runtime: string): RuntimeProfile | null {
  const policy = policyFor(runtime);
  if (policy === null) return null;
  const began = policy.sdk === null ? "" : `, which began with ${policy.sdk}`;
  return {
    runtime,
    release: null,
    source: `the packages of the AWS SDK 3${began}; the versions that it has now are not documented`,
    asOf: sdkNamesAsOf,
    packages: sdkPackages.map((name) => ({ name, version: null, path: `${runtimeFolder}/${name}` })),
  };
}

export const documentedRuntimes: readonly string[] = lambdaPolicies.map(({ runtime }) => runtime);

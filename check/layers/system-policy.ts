/** The levels of the system that a runtime of any language runs on. */
import { policyFor } from "../../core/native/policy/lambda-policies.ts";
import type { RuntimePolicy } from "../../core/native/policy/runtime-policy.ts";

/** Amazon Linux 2023, which all Node runtimes with a policy have. */
const likeNode = "nodejs24.x";

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, read on 2026-11-30. */
const amazonLinux2023 = new RegExp(
  "^(?:nodejs20\\.x|provided\\.al2023|python3\\.(?:1[2-9]|[2-9]\\d)|java(?:2[1-9]|[3-9]\\d)|" +
    "dotnet(?:[89]|\\d\\d)|ruby3\\.[3-9])$",
);

/** Null for a runtime whose system is not known. */
export function systemPolicy(runtime: string): RuntimePolicy | null {
  return policyFor(amazonLinux2023.test(runtime) ? likeNode : runtime);
}

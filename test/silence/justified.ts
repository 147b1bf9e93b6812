import type { FindingCode } from "../../core/findings/finding.ts";

/** Findings above `info` that are true, each with what a reviewer found when checking it by hand. */
export interface Justified {
  readonly function: string;
  readonly code: FindingCode;
  readonly package: string;
  readonly reason: string;
}

export const justified: readonly Justified[] = [
  {
    function: "powertools-own",
    code: "undeclared-dependency",
    package: "@aws-sdk/util-dynamodb",
    reason:
      "True. Its idempotency/dynamodb requires @aws-sdk/util-dynamodb; its package.json names " +
      "client-dynamodb and lib-dynamodb as optional peers and util-dynamodb nowhere. It runs because the " +
      "runtime happens to hold it.",
  },
  {
    function: "otel-api-own",
    code: "shadowed-package",
    package: "@opentelemetry/api",
    reason:
      "True. The function brings a newer API than the layer's SDK was started with; see the next line " +
      "for what that breaks.",
  },
  {
    function: "otel-api-own",
    code: "duplicate-instance",
    package: "@opentelemetry/api",
    reason:
      "True. API 1.10 does not accept a global that 1.9 registered (its minor is higher), so the " +
      "function's spans are silently not recorded: isRecording() is false through the function's copy " +
      "and true through the layer's.",
  },
];

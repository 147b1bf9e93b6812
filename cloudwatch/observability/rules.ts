/**
 * The Contributor Insights rules. They match finding lines of severity `warning` and `error` and nothing
 * else: every matching event is paid for. A finding is written once for each environment, so a contributor's
 * count is the number of environments (cold starts) that met it.
 */
export interface Rule {
  /** The key in `Scope.ruleNames`, and the end of the rule's name after the stack's. */
  readonly id: "packages" | "functions";
  /** The logical id in the template. */
  readonly logicalId: string;
  readonly title: string;
  /** JSON paths of scalars, at most four. */
  readonly keys: readonly string[];
}

export const rules: readonly Rule[] = [
  {
    id: "packages",
    logicalId: "PackagesRule",
    title: "Packages by the environments that met a finding about them",
    keys: ["$.package", "$.code"],
  },
  {
    id: "functions",
    logicalId: "FunctionsRule",
    title: "Functions by their findings",
    keys: ["$.function_name", "$.code"],
  },
];

/**
 * A rule's body (CloudWatch, Contributor Insights rule syntax). A trailing `*` in a log group's name means
 * for any end.
 */
export function ruleBody(rule: Rule, logGroupNames: readonly string[]) {
  return {
    Schema: { Name: "CloudWatchLogRule", Version: 1 },
    LogFormat: "JSON",
    LogGroupNames: logGroupNames,
    Contribution: {
      Keys: rule.keys,
      Filters: [
        { Match: "$.outcrop", In: ["finding"] },
        { Match: "$.severity", In: ["warning", "error"] },
      ],
    },
    AggregateOn: "Count",
  } as const;
}

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { everyTemplate } from "./cloudformation.ts";
import { validatorProblems } from "./validator.ts";

const textOf = (path: string) => readFileSync(path, "utf8");

/**
 * A mistake a person could make in each template, and the rule that must catch it: else a clean report would
 * prove nothing.
 */
const mistakes: [
  template: (typeof everyTemplate)[number],
  what: string,
  from: string,
  to: string,
  rule: RegExp,
][] = [
  ["layer-template/template.yaml", "an unknown property", "LicenseInfo: MIT", "License: MIT", /^F3002 /],
  ["layer-template/template.yaml", "an unknown architecture", "- arm64", "- arm-64", /arm-64/],
  ["layer-template/template.yaml", "a missing required property", '      Principal: "*"\n', "", /^F3003 /],
  [
    "layer-template/template.yaml",
    "a reference to nothing",
    "OrganizationId:\n        Ref: OrganizationId",
    "OrganizationId:\n        Ref: Organization",
    /Organization/,
  ],
  [
    "docs/generated/observability.yaml",
    "an unknown property",
    "TreatMissingData:",
    "TreatMissing:",
    /^F3002 /,
  ],
  [
    "docs/generated/observability.yaml",
    "an unknown comparison",
    "GreaterThanOrEqualToThreshold",
    "AtLeast",
    /AtLeast/,
  ],
  ["docs/generated/observability.yaml", "a missing required property", "RuleState: ENABLED", "", /^F3003 /],
  [
    "docs/generated/observability.yaml",
    "a condition that is invalid",
    "Condition: RulesAreOn",
    "Condition: RulesOn",
    /RulesOn/,
  ],
  [
    "docs/generated/observability.yaml",
    "a variable of Fn::Sub that is invalid",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholder
    "${SilenceAlarm.Arn}",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholder
    "${SilentAlarm.Arn}",
    /SilentAlarm/,
  ],
  ["docs/generated/queries.yaml", "an unknown property", "QueryString:", "Query:", /^F3002 /],
  [
    "docs/generated/queries.yaml",
    "a condition that is invalid",
    "LogGroupsAreNamed, ",
    "GroupsAreNamed, ",
    /GroupsAreNamed/,
  ],
  ["docs/generated/silence.yaml", "an unknown property", "EvaluationPeriods:", "Periods:", /^F3002 /],
  [
    "docs/generated/log-alarm.yaml",
    "an unknown property",
    "QueryResultsToAlarm:",
    "ResultsToAlarm:",
    /^F3002 /,
  ],
  [
    "docs/generated/log-alarm.yaml",
    "a missing required property",
    "AggregationExpression: count(*)",
    "",
    /^F3003 /,
  ],
  [
    "docs/generated/silence.yaml",
    "a condition that is invalid",
    "Condition: Function2IsGiven",
    "Condition: Function2Given",
    /Function2Given/,
  ],
  ["docs/organization/monitoring-sink.yaml", "an unknown property", "Policy:", "SinkPolicy:", /^F3002 /],
  [
    "docs/organization/source-link.yaml",
    "an unknown kind of data",
    "AWS::Logs::LogGroup",
    "AWS::Logs",
    /AWS::Logs/,
  ],
];

describe("the official validator", () => {
  it.each(everyTemplate)("has nothing to say about %s", (path) => {
    expect(validatorProblems(textOf(path))).toEqual([]);
  });

  it.each(mistakes)("finds in %s %s", (path, _, from, to, rule) => {
    const text = textOf(path);
    expect(text).toContain(from);
    expect(validatorProblems(text.replace(from, to)).filter((problem) => rule.test(problem))).not.toEqual([]);
  });
});

/**
 * docs/generated/silence.yaml: one alarm for each function on a list, for when it runs but Outcrop does
 * not report. It is a separate template, since a loop over a list needs a transform, and the user must allow
 * a transform at deployment.
 */
import { namespace } from "../../core/telemetry/metrics.ts";
import type { MetricQuery } from "../preview/alarm.ts";
import type { Properties } from "./intrinsics.ts";
import { equals, not, nothing, ref, sub, when } from "./intrinsics.ts";
import { parameters } from "./parameters.ts";
import { metrics } from "./resources.ts";
import type { Template } from "./template.ts";

/**
 * Six hours, twice within a day: a report is counted when an invocation ends, which may be in the next
 * period.
 */
export const silencePeriod = 6 * 3600;

export const silenceQueries: readonly MetricQuery<string | Properties>[] = [
  {
    id: "invocations",
    stat: {
      namespace: "AWS/Lambda",
      metric: "Invocations",
      dimensions: { FunctionName: ref("FunctionName") },
      stat: "Sum",
    },
    returnData: false,
  },
  {
    id: "reports",
    stat: {
      namespace,
      metric: "Shadowing",
      dimensions: { function_name: ref("FunctionName") },
      stat: "SampleCount",
    },
    returnData: false,
  },
  { id: "silent", expression: "IF(invocations > 0, IF(FILL(reports, 0) > 0, 0, 1), 0)", returnData: true },
];

const topic = "AlarmTopicArn";

export function silenceTemplate(): Template {
  return {
    why: [
      "One alarm for each function on a list: the function runs but Outcrop does not report.",
      "docs/observability.md explains each part and its price.",
      "npm run generate makes this file from cloudwatch/observability: change it there.",
    ].join(" "),
    description:
      "Outcrop in CloudWatch - an alarm for each listed function that runs while Outcrop does not report.",
    transform: "AWS::LanguageExtensions",
    parameters: {
      FunctionNames: {
        why: [
          "The functions that must report. Their names must differ in letters and digits,",
          "since the alarms' logical ids have no other characters.",
        ].join(" "),
        value: {
          Type: "CommaDelimitedList",
          AllowedPattern: "^[a-zA-Z0-9_-]{1,64}$",
          ConstraintDescription: "Names of functions (no ARNs), separated by commas.",
          Description:
            "Functions to watch. They need OUTCROP_EMIT=each-invoke (the default). 0.20 USD a month for " +
            "each.",
        },
      },
      [topic]: parameters[topic] as Template["parameters"][string],
    },
    rules: {},
    conditions: {
      TopicIsGiven: { why: "AlarmTopicArn is given.", value: not(equals(ref(topic), "")) },
    },
    resources: {
      "Fn::ForEach::SilenceAlarms": {
        why: [
          "One alarm for each function: in two periods of a day it was invoked and Outcrop reported nothing.",
          "An idle period counts as a good one.",
        ].join(" "),
        value: [
          "FunctionName",
          ref("FunctionNames"),
          {
            "SilenceOf&{FunctionName}": {
              Type: "AWS::CloudWatch::Alarm",
              Properties: {
                AlarmName: sub(`\${AWS::StackName}-\${FunctionName}`),
                AlarmDescription: sub(
                  [
                    `\${FunctionName} runs but Outcrop does not report.`,
                    "A deployment removed the layer or AWS_LAMBDA_EXEC_WRAPPER,",
                    "or CloudWatch no longer takes metrics from its log group.",
                    "The function is not at risk, but Outcrop does not see its collisions.",
                    "Read docs/observability.md, the section about silence.",
                  ].join(" "),
                ),
                AlarmActions: when("TopicIsGiven", [ref(topic)], nothing),
                Metrics: metrics(silenceQueries, silencePeriod),
                ComparisonOperator: "GreaterThanOrEqualToThreshold",
                Threshold: 1,
                EvaluationPeriods: 4,
                DatapointsToAlarm: 2,
                TreatMissingData: "notBreaching",
              },
            },
          },
        ],
      },
    },
    outputs: {},
  };
}

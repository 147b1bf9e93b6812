/**
 * docs/generated/silence.yaml: one alarm for each function on a list, when it runs and Outcrop does not
 * report. A template of its own, since a loop over a list needs a transform, which whoever deploys has to
 * allow.
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
      "One alarm for each function on a list, when it runs and Outcrop does not report. docs/observability.md explains each part and its price.",
      "Made by build/templates.ts from cloudwatch/observability: change it there.",
    ].join(" "),
    description:
      "Outcrop in CloudWatch - an alarm for each function on a list, when it runs and Outcrop does not report.",
    transform: "AWS::LanguageExtensions",
    parameters: {
      FunctionNames: {
        why: "The functions that must not fall silent. Only names that differ in their letters and digits: the alarms' logical ids hold nothing else.",
        value: {
          Type: "CommaDelimitedList",
          AllowedPattern: "^[a-zA-Z0-9_-]{1,64}$",
          ConstraintDescription: "Names of functions (no ARNs), separated by commas.",
          Description:
            "Functions to watch, with OUTCROP_EMIT=each-invoke (the default). 0.20 USD a month for each.",
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
        why: "One alarm for each function: it was invoked and nothing was reported, in two periods of a day. Idle periods count as good ones.",
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
                    `\${FunctionName} runs and Outcrop does not report: a deployment took the layer or AWS_LAMBDA_EXEC_WRAPPER away, or CloudWatch`,
                    "takes no metrics from its log group any more. The function is not at risk; its collisions go unseen.",
                    "Where to look: docs/observability.md, the section about silence.",
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

/**
 * docs/generated/silence.yaml: one alarm for each function on a list, for when it runs but Outcrop does
 * not report. A loop over the list would need a transform, and service-managed StackSets refuses transforms
 * (CreateStackSet, "Capabilities"). So the template has an alarm for each place on the list.
 */
import { namespace } from "../../core/telemetry/metrics.ts";
import type { MetricQuery } from "../preview/alarm.ts";
import type { Properties } from "./intrinsics.ts";
import { equals, not, nothing, ref, select, split, sub, when } from "./intrinsics.ts";
import { parameters } from "./parameters.ts";
import { metrics } from "./resources.ts";
import type { Part, Parts, Template } from "./template.ts";

/**
 * A function reports by its name only with OUTCROP_METRICS=by-function. Six hours, twice within a day: a report is counted when an invocation ends, which may be in the next
 * period.
 */
export const silencePeriod = 6 * 3600;

/** How many functions one stack watches. The template stays a fifth below what is deployed without a bucket. */
export const watchedFunctions = 15;

const list = "FunctionNames";

/** The function at a place of the list, from 0; empty where the list is shorter. */
const functionAt = (place: number): Properties =>
  select(place, split(",", sub(`\${${list}}${",".repeat(watchedFunctions - 1)}`)));

/** @param name of the function, also as a reference */
export function silenceQueries(name: string | Properties): readonly MetricQuery<string | Properties>[] {
  return [
    {
      id: "invocations",
      stat: {
        namespace: "AWS/Lambda",
        metric: "Invocations",
        dimensions: { FunctionName: name },
        stat: "Sum",
      },
      returnData: false,
    },
    {
      id: "reports",
      stat: {
        namespace,
        metric: "OverheadMs",
        dimensions: { function_name: name },
        stat: "SampleCount",
      },
      returnData: false,
    },
    {
      id: "silent",
      expression: "IF(invocations > 0, IF(FILL(reports, 0) > 0, 0, 1), 0)",
      returnData: true,
    },
  ];
}

const topic = "AlarmTopicArn";

const places = Array.from({ length: watchedFunctions }, (_, place) => place);

const conditionAt = (place: number) => `Function${place + 1}IsGiven`;

const conditionParts: Parts = Object.fromEntries(
  places.map((place) => [
    conditionAt(place),
    { why: `The list has ${place + 1} or more.`, value: not(equals(functionAt(place), "")) },
  ]),
);

function alarmAt(place: number): Part {
  return {
    why:
      place === 0
        ? [
            "One alarm for each function: in two periods of a day it was invoked and Outcrop reported nothing.",
            "An idle period counts as a good one.",
          ].join(" ")
        : `Function ${place + 1}.`,
    value: {
      Type: "AWS::CloudWatch::Alarm",
      Condition: conditionAt(place),
      Properties: {
        // With its place: a function that moves on the list gets a new alarm before the old one goes.
        AlarmName: sub(`\${AWS::StackName}-${place + 1}-\${Name}`, { Name: functionAt(place) }),
        AlarmDescription: sub(
          [
            `\${Name} runs but Outcrop does not report.`,
            "A deployment removed the layer or AWS_LAMBDA_EXEC_WRAPPER, or CloudWatch takes no metrics from its",
            "log group. No other alarm covers it. It may also fail before Outcrop can report: look at Lambda's",
            "own errors first.",
            "Read docs/observability.md, the section about silence.",
          ].join(" "),
          { Name: functionAt(place) },
        ),
        AlarmActions: when("TopicIsGiven", [ref(topic)], nothing),
        Metrics: metrics(silenceQueries(functionAt(place)), silencePeriod),
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Threshold: 1,
        EvaluationPeriods: 4,
        DatapointsToAlarm: 2,
        TreatMissingData: "notBreaching",
      },
    },
  };
}

export function silenceTemplate(): Template {
  return {
    why: [
      "One alarm for each function on a list: the function runs but Outcrop does not report.",
      "docs/observability.md explains each part and its price.",
      "npm run generate makes this file from cloudwatch/observability: change it there.",
    ].join(" "),
    description:
      "Outcrop in CloudWatch - an alarm for each listed function that runs while Outcrop does not report.",
    parameters: {
      [list]: {
        why: "The functions that must report. Another stack watches more.",
        value: {
          Type: "String",
          AllowedPattern: `^[a-zA-Z0-9_-]{1,64}(,[a-zA-Z0-9_-]{1,64}){0,${watchedFunctions - 1}}$`,
          ConstraintDescription:
            `One to ${watchedFunctions} names of functions (no ARNs), separated by commas, without blanks, ` +
            "each once.",
          Description:
            "Functions to watch. Each needs OUTCROP_METRICS=by-function, or its alarm is raised. 0.20 USD a " +
            "month for each, and the metrics.",
        },
      },
      [topic]: parameters[topic] as Template["parameters"][string],
    },
    rules: {},
    conditions: {
      TopicIsGiven: { why: "AlarmTopicArn is given.", value: not(equals(ref(topic), "")) },
      ...conditionParts,
    },
    resources: Object.fromEntries(places.map((place) => [`SilenceAlarm${place + 1}`, alarmAt(place)])),
    outputs: {},
  };
}

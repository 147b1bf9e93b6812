/**
 * docs/generated/log-alarm.yaml: an alarm on the logs, whose message holds the lines of the findings with function,
 * package and fix. It is a template of its own, since it makes two roles: one runs the query, the other takes the
 * lines into the message. Sources: CloudFormation Template Reference, AWS::CloudWatch::LogAlarm; CloudWatch User
 * Guide, "Log alarms"; CloudWatch API Reference, PutLogAlarm and ScheduledQueryConfiguration.
 */
import { ref, split, sub, type Value } from "./intrinsics.ts";
import { logGroupNames } from "./parameters.ts";
import type { Part, Template } from "./template.ts";

/** Seconds; the query runs so often and looks at the time since the last run, and as long again for late lines. */
const everySeconds = 300;

/** What is put into the message: one line for each finding. The alarm counts the lines by itself. */
export const logAlarmQuery = `fields @timestamp, function_name, package, code, message, fix, docs
| filter outcrop = "finding" and severity = "error" and not ispresent(accepted)
| sort @timestamp desc`;

const topic = "AlarmTopicArn";

function role(why: string, service: string, actions: readonly string[]): Part {
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: actions,
        Resource: sub(`arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:*`),
      },
    ],
  };
  return {
    why,
    value: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: service },
              Action: "sts:AssumeRole",
            },
          ],
        },
        Policies: [{ PolicyName: "logs", PolicyDocument: policy }],
      },
    },
  };
}

const arnOf = (id: string): Value => sub(`\${${id}.Arn}`);

export function logAlarmTemplate(): Template {
  return {
    why: [
      "One alarm on the logs: its message holds the lines of new errors, with function, package and fix.",
      "docs/observability.md explains each part and its price.",
      "npm run generate makes this file from cloudwatch/observability: change it there.",
    ].join(" "),
    description: "Outcrop in CloudWatch - an alarm whose message holds function, package and fix.",
    parameters: {
      LogGroupNames: {
        why: "A log alarm knows log groups by name only, at most 50 of them.",
        value: {
          Type: "String",
          AllowedPattern: logGroupNames.AllowedPattern.replace(/\?\$$/, "$"),
          ConstraintDescription: logGroupNames.ConstraintDescription,
          Description:
            "Log groups of the functions that have the layer: at most 20 names, separated by commas.",
        },
      },
      [topic]: {
        why: "Who receives the lines.",
        value: {
          Type: "String",
          AllowedPattern: "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[a-zA-Z0-9_-]{1,256}$",
          ConstraintDescription: "The ARN of a standard SNS topic (not FIFO), in this region.",
          Description: "SNS topic that receives the lines.",
        },
      },
      LogLines: {
        why: "The lines leave CloudWatch with the message. Choose 0 if a topic's readers may not see them.",
        value: {
          Type: "Number",
          Default: 10,
          MinValue: 0,
          MaxValue: 50,
          ConstraintDescription: "A number of lines, 0 to 50.",
          Description: "How many lines the message holds at most.",
        },
      },
    },
    rules: {},
    conditions: {},
    resources: {
      QueryRole: role("Runs the alarm's query.", "logs.amazonaws.com", [
        "logs:StartQuery",
        "logs:StopQuery",
        "logs:GetQueryResults",
        "logs:DescribeLogGroups",
      ]),
      LinesRole: role("Takes the lines into the message.", "cloudwatch.amazonaws.com", [
        "logs:GetQueryResults",
      ]),
      FindingsLogAlarm: {
        why: "A finding of severity error was written in the last minutes.",
        value: {
          Type: "AWS::CloudWatch::LogAlarm",
          // cfn-lint 1.51 does not know the type yet: CloudFormation has had it since July 2026.
          Metadata: { "cfn-lint": { config: { ignore_checks: ["E3006"] } } },
          Properties: {
            AlarmName: sub(`\${AWS::StackName}-findings`),
            AlarmDescription:
              "A function met a collision of severity error. The lines below name function, package and fix.",
            AlarmActions: [ref(topic)],
            ActionLogLineCount: ref("LogLines"),
            ActionLogLineRoleArn: arnOf("LinesRole"),
            ScheduledQueryConfiguration: {
              QueryString: logAlarmQuery,
              AggregationExpression: "count(*)",
              LogGroupIdentifiers: split(",", ref("LogGroupNames")),
              ScheduledQueryRoleARN: arnOf("QueryRole"),
              ScheduleConfiguration: {
                ScheduleExpression: `rate(${everySeconds / 60} minutes)`,
                StartTimeOffset: 2 * everySeconds,
              },
            },
            QueryResultsToEvaluate: 1,
            QueryResultsToAlarm: 1,
            Threshold: 1,
            ComparisonOperator: "GreaterThanOrEqualToThreshold",
            TreatMissingData: "notBreaching",
          },
        },
      },
    },
    outputs: {},
  };
}

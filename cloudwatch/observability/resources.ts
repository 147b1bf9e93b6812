/** The alarms and rules as CloudFormation resources. */
import type { MetricQuery } from "../preview/alarm.ts";
import { alarms } from "./alarms.ts";
import { nothing, type Properties, ref, sub, type Value, when } from "./intrinsics.ts";
import { ruleLogGroups } from "./log-groups.ts";
import { type Rule, ruleBody, rules } from "./rules.ts";
import type { Parts } from "./template.ts";

export const alarmResources: Parts = Object.fromEntries(
  alarms.map((alarm) => [
    alarm.id,
    {
      why: `${alarm.title}.`,
      value: {
        Type: "AWS::CloudWatch::Alarm",
        Condition: alarm.condition ?? "AlarmsAreOn",
        Properties: {
          AlarmName: sub(`\${AWS::StackName}-${alarm.name}`),
          AlarmDescription: alarm.description.includes(`\${`) ? sub(alarm.description) : alarm.description,
          // Sent when it starts and not when it ends: a fixed finding needs no action.
          AlarmActions: when("TopicIsGiven", [ref("AlarmTopicArn")], nothing),
          Metrics:
            alarm.perFunction === null
              ? metrics(alarm.fleet, alarm.period)
              : when(
                  "AlarmsAreByFunction",
                  metrics(alarm.perFunction, alarm.period),
                  metrics(alarm.fleet, alarm.period),
                ),
          ComparisonOperator: alarm.comparison,
          Threshold: typeof alarm.threshold === "number" ? alarm.threshold : ref(alarm.threshold.parameter),
          EvaluationPeriods: alarm.evaluationPeriods,
          DatapointsToAlarm: alarm.datapointsToAlarm,
          TreatMissingData: alarm.missingData,
        },
      },
    },
  ]),
);

export function metrics(queries: readonly MetricQuery<string | Properties>[], period: number): Value[] {
  return queries.map(({ id, stat, expression, returnData }): Properties => {
    if (stat === undefined) {
      // A Metrics Insights query has a period of its own; metric math takes that of its metrics.
      const ofQuery = expression?.startsWith("SELECT") ? { Period: period } : {};
      return { Id: id, Expression: expression ?? "", ...ofQuery, ReturnData: returnData };
    }
    const dimensions = Object.entries(stat.dimensions).map(([Name, value]) => ({ Name, Value: value }));
    const metric = {
      Namespace: stat.namespace,
      MetricName: stat.metric,
      ...(dimensions.length > 0 ? { Dimensions: dimensions } : {}),
    };
    return {
      Id: id,
      MetricStat: { Metric: metric, Period: period, Stat: stat.stat },
      ReturnData: returnData,
    };
  });
}

export const ruleName = (rule: Rule) => `\${AWS::StackName}-${rule.id}`;

export const ruleResources: Parts = Object.fromEntries(
  rules.map((rule) => [
    rule.logicalId,
    {
      why: `${rule.title}.`,
      value: {
        Type: "AWS::CloudWatch::InsightRule",
        Condition: "RulesAreOn",
        Properties: {
          RuleName: sub(ruleName(rule)),
          RuleState: "ENABLED",
          RuleBody: sub(JSON.stringify(ruleBody(rule, [`\${LogGroups}`])), { LogGroups: ruleLogGroups }),
        },
      },
    },
  ]),
);

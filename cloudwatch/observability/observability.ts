/** docs/generated/observability.yaml as a whole. */
import { type BodyOf, dashboardResource } from "./dashboard-resource.ts";
import { sub } from "./intrinsics.ts";
import { conditions, parameters, rules } from "./parameters.ts";
import { alarmResources, type QueryText, queryResources, ruleResources } from "./resources.ts";
import type { Template } from "./template.ts";

export function observabilityTemplate(bodyOf: BodyOf, queries: readonly QueryText[]): Template {
  return {
    why: [
      "Outcrop in CloudWatch: dashboard, alarms, Contributor Insights rules and saved queries.",
      "docs/observability.md explains each part and its price.",
      "npm run generate makes this file from cloudwatch/observability: change it there.",
    ].join(" "),
    description:
      "Outcrop in CloudWatch - dashboard, alarms, Contributor Insights rules and saved queries. " +
      "Deploy it once in each account and region.",
    parameters,
    rules,
    conditions,
    resources: {
      FleetDashboard: dashboardResource(bodyOf),
      ...alarmResources,
      ...ruleResources,
      ...queryResources(queries),
    },
    outputs: {
      DashboardUrl: {
        why: "The dashboard's address.",
        value: {
          Condition: "DashboardIsOn",
          Description: "The dashboard in the console.",
          Value: sub(
            `https://\${AWS::Region}.console.aws.amazon.com/cloudwatch/home?region=\${AWS::Region}` +
              `#dashboards/dashboard/\${FleetDashboard}`,
          ),
        },
      },
    },
  };
}

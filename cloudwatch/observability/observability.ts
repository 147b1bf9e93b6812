/** docs/generated/observability.yaml as a whole. */

import { consoleUrl } from "./console-address.ts";
import { type BodyOf, dashboardResource } from "./dashboard-resource.ts";
import { join, sub } from "./intrinsics.ts";
import { conditions, parameters, rules } from "./parameters.ts";
import { alarmResources, ruleResources } from "./resources.ts";
import type { Template } from "./template.ts";

export function observabilityTemplate(bodyOf: BodyOf): Template {
  return {
    why: [
      "Outcrop in CloudWatch: dashboard, alarms and Contributor Insights rules.",
      "docs/observability.md explains each part and its price.",
      "npm run generate makes this file from cloudwatch/observability: change it there.",
    ].join(" "),
    description:
      "Outcrop in CloudWatch - dashboard, alarms and Contributor Insights rules. " +
      "Deploy it once in each account and region.",
    parameters,
    rules,
    conditions,
    resources: {
      FleetDashboard: dashboardResource(bodyOf),
      ...alarmResources,
      ...ruleResources,
    },
    outputs: {
      DashboardUrl: {
        why: "The dashboard's address.",
        value: {
          Condition: "DashboardIsOn",
          Description: "The dashboard in the console.",
          Value: join("", [consoleUrl, sub(`#dashboards/dashboard/\${FleetDashboard}`)]),
        },
      },
    },
  };
}

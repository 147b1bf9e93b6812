/** The dashboard as CloudFormation would create it from the committed template, whatever is switched on. */
import { expect, it } from "vitest";
import { deploy, readTemplate } from "../templates/cloudformation.ts";
import { bodyProblems } from "./problems/problems.ts";
import { known } from "./scope.ts";

const template = readTemplate("docs/generated/observability.yaml");

it.each([
  ["by default", { FunctionNamePrefix: "shop-" }],
  ["with everything on", { FunctionNamePrefix: "*", ContributorInsights: "on", SilenceBelowPercent: "9" }],
  ["of log groups, without alarms", { LogGroupNames: "/shop/orders,/shop/billing", Alarms: "off" }],
])("has no problems: %s", (_, given) => {
  const { resources } = deploy(template, given);
  const rules = Object.values(resources).filter(({ type }) => type === "AWS::CloudWatch::InsightRule");
  const ruleNames = new Set(rules.map(({ properties }) => String(properties["RuleName"])));
  const [dashboard] = Object.values(resources).filter(({ type }) => type === "AWS::CloudWatch::Dashboard");
  expect(
    bodyProblems(JSON.parse(String(dashboard?.properties["DashboardBody"])), { ...known, ruleNames }),
  ).toEqual([]);
});

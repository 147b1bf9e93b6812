import { describe, expect, it } from "vitest";
import { generatedTemplates } from "../../../../build/generate/templates.ts";
import { alarms } from "../../../../cloudwatch/observability/alarms.ts";
import { dashboardBody } from "../../../../cloudwatch/observability/dashboard/dashboard.ts";
import { dashboardResource } from "../../../../cloudwatch/observability/dashboard-resource.ts";
import { deploy, parseTemplate, type TemplateDocument } from "./cloudformation.ts";

// As the sources say now: whether the committed one says the same is another test's question.
const template = parseTemplate(generatedTemplates().get("docs/generated/observability.yaml") ?? "");

const arnOf = (id: string) => `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${id}`;
const bySeverity = alarms.filter(({ id }) => id !== "SilenceAlarm").map(({ id }) => id);
const ruleNames = { packages: "outcrop-packages", functions: "outcrop-functions" };
const byPlace = (widgets: readonly object[]) => widgets.map((widget) => JSON.stringify(widget)).sort();

interface Body {
  readonly widgets: readonly object[];
}

function renderedBody(given: Record<string, string>, from: TemplateDocument = template): Body {
  const text = String(deploy(from, given).resources["FleetDashboard"]?.properties["DashboardBody"]);
  expect(text).not.toContain("${");
  return JSON.parse(text) as Body;
}

describe("the dashboard in the template", () => {
  const app = { FunctionNamePrefix: "app-" };
  const prefix = "/aws/lambda/app-";
  it.each([
    ["by default", app, prefix, bySeverity, false],
    [
      "with everything on",
      { ...app, ContributorInsights: "on", SilenceBelowPercent: "9" },
      prefix,
      [...bySeverity, "SilenceAlarm"],
      true,
    ],
    ["with everything else off", { ...app, Alarms: "off" }, prefix, [], false],
    ["with rules and without alarms", { ...app, Alarms: "off", ContributorInsights: "on" }, prefix, [], true],
    ["of every function", { FunctionNamePrefix: "*" }, "/aws/lambda/", bySeverity, false],
    ["of log groups", { LogGroupNames: "/a/b,/c" }, null, bySeverity, false],
  ])("is the one the builder makes, %s", (_, given, logGroupPrefix, alarmIds, rules) => {
    const logs =
      logGroupPrefix === null
        ? { source: "SOURCE '/a/b' | SOURCE '/c'" }
        : {
            source: `SOURCE logGroups(namePrefix: ["${logGroupPrefix}"], class: "STANDARD")`,
            logGroupPrefix,
          };
    const { widgets, ...rest } = renderedBody(given);
    const expected = dashboardBody({
      region: "eu-central-1",
      ...logs,
      alarmArns: alarmIds.map(arnOf),
      rules,
      ruleNames,
    });
    const { widgets: expectedWidgets, ...expectedRest } = expected;
    expect(byPlace(widgets)).toEqual(byPlace(expectedWidgets));
    expect(rest).toEqual(expectedRest);
  });

  it("keeps what only looks like a reference", () => {
    const labelled = (text: string) => ({ widgets: [{ type: "text", markdown: text }] });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudWatch's dynamic label
    const { value } = dashboardResource(() => labelled("${PROP('Dim.function_name')} ${LABEL}"));
    const from = { ...template, Resources: { FleetDashboard: value } } as unknown as TemplateDocument;
    const text = deploy({ ...from, Outputs: {} }, app).resources["FleetDashboard"]?.properties[
      "DashboardBody"
    ];
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudWatch's dynamic label
    expect(JSON.parse(String(text))).toEqual(labelled("${PROP('Dim.function_name')} ${LABEL}"));
  });
});

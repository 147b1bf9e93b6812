import { describe, expect, it } from "vitest";
import { generatedTemplates } from "../../../../build/generate/templates.ts";
import { alarms } from "../../../../cloudwatch/observability/alarms.ts";
import { consoleUrlOf } from "../../../../cloudwatch/observability/console-address.ts";
import { dashboardBody } from "../../../../cloudwatch/observability/dashboard/dashboard.ts";
import { dashboardResource } from "../../../../cloudwatch/observability/dashboard-resource.ts";
import { deploy, parseTemplate, type TemplateDocument } from "./cloudformation.ts";

// As the sources say now: whether the committed one says the same is another test's question.
const template = parseTemplate(generatedTemplates().get("docs/generated/observability.yaml") ?? "");

const arnOf = (id: string) => `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${id}`;
const bySeverity = alarms.filter(({ condition }) => condition === undefined).map(({ id }) => id);
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
      { ...app, ContributorInsights: "on", SilenceBelowPercent: "9", WatchBundled: "on" },
      prefix,
      [...bySeverity, "BundledAlarm", "SilenceAlarm"],
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
      docsUrl: "",
      consoleUrl: "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1",
      alarmArns: alarmIds.map(arnOf),
      rules,
      ruleNames,
    });
    const { widgets: expectedWidgets, ...expectedRest } = expected;
    expect(byPlace(widgets)).toEqual(byPlace(expectedWidgets));
    expect(rest).toEqual(expectedRest);
  });

  it.each([
    ["aws", "eu-central-1", "eu-central-1.console.aws.amazon.com"],
    ["aws-cn", "cn-north-1", "console.amazonaws.cn"],
    ["aws-us-gov", "us-gov-west-1", "console.amazonaws-us-gov.com"],
  ])("is in the console of its partition: %s", (partition, region, host) => {
    const pseudo = { "AWS::Partition": partition, "AWS::Region": region };
    const { resources, outputs } = deploy(template, app, pseudo);
    const console = `https://${host}/cloudwatch/home?region=${region}`;
    expect(outputs["DashboardUrl"]).toBe(`${console}#dashboards/dashboard/FleetDashboard`);
    expect(consoleUrlOf(region)).toBe(console);
    expect(resources["FleetDashboard"]?.properties["DashboardBody"]).toContain(`(${console}#logsV2:`);
  });

  it("and the alarms name pages by their address, if they are published", () => {
    const textOf = (given: Record<string, string>) =>
      JSON.stringify(deploy(template, { ...app, ...given }).resources);
    const base = "https://wiki.example.com/outcrop/";
    expect(textOf({})).not.toContain("wiki");
    const published = textOf({ DocsUrl: base });
    expect(published).toContain(`${base}docs/findings/CODE.md`);
    expect(published).toContain(`Pages: ${base}docs/findings/`);
    expect(published).toContain(`Page: ${base}docs/findings/unresolved-module.md.`);
    expect(published).toContain(`Read ${base}docs/observability.md,`);
    expect(() => textOf({ DocsUrl: "wiki" })).toThrow("begins with https://");
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

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generatedTemplates } from "../../../../build/generate/templates.ts";
import { alarms } from "../../../../cloudwatch/observability/alarms.ts";
import { dashboardBody } from "../../../../cloudwatch/observability/dashboard/dashboard.ts";
import { templateScope } from "../../../../cloudwatch/observability/dashboard-resource.ts";
import { listPrices, logWidgets } from "../prices.ts";
import { everyTemplate, readTemplate, templates } from "./cloudformation.ts";

const guide = readFileSync("docs/observability.md", "utf8");

/** Rows of the guide's tables that begin with this name, or with the first and last of numbered names. */
function rowsOf(name: string): number {
  const [, stem, number] = /^(.*?)(\d*)$/.exec(name) ?? [];
  return guide.split("\n").filter((line) => {
    const [, first, from, last, to] = /^\| `(\w+?)(\d+)` to `(\w+?)(\d+)` \|/.exec(line) ?? [];
    const isOneOf =
      first === stem && last === stem && Number(number) >= Number(from) && Number(number) <= Number(to);
    return line.startsWith(`| \`${name}\` |`) || (isOneOf && number !== "");
  }).length;
}

function unused(path: string): string[] {
  const { Parameters, Conditions = {}, Rules = {}, Resources, Outputs = {} } = readTemplate(path);
  const text = JSON.stringify({ Conditions, Rules, Resources, Outputs });
  const parameters = Object.keys(Parameters).filter(
    (name) => !text.includes(`{"Ref":"${name}"}`) && !text.includes(`\${${name}}`),
  );
  const conditions = Object.keys(Conditions).filter(
    (name) => !new RegExp(`"(Condition|Fn::If)":\\[?"${name}"`).test(text),
  );
  return [...parameters, ...conditions];
}

describe("the committed templates", () => {
  it.each(templates)("%s has no parameter and no condition that nothing uses", (path) => {
    expect(unused(path)).toEqual([]);
  });

  it.each(templates)(
    "every parameter, resource and output of %s is explained once in docs/observability.md",
    (path) => {
      const { Parameters, Resources, Outputs = {} } = readTemplate(path);
      const names = [...Object.keys(Parameters), ...Object.keys(Resources), ...Object.keys(Outputs)];
      // A parameter that two templates share is explained with the first.
      expect(names.filter((name) => rowsOf(name) !== 1)).toEqual([]);
    },
  );

  it.each(templates)("every part of %s has a comment that says why it is there", (path) => {
    const { Parameters, Rules = {}, Conditions = {}, Resources, Outputs = {} } = readTemplate(path);
    const lines = readFileSync(path, "utf8").split("\n");
    const names = [Parameters, Rules, Conditions, Resources, Outputs].flatMap(Object.keys);
    const bare = names.filter(
      (name) => !/^ {2}# /.test(lines[lines.findIndex((line) => line.startsWith(`  ${name}:`)) - 1] ?? ""),
    );
    expect(bare).toEqual([]);
  });

  // A larger template cannot be deployed without a bucket (CloudFormation quotas, "Template body size in a
  // request"). A fifth of it stays free, so that the next alarm or widget does not need a new layout.
  it.each(everyTemplate)(
    "%s has at most 80 % of the 51,200 bytes that are deployed without a bucket",
    (path) => {
      expect(readFileSync(path).length).toBeLessThanOrEqual(0.8 * 51_200);
    },
  );

  it("include every generated template", () => {
    const generated = [...generatedTemplates().keys()];
    expect(generated.filter((path) => !(templates as readonly string[]).includes(path))).toEqual([]);
  });

  it.each(everyTemplate)("%s says its functions in the long form, which the validator reads", (path) => {
    expect(readFileSync(path, "utf8")).not.toMatch(/!(Ref|Sub|If|Join|GetAtt|Split|Equals|Not|And|Or)\b/);
  });
});

describe("the prices in docs/observability.md", () => {
  it("count the dashboard's log widgets", () => {
    expect(dashboardBody(templateScope).widgets.filter(({ type }) => type === "log")).toHaveLength(
      logWidgets,
    );
  });

  it("are the ones that the parameters name", () => {
    const { Parameters } = readTemplate("docs/generated/observability.yaml");
    const named = (parameter: string) =>
      [...String(Parameters[parameter]?.["Description"]).matchAll(/\d+\.\d+/g)].map(([price]) =>
        Number(price),
      );
    const alarm = listPrices.alarmMetric;
    expect(named("Dashboard")).toEqual([listPrices.dashboard, listPrices.scannedGigabyte]);
    const inFleet = alarms.filter(
      ({ condition, fleet }) => condition === undefined && fleet.every(({ stat }) => stat !== undefined),
    );
    expect(named("Alarms")).toEqual([Number((inFleet.length * alarm).toFixed(2)), alarm, alarm]);
    expect(named("SilenceBelowPercent")).toEqual([Number((3 * alarm).toFixed(2))]);
    expect(named("WatchBundled")).toEqual([alarm]);
    expect(named("ContributorInsights")).toEqual([
      2 * listPrices.insightRule,
      listPrices.millionInsightEvents,
    ]);
  });
});

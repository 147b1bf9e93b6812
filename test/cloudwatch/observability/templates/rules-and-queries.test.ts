import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { savedQueries } from "../../../../cloudwatch/observability/queries/index.ts";
import { ruleName } from "../../../../cloudwatch/observability/resources.ts";
import { rules } from "../../../../cloudwatch/observability/rules.ts";
import { type Deployed, deploy, type Json, readTemplate } from "./cloudformation.ts";

const template = readTemplate("docs/generated/observability.yaml");
const byPrefix = deploy(template, { FunctionNamePrefix: "app-", ContributorInsights: "on" });
const everyFunction = deploy(template, { FunctionNamePrefix: "*", ContributorInsights: "on" });
const longest = Array.from({ length: 20 }, (_, n) => `/app/${String(n).padStart(190, "-")}`);
const byName = deploy(template, { LogGroupNames: longest.join(","), ContributorInsights: "on" });

const schema = JSON.parse(readFileSync("docs/telemetry.schema.json", "utf8")) as {
  properties: object;
  $defs: { finding: { properties: object } };
};
const findingKeys = new Set([
  ...Object.keys(schema.properties),
  ...Object.keys(schema.$defs.finding.properties),
]);

const propertiesOf = ({ resources }: Deployed, type: string) =>
  Object.values(resources)
    .filter((resource) => resource.type === type)
    .map(({ properties }) => properties);

/**
 * What Contributor Insights asks of a rule. Source: CloudWatch User Guide, "Contributor Insights rule
 * syntax".
 */
function ruleProblems(text: string): string[] {
  const problems: string[] = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what the rule body must be
  if (!/^[\x00-\x7f]{1,8192}$/.test(text)) problems.push("is not ASCII text of at most 8,192 characters");
  const { Schema, LogFormat, LogGroupNames, Contribution, AggregateOn, ...rest } = JSON.parse(text) as Record<
    string,
    Json
  >;
  if (JSON.stringify(Schema) !== '{"Name":"CloudWatchLogRule","Version":1}') problems.push("has no schema");
  if (LogFormat !== "JSON") problems.push("is about another format");
  if (!Array.isArray(LogGroupNames) || LogGroupNames.length === 0) problems.push("names no log group");
  if (Object.keys(rest).length > 0) problems.push(`has the unknown ${Object.keys(rest)}`);
  const { Keys, Filters, ValueOf } = Contribution as {
    Keys: string[];
    Filters: { Match: string; In: string[] }[];
    ValueOf?: string;
  };
  if (Keys.length < 1 || Keys.length > 4) problems.push("does not have one to four keys");
  if (Filters.length > 4) problems.push("has more than four filters");
  if ((AggregateOn === "Sum") !== (ValueOf !== undefined)) problems.push("sums nothing, or counts a value");
  for (const path of [...Keys, ...Filters.map(({ Match }) => Match)])
    if (!findingKeys.has(path.replace(/^\$\./, ""))) problems.push(`looks at ${path}, which no line has`);
  if (!Filters.some(({ Match, In }) => Match === "$.outcrop" && In.join() === "finding"))
    problems.push("matches lines that are not findings");
  return problems;
}

describe("a Contributor Insights rule", () => {
  const bodies = [byPrefix, everyFunction, byName].flatMap((deployed) =>
    propertiesOf(deployed, "AWS::CloudWatch::InsightRule"),
  );

  it("is one that CloudWatch takes, with a prefix and with the longest list", () => {
    expect(bodies).toHaveLength(6);
    for (const { RuleBody } of bodies) expect(ruleProblems(String(RuleBody))).toEqual([]);
  });

  // The limit is from the CloudWatch API Reference, InsightRule.
  it("has a name of at most 128 characters with the longest stack name that the guide allows", () => {
    const said = /The stack's name may then have (\d+) characters/.exec(
      readFileSync("docs/observability.md", "utf8"),
    )?.[1];
    const longestEnd = Math.max(
      ...rules.map((rule) => ruleName(rule).replace(/\$\{AWS::StackName\}/, "").length),
    );
    expect(Number(said)).toBe(128 - longestEnd);
  });

  it("reads the log groups that were named", () => {
    const groups = ({ RuleBody }: Record<string, Json>) =>
      (JSON.parse(String(RuleBody)) as { LogGroupNames: string[] }).LogGroupNames;
    expect(bodies.map(groups)).toEqual([
      ["/aws/lambda/app-*"],
      ["/aws/lambda/app-*"],
      ["/aws/lambda/*"],
      ["/aws/lambda/*"],
      longest,
      longest,
    ]);
  });

  it("would be refused with a mistake", () => {
    const body = String(bodies[0]?.["RuleBody"]);
    const broken = (from: string, to: string) => ruleProblems(body.replace(from, to));
    expect(broken("$.package", "$.packages")).toEqual(["looks at $.packages, which no line has"]);
    expect(broken('"Version":1', '"Version":2')).toEqual(["has no schema"]);
    expect(broken('"AggregateOn":"Count"', '"AggregateOn":"Sum"')).toEqual([
      "sums nothing, or counts a value",
    ]);
    expect(broken('["finding"]', '["invocation"]')).toEqual(["matches lines that are not findings"]);
    expect(broken('"$.package",', '"$.package","$.code","$.family","$.severity",')).toEqual([
      "does not have one to four keys",
    ]);
    expect(broken("app-", "äpp-")).toEqual(["is not ASCII text of at most 8,192 characters"]);
  });
});

describe("a saved query", () => {
  const definitions = readTemplate("docs/generated/queries.yaml");
  const definedFor = (given: Record<string, string>) =>
    propertiesOf(deploy(definitions, given), "AWS::Logs::QueryDefinition");
  const queries = definedFor({});

  it("has a name in Outcrop's folder of its own and a text that CloudWatch takes", () => {
    const names = queries.map(({ Name }) => String(Name));
    expect(names).toEqual(savedQueries.map(({ name }) => `Outcrop/${name}`));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^Outcrop\/[a-z0-9-]{1,200}$/);
    for (const { QueryString } of queries) {
      expect(String(QueryString).length).toBeLessThanOrEqual(10_000);
      expect(String(QueryString)).not.toMatch(/^\s*SOURCE|\$\{/);
    }
  });

  it("is bound to the log groups that are named, and to none without names", () => {
    const groupsOf = (all: typeof queries) => all.map(({ LogGroupNames }) => LogGroupNames);
    expect(groupsOf(queries)).toEqual(queries.map(() => undefined));
    expect(groupsOf(definedFor({ LogGroupNames: longest.join(",") }))).toEqual(queries.map(() => longest));
  });
});

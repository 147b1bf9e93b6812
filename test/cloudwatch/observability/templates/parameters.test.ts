import { describe, expect, it } from "vitest";
import { evaluate } from "../../../../cloudwatch/insights/evaluate.ts";
import { watchedFunctions } from "../../../../cloudwatch/observability/silence.ts";
import { runtimes } from "../../../../sandbox/runtime/nodes.ts";
import { finding, start } from "../../preview/lines.ts";
import { type Deployed, deploy, type Json, parameterProblems, readTemplate } from "./cloudformation.ts";

const layer = readTemplate("layer-template/template.yaml");
const observability = readTemplate("docs/generated/observability.yaml");
const queries = readTemplate("docs/generated/queries.yaml");
const logAlarm = readTemplate("docs/generated/log-alarm.yaml");
const silence = readTemplate("docs/generated/silence.yaml");

const zip = {
  ZipBucket: "artifacts",
  ZipKey: "outcrop/0.1.0-0123abc.zip",
  OutcropVersion: "0.1.0",
  OutcropCommit: "0123abc",
};
const topic = "arn:aws:sns:eu-central-1:123456789012:alarms";

const idsOf = ({ resources }: Deployed, type: string) =>
  Object.keys(resources).filter((id) => resources[id]?.type === type);

describe("a wrong parameter of the layer's template is refused before anything is made", () => {
  it.each([
    ["a URL for a bucket", { ZipBucket: "s3://artifacts" }],
    ["a key that starts with a slash", { ZipKey: "/outcrop.zip" }],
    ["a key of something else", { ZipKey: "outcrop.tar.gz" }],
    ["a version with a v", { OutcropVersion: "v0.1.0" }],
    ["a branch for a commit", { OutcropCommit: "main" }],
    ["a name with a slash", { LayerName: "tools/outcrop" }],
    ["eleven digits", { AccountIds: "12345678901" }],
    ["eleven accounts", { AccountIds: Array.from({ length: 11 }, (_, n) => 123456789000 + n).join(",") }],
    ["one bad account among good ones", { AccountIds: "123456789012,everybody" }],
    ["everybody", { AccountIds: "*" }],
    ["a root for an organization", { OrganizationId: "r-a1b2" }],
    ["a parameter's name without a slash", { ParameterName: "outcrop" }],
    ["a parameter's name that Parameter Store keeps for AWS", { ParameterName: "/aws/outcrop" }],
    ["the same in capitals", { ParameterName: "/SSM/outcrop" }],
  ])("%s", (_, wrong) => {
    expect(parameterProblems(layer, { ...zip, ...wrong })).toHaveLength(1);
    expect(parameterProblems(layer, zip)).toEqual([]);
  });

  it("that is missing", () => {
    expect(parameterProblems(layer, {})).toEqual(Object.keys(zip).map((name) => `${name} is missing`));
  });
});

describe("the layer's template", () => {
  it("gives no one else a permission unless it is asked to", () => {
    expect(idsOf(deploy(layer, zip), "AWS::Lambda::LayerVersionPermission")).toEqual([]);
  });

  it("gives one permission to each account, and one to an organization", () => {
    const accounts = Array.from({ length: 10 }, (_, n) => String(123456789000 + n));
    const deployed = deploy(layer, {
      ...zip,
      AccountIds: accounts.join(","),
      OrganizationId: "o-a1b2c3d4e5",
    });
    const permissions = idsOf(deployed, "AWS::Lambda::LayerVersionPermission").map(
      (id) => deployed.resources[id]?.properties,
    );
    expect(permissions.map((one) => one?.["Principal"])).toEqual([...accounts, "*"]);
    expect(permissions.map((one) => one?.["OrganizationId"])).toEqual([
      ...accounts.map(() => undefined),
      "o-a1b2c3d4e5",
    ]);
    const two = deploy(layer, { ...zip, AccountIds: "123456789012,210987654321" });
    expect(idsOf(two, "AWS::Lambda::LayerVersionPermission")).toEqual([
      "AccountPermission1",
      "AccountPermission2",
    ]);
  });

  it("makes one version for both architectures and every Node line, that names version and commit", () => {
    expect(deploy(layer, zip).resources["OutcropLayer"]?.properties).toMatchObject({
      CompatibleArchitectures: ["x86_64", "arm64"],
      CompatibleRuntimes: [...runtimes],
      Description: expect.stringContaining("0.1.0 (0123abc)"),
      LicenseInfo: "MIT",
    });
  });
});

describe("a wrong parameter of the observability template is refused before anything is made", () => {
  it.each([
    ["no functions at all", {}],
    ["functions named twice", { FunctionNamePrefix: "app-", LogGroupNames: "/aws/lambda/app-orders" }],
    ["a log group for a prefix", { FunctionNamePrefix: "/aws/lambda/app-" }],
    ["log groups with blanks between them", { LogGroupNames: "/app/orders, /app/payments" }],
    ["a quote that would end the query's string", { LogGroupNames: "/app/orders'" }],
    ["too many log groups", { LogGroupNames: Array.from({ length: 21 }, (_, n) => `/app/${n}`).join(",") }],
    [
      "a FIFO topic, which alarms cannot send to",
      { FunctionNamePrefix: "app-", AlarmTopicArn: `${topic}.fifo` },
    ],
    [
      "a queue",
      { FunctionNamePrefix: "app-", AlarmTopicArn: "arn:aws:sqs:eu-central-1:123456789012:alarms" },
    ],
    ["a dashboard's name with a blank", { FunctionNamePrefix: "app-", DashboardName: "our dashboard" }],
    ["a switch that is neither on nor off", { FunctionNamePrefix: "app-", Dashboard: "true" }],
    ["alarms for an unknown person", { FunctionNamePrefix: "app-", Alarms: "on" }],
    ["more than all invocations", { FunctionNamePrefix: "app-", SilenceBelowPercent: "101" }],
    ["a topic and no alarms", { FunctionNamePrefix: "app-", Alarms: "off", AlarmTopicArn: topic }],
    ["a percentage and no alarms", { FunctionNamePrefix: "app-", Alarms: "off", SilenceBelowPercent: "50" }],
  ])("%s", (_, wrong) => {
    expect(parameterProblems(observability, wrong)).toHaveLength(1);
  });

  it.each([
    ["a prefix", { FunctionNamePrefix: "app-" }],
    ["every function", { FunctionNamePrefix: "*" }],
    ["log groups", { LogGroupNames: "/aws/lambda/app-orders,/app/payments#1" }],
    [
      "everything on",
      { FunctionNamePrefix: "app-", AlarmTopicArn: topic, Alarms: "function", SilenceBelowPercent: "90.5" },
    ],
  ])("and a good one is taken: %s", (_, good) => {
    expect(parameterProblems(observability, good)).toEqual([]);
  });
});

describe("the observability template's switches", () => {
  const everything = {
    FunctionNamePrefix: "app-",
    AlarmTopicArn: topic,
    Alarms: "function",
    SilenceBelowPercent: "90",
    WatchBundled: "on",
    ContributorInsights: "on",
  };

  it("make nothing that costs money when they are off", () => {
    const deployed = deploy(observability, { FunctionNamePrefix: "app-", Dashboard: "off", Alarms: "off" });
    expect(deployed).toEqual({ resources: {}, outputs: {} });
  });

  it("make everything when they are on", () => {
    expect(Object.keys(deploy(observability, everything).resources).sort()).toEqual(
      Object.keys(observability.Resources).sort(),
    );
  });

  it("notify someone only if a topic is given", () => {
    const actions = (given: Record<string, string>) =>
      deploy(observability, given).resources["ArchitectureAlarm"]?.properties["AlarmActions"];
    expect(actions(everything)).toEqual([topic]);
    expect(actions({ FunctionNamePrefix: "app-" })).toBeUndefined();
  });
});

describe("the queries' template", () => {
  it("takes log groups or none, and makes all its queries with each", () => {
    for (const given of [{}, { LogGroupNames: "/aws/lambda/app-orders,/app/payments#1" }]) {
      expect(parameterProblems(queries, given)).toEqual([]);
      const all = Object.keys(queries.Resources).filter((id) => id !== "FieldIndexes");
      expect(idsOf(deploy(queries, given), "AWS::Logs::QueryDefinition")).toEqual(all);
    }
  });

  it.each([
    ["a prefix, which a saved query cannot hold", { FunctionNamePrefix: "app-" }],
    ["a pattern for a name", { LogGroupNames: "/aws/lambda/app-*" }],
    ["log groups with blanks between them", { LogGroupNames: "/app/orders, /app/payments" }],
    ["too many log groups", { LogGroupNames: Array.from({ length: 21 }, (_, n) => `/app/${n}`).join(",") }],
  ])("refuses %s", (_, wrong) => {
    expect(parameterProblems(queries, wrong)).toHaveLength(1);
  });
});

describe("the queries' template and field indexes", () => {
  const policyOf = (given: Record<string, string>) =>
    deploy(queries, given).resources["FieldIndexes"]?.properties;

  it("changes nothing of the account by default", () => {
    expect(policyOf({})).toBeUndefined();
  });

  it("indexes one prefix or every log group", () => {
    const prefix = policyOf({ IndexPrefix: "/aws/lambda/app-" });
    expect(prefix?.["SelectionCriteria"]).toBe('LogGroupNamePrefix = "/aws/lambda/app-"');
    expect(policyOf({ IndexPrefix: "*" })).not.toHaveProperty("SelectionCriteria");
    // CloudWatch Logs User Guide, "Field index syntax and quotas".
    const { Fields, ...rest } = JSON.parse(String(prefix?.["PolicyDocument"])) as { Fields: string[] };
    expect([Fields.length <= 20, Fields.includes("outcrop"), rest]).toEqual([true, true, {}]);
  });

  it("refuses a quote that would end the criterion", () => {
    expect(parameterProblems(queries, { IndexPrefix: '/aws/lambda/" OR "' })).toHaveLength(1);
  });
});

describe("the log alarm's template", () => {
  const given = {
    LogGroupNames: "/aws/lambda/a,/b",
    AlarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:t",
  };

  it("names the log groups, and puts lines with function, package and fix into the message", () => {
    const { properties } = deploy(logAlarm, given).resources["FindingsLogAlarm"] ?? {};
    const query = properties?.["ScheduledQueryConfiguration"] as Record<string, Json>;
    expect(query["LogGroupIdentifiers"]).toEqual(["/aws/lambda/a", "/b"]);
    expect(properties?.["ActionLogLineCount"]).toBe("10");
    const { fields, rows } = evaluate(String(query["QueryString"]), [
      finding(start, "range-violation", "zod", { severity: "error" }),
      finding(start, "shadowed-package", "uuid"),
    ]);
    const row = Object.fromEntries(rows[0]?.map((cell, at) => [fields[at], cell]) ?? []);
    expect(rows).toHaveLength(1);
    expect(row).toMatchObject({
      function_name: "orders",
      package: "zod",
      fix: expect.stringContaining("zod"),
    });
  });

  it.each([
    [{ ...given, LogGroupNames: "" }, "One to twenty names of log groups"],
    [{ ...given, AlarmTopicArn: "" }, "The ARN of a standard SNS topic"],
    [{ ...given, LogLines: "51" }, "A number of lines"],
  ])("refuses %j", (wrong, message) => {
    expect(parameterProblems(logAlarm, wrong).join()).toContain(message);
  });
});

describe("the silence template", () => {
  it("makes one alarm for each function, with its own name in each metric", () => {
    const { resources } = deploy(silence, { FunctionNames: "app-orders,app_orders" });
    expect(Object.keys(resources)).toEqual(["SilenceAlarm1", "SilenceAlarm2"]);
    expect(JSON.stringify(resources["SilenceAlarm1"])).not.toContain("app_orders");
    expect(JSON.stringify(resources["SilenceAlarm2"])).not.toContain("app-orders");
    expect(resources["SilenceAlarm2"]?.properties["AlarmName"]).toBe("outcrop-2-app_orders");
  });

  it("makes as many as it has places for, and refuses one more", () => {
    const names = Array.from({ length: watchedFunctions + 1 }, (_, n) => `app-${n}`);
    const { resources } = deploy(silence, { FunctionNames: names.slice(1).join(",") });
    expect(Object.keys(resources)).toHaveLength(watchedFunctions);
    expect(parameterProblems(silence, { FunctionNames: names.join(",") })).toHaveLength(1);
  });

  it("refuses an invalid function name", () => {
    expect(parameterProblems(silence, {})).toEqual(["FunctionNames is missing"]);
    expect(
      parameterProblems(silence, {
        FunctionNames: "app-orders,arn:aws:lambda:eu-central-1:123456789012:function:a",
      }),
    ).toHaveLength(1);
  });
});

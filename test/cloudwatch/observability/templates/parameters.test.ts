import { describe, expect, it } from "vitest";
import { runtimes } from "../../../../sandbox/runtime/nodes.ts";
import { type Deployed, deploy, parameterProblems, readTemplate } from "./cloudformation.ts";

const layer = readTemplate("layer-template/template.yaml");
const observability = readTemplate("docs/generated/observability.yaml");
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
    const deployed = deploy(layer, {
      ...zip,
      AccountIds: "123456789012,210987654321",
      OrganizationId: "o-a1b2c3d4e5",
    });
    const permissions = idsOf(deployed, "AWS::Lambda::LayerVersionPermission").map(
      (id) => deployed.resources[id]?.properties,
    );
    expect(permissions.map((one) => one?.["Principal"])).toEqual(["123456789012", "210987654321", "*"]);
    expect(permissions.map((one) => one?.["OrganizationId"])).toEqual([undefined, undefined, "o-a1b2c3d4e5"]);
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
    ContributorInsights: "on",
  };

  it("make nothing that costs money when they are off", () => {
    const deployed = deploy(observability, { FunctionNamePrefix: "app-", Dashboard: "off", Alarms: "off" });
    expect(new Set(Object.values(deployed.resources).map(({ type }) => type))).toEqual(
      new Set(["AWS::Logs::QueryDefinition"]),
    );
    expect(deployed.outputs).toEqual({});
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

describe("the silence template", () => {
  it("makes one alarm for each function, with its own name in each metric", () => {
    const { resources } = deploy(silence, { FunctionNames: "app-orders,app_payments" });
    expect(Object.keys(resources)).toEqual(["SilenceOfapporders", "SilenceOfapppayments"]);
    expect(JSON.stringify(resources["SilenceOfapporders"])).not.toContain("app_payments");
    expect(resources["SilenceOfapppayments"]?.properties["AlarmName"]).toBe("outcrop-app_payments");
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

import { describe, expect, test } from "vitest";
import { fakeAccount } from "./fake-account.ts";

const regions = ["eu-central-1", "us-east-1"];
const list = regions.join(",");
const firstArn = "arn:aws:lambda:eu-central-1:111122223333:layer:outcrop:1";

describe("publishing", () => {
  test("calls publish, permission and parameter with what they take", () => {
    const account = fakeAccount(regions);
    const zip = account.zip("one");
    const permissions = ["--accounts", "444455556666", "--organisation", "o-a1b2c3d4e5"];
    const { code, regions: reports } = account.reports([
      ...[
        "--regions",
        "eu-central-1",
        "--zip",
        zip,
        "--profile",
        "release",
        "--ssm-parameter",
        "/layers/outcrop",
      ],
      ...permissions,
      "--execute",
    ]);
    const changes = [
      "publish",
      "permit account-444455556666",
      "permit organisation-o-a1b2c3d4e5",
      "store /layers/outcrop",
    ];
    expect(code).toBe(0);
    expect(reports["eu-central-1"]).toMatchObject({
      status: "published",
      arn: firstArn,
      version: 1,
      changes,
      reason: null,
    });
    const where = ["--region", "eu-central-1", "--profile", "release"];
    const version = ["--layer-name", "outcrop", "--version-number", "1"];
    const action = ["--action", "lambda:GetLayerVersion"];
    expect(account.writes()).toEqual([
      [
        ...[
          "lambda",
          "publish-layer-version",
          ...where,
          "--layer-name",
          "outcrop",
          "--description",
          "Outcrop (layer.zip)",
        ],
        ...[
          "--license-info",
          "MIT",
          "--zip-file",
          `fileb://${zip}`,
          "--compatible-runtimes",
          "nodejs22.x",
          "nodejs24.x",
          "nodejs26.x",
        ],
        ...[
          "--compatible-architectures",
          "x86_64",
          "arm64",
          "--query",
          "LayerVersionArn",
          "--output",
          "text",
        ],
      ],
      [
        ...[
          "lambda",
          "add-layer-version-permission",
          ...where,
          ...version,
          "--statement-id",
          "account-444455556666",
        ],
        ...[...action, "--principal", "444455556666", "--output", "json"],
      ],
      [
        ...[
          "lambda",
          "add-layer-version-permission",
          ...where,
          ...version,
          "--statement-id",
          "organisation-o-a1b2c3d4e5",
        ],
        ...[...action, "--principal", "*", "--organization-id", "o-a1b2c3d4e5", "--output", "json"],
      ],
      [
        ...[
          "ssm",
          "put-parameter",
          ...where,
          "--name",
          "/layers/outcrop",
          "--type",
          "String",
          "--value",
          firstArn,
        ],
        ...["--overwrite", "--output", "json"],
      ],
    ]);
  });

  test("changes nothing the second time", () => {
    const account = fakeAccount(regions);
    const call = [
      "--regions",
      list,
      "--zip",
      account.zip("one"),
      "--accounts",
      "444455556666",
      "--public",
      "--ssm-parameter",
      "/o",
      "--execute",
    ];
    expect(account.reports(call).code).toBe(0);
    account.calls();
    const { code, regions: reports } = account.reports(call);
    expect(code).toBe(0);
    for (const region of regions)
      expect(reports[region]).toMatchObject({ status: "present", version: 1, changes: [] });
    expect(account.writes()).toEqual([]);
  });

  test("adds only the permission that is missing, and stores a parameter that holds something else", () => {
    const account = fakeAccount(regions);
    const call = [
      "--regions",
      "us-east-1",
      "--zip",
      account.zip("one"),
      "--ssm-parameter",
      "/o",
      "--accounts",
      "444455556666",
      "--execute",
    ];
    account.run(call);
    const state = account.account;
    (state.regions["us-east-1"] as { parameters: Record<string, string> }).parameters["/o"] =
      "arn:of:another";
    account.account = state;
    account.calls();
    const { regions: reports } = account.reports([...call, "--accounts", "777788889999"]);
    expect(reports["us-east-1"]).toMatchObject({
      status: "present",
      changes: ["permit account-777788889999", "store /o"],
    });
    expect(account.writes()).toHaveLength(2);
  });

  test("publishes a changed zip as a new version, and takes an older version of the same content", () => {
    const account = fakeAccount(regions);
    const publish = (content: string) =>
      account.reports(["--regions", "us-east-1", "--zip", account.zip(content), "--execute"]).regions[
        "us-east-1"
      ];
    expect(publish("one")).toMatchObject({ status: "published", version: 1 });
    expect(publish("two")).toMatchObject({ status: "published", version: 2 });
    expect(publish("one")).toMatchObject({ status: "present", version: 1 });
  });

  test("compares the newest versions, also when the list comes in several answers", () => {
    const account = fakeAccount(regions, { pageSize: 3 });
    const state = account.account;
    const versions = Array.from({ length: 14 }, (_, index) => ({
      Version: index + 1,
      hash: `h${index}`,
      statements: [],
    }));
    (state.regions["us-east-1"] as { layers: object }).layers = { outcrop: versions };
    account.account = state;
    account.run(["--regions", "us-east-1", "--zip", account.zip("one"), "--execute"]);
    const calls = account.calls().map(({ argv }) => argv);
    expect(calls.filter(([, operation]) => operation === "list-layer-versions")).toHaveLength(5);
    const read = calls
      .filter(([, operation]) => operation === "get-layer-version")
      .map((argv) => Number(argv[argv.indexOf("--version-number") + 1]));
    expect(read).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
    const { regions: reports } = account.reports([
      "--regions",
      "us-east-1",
      "--zip",
      account.zip("one"),
      "--execute",
    ]);
    expect(reports["us-east-1"]).toMatchObject({ status: "present", version: 15 });
  });

  test("takes ARNs of other partitions as the service gives them", () => {
    const account = fakeAccount(["cn-north-1", "us-gov-west-1"]);
    const call = [
      "--regions",
      "cn-north-1,us-gov-west-1",
      "--zip",
      account.zip("one"),
      "--accounts",
      "444455556666",
      "--execute",
    ];
    const { regions: reports } = account.reports(call);
    expect(reports["cn-north-1"]?.arn).toBe("arn:aws-cn:lambda:cn-north-1:111122223333:layer:outcrop:1");
    expect(reports["us-gov-west-1"]?.arn).toBe(
      "arn:aws-us-gov:lambda:us-gov-west-1:111122223333:layer:outcrop:1",
    );
    account.calls();
    expect(account.run(call).code).toBe(0);
    expect(account.writes()).toEqual([]);
  });

  test("asks for the enabled regions for all", () => {
    const account = fakeAccount(["us-east-1", "ap-south-2", "eu-west-1"]);
    const { regions: reports } = account.reports([
      "--regions",
      "all",
      "--zip",
      account.zip("one"),
      "--profile",
      "p",
      "--execute",
    ]);
    expect(Object.keys(reports)).toEqual(["ap-south-2", "eu-west-1", "us-east-1"]);
    expect(account.calls()[0]?.argv.slice(0, 4)).toEqual(["ec2", "describe-regions", "--profile", "p"]);
  });

  test("leaves the retries to the CLI, with more of them unless the person chose", () => {
    const account = fakeAccount(regions);
    const call = ["--regions", "us-east-1", "--zip", account.zip("one")];
    account.run(call);
    account.run(call, { AWS_RETRY_MODE: "adaptive", AWS_MAX_ATTEMPTS: "9" });
    expect(account.calls().map(({ retryMode, maxAttempts }) => [retryMode, maxAttempts])).toEqual([
      ["standard", "5"],
      ["adaptive", "9"],
    ]);
  });
});

describe("a dry run", () => {
  test("calls nothing that changes anything, and says what would be done", () => {
    const account = fakeAccount(regions);
    const call = ["--regions", list, "--zip", account.zip("one"), "--accounts", "444455556666"];
    account.run(["--regions", "us-east-1", "--zip", account.zip("one"), "--execute"]);
    account.calls();
    const { code, regions: reports } = account.reports(call);
    expect(code).toBe(0);
    expect(reports["eu-central-1"]).toMatchObject({
      status: "planned",
      arn: null,
      changes: ["publish", "permit account-444455556666"],
    });
    expect(reports["us-east-1"]).toMatchObject({
      status: "planned",
      version: 1,
      changes: ["permit account-444455556666"],
    });
    expect(account.writes()).toEqual([]);
  });

  test("prints a script and a table, and --execute the table", () => {
    const account = fakeAccount(regions);
    const call = ["--regions", "us-east-1", "--zip", account.zip("one")];
    const { stdout, stderr } = account.run(call);
    expect(stdout).toContain("\narn=$(aws lambda publish-layer-version --region us-east-1 ");
    expect(stdout).toMatch(/# │ us-east-1 +│ +│ planned/);
    expect(stderr).toBe("us-east-1: planned\n");
    expect(account.run([...call, "--execute"]).stdout).toMatch(
      /^│ us-east-1 +│ 1 +│ published │ arn:aws:lambda:us-east-1:111122223333:layer:outcrop:1 │$/m,
    );
  });
});

describe("a wrong call", () => {
  const zip = "--zip";
  test.each([
    ["no regions", [], "--regions is missing"],
    ["a region that is none", ["--regions", "eu-central-1;id"], "--regions: a region such as eu-central-1"],
    ["all and a region", ["--regions", "all,us-east-1"], "--regions: all, or a list"],
    ["an account that is none", ["--regions", "us-east-1", "--accounts", "*"], "--public"],
    [
      "an organisation that is none",
      ["--regions", "us-east-1", "--organisation", "acme"],
      "--organisation: an id",
    ],
    ["a layer name that is none", ["--regions", "us-east-1", "--layer-name", "a b"], "--layer-name: letters"],
    [
      "a parameter name that is none",
      ["--regions", "us-east-1", "--ssm-parameter", "/aws/x"],
      "--ssm-parameter: a name",
    ],
    ["an empty profile", ["--regions", "us-east-1", "--profile", ""], "--profile: a profile's name"],
    ["an unknown option", ["--regions", "us-east-1", "--force"], "'--force'"],
    [
      "no such zip",
      ["--regions", "us-east-1", zip, "/nowhere/layer.zip"],
      "--zip: no file /nowhere/layer.zip",
    ],
    ["a file that is no zip", ["--regions", "us-east-1", zip, import.meta.filename], "is no zip"],
  ])("%s: exit code 2 and one line, and nothing is called", (_, parameters, expected) => {
    const account = fakeAccount(regions);
    const given = parameters.includes(zip) ? [] : [zip, account.zip("one")];
    const { code, stdout, stderr } = account.run([...parameters, ...given, "--execute"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(expected);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(account.calls()).toEqual([]);
  });

  test("a zip above 50 MB is refused", () => {
    const account = fakeAccount(regions);
    const { code, stderr } = account.run([
      "--regions",
      "us-east-1",
      "--zip",
      account.zip("a".repeat(50 * 1024 * 1024)),
      "--execute",
    ]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("Lambda takes at most 52428800 with the request"),
    ]);
    expect(account.calls()).toEqual([]);
  });

  test("--help goes before all of it", () => {
    const { code, stdout } = fakeAccount(regions).run(["--help"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("Examples:")]);
  });
});

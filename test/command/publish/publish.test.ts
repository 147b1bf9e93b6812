/** What `outcrop publish` does in an account, and what it says. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sourceDescription } from "../../../command/publish/description.ts";
import { loadLambda } from "../../../command/publish/sdk.ts";
import { aws, everything, folder, inputOf, outcrop, useAccount } from "./account.ts";
import { secrets } from "./publishing.ts";

useAccount();

describe("publishing", () => {
  test("publishes, permits and stores; the second time it changes nothing", async () => {
    const { code, first } = await outcrop.execute(
      "us-east-1",
      "--organisation",
      "o-a1b2c3d4e5",
      ...everything,
    );
    const arn = "arn:aws:lambda:us-east-1:111122223333:layer:outcrop:1";
    const permits = ["permit account-444455556666", "permit organisation-o-a1b2c3d4e5", "permit public"];
    const changes = ["publish", ...permits, "store /layers/outcrop"];
    expect([code, first]).toEqual([
      0,
      { region: "us-east-1", status: "published", arn, version: 1, changes, reason: null },
    ]);
    expect(inputOf("PublishLayerVersion")).toEqual({
      LayerName: "outcrop",
      Description: "Outcrop (layer.zip)",
      LicenseInfo: "MIT",
      Content: { ZipFile: Buffer.from("PKone").toString("base64") },
      CompatibleRuntimes: ["nodejs22.x", "nodejs24.x", "nodejs26.x"],
      CompatibleArchitectures: ["x86_64", "arm64"],
    });
    expect(inputOf("PutParameter")).toMatchObject({ Value: arn, Overwrite: true, Type: "String" });
    aws.asked.length = 0;
    const second = await outcrop.execute("us-east-1", "--organisation", "o-a1b2c3d4e5", ...everything);
    expect(second).toMatchObject({ code: 0, first: { status: "present", arn, changes: [] } });
    expect(aws.writes).toEqual([]);
  });

  test("publishes a changed zip, and finds an older version of the same content", async () => {
    const versions = [];
    for (const content of ["one", "two", "one"]) {
      outcrop.content(content);
      versions.push((await outcrop.execute("us-east-1")).first);
    }
    expect(versions).toMatchObject([{ version: 1 }, { version: 2 }, { version: 1, status: "present" }]);
  });

  test("compares the ten newest versions of all pages", async () => {
    const versions = Array.from({ length: 14 }, (_, at) => ({
      Version: at + 1,
      hash: `${at}`,
      statements: [],
    }));
    aws.regions.get("us-east-1")?.layers.set("outcrop", versions);
    aws.pageSize = 3;
    expect((await outcrop.execute("us-east-1")).first).toMatchObject({ status: "published", version: 15 });
    const compared = aws.asked.filter(({ operation }) => operation === "GetLayerVersion");
    expect(compared.map(({ input }) => input["VersionNumber"])).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
    expect(aws.asked.filter(({ operation }) => operation === "ListLayerVersions")).toHaveLength(5);
  });

  test("all takes the enabled regions, of any partition", async () => {
    aws.reset("us-gov-west-1", "cn-north-1");
    const { stdout } = await outcrop.run(["--regions", "all", "--execute"], { AWS_REGION: "cn-north-1" });
    expect(stdout).toContain("arn:aws-cn:lambda:cn-north-1:111122223333:layer:outcrop:1");
    expect(stdout).toContain("arn:aws-us-gov:lambda:us-gov-west-1:111122223333:layer:outcrop:1");
    expect(aws.asked[0]).toMatchObject({ operation: "DescribeRegions", region: "cn-north-1" });
  });

  test("a profile of the shared config assumes its role, whatever the environment holds", async () => {
    const role = "arn:aws:iam::111122223333:role/release";
    const base = "[profile base]\naws_access_key_id = BASE\naws_secret_access_key = secret\n";
    const release = `[profile release]\nrole_arn = ${role}\nsource_profile = base\nregion = eu-central-1\n`;
    writeFileSync(join(folder, "config"), `${base}${release}`);
    const { first } = await outcrop.execute("us-east-1", "--profile", "release");
    expect(first).toMatchObject({ status: "published" });
    const [assume, ...others] = aws.asked;
    expect(assume).toMatchObject({ operation: "AssumeRole", accessKey: "BASE", input: { RoleArn: role } });
    expect(new Set(others.map(({ accessKey }) => accessKey))).toEqual(new Set(["ASIAOFTHEROLE0000000"]));
  });

  test("a region without arm64 gets the layer without architectures", async () => {
    const message = "CompatibleArchitectures are not supported in us-east-1. Please remove the value";
    aws.fault = ({ input }) =>
      "CompatibleArchitectures" in input ? { error: "InvalidParameterValueException", message } : null;
    expect((await outcrop.execute("us-east-1")).first).toMatchObject({
      status: "published",
      changes: ["publish without architectures"],
    });
  });
});

test("a dry run changes nothing and lists what is missing", async () => {
  await outcrop.execute("us-east-1");
  aws.asked.length = 0;
  const regions = ["--regions", "eu-central-1,us-east-1"];
  const { code, stdout, stderr } = await outcrop.run([...regions, "--accounts", "444455556666"]);
  expect([code, stderr, aws.writes]).toEqual([0, "eu-central-1: planned\nus-east-1: planned\n", []]);
  expect(stdout.replace(outcrop.zip, "layer.zip")).toMatchInlineSnapshot(`
    "A dry run: nothing was changed. Add --execute to publish.

    layer        outcrop: Outcrop (layer.zip)
    zip          layer.zip, 1 KB, SHA-256 Z2YNoS5kbWu+8IbrUdCTDSeNscpCawmhpygbOA4WH4U=
    compatible   nodejs22.x, nodejs24.x, nodejs26.x, x86_64, arm64; licence MIT
    if missing   publish, permit account-444455556666

    ┌──────────────┬─────────┬─────────┬───────────────────────────────────────────────────────┐
    │ region       │ version │ status  │ ARN                                                   │
    ├──────────────┼─────────┼─────────┼───────────────────────────────────────────────────────┤
    │ eu-central-1 │         │ planned │                                                       │
    ├──────────────┼─────────┼─────────┼───────────────────────────────────────────────────────┤
    │ us-east-1    │ 1       │ planned │ arn:aws:lambda:us-east-1:111122223333:layer:outcrop:1 │
    └──────────────┴─────────┴─────────┴───────────────────────────────────────────────────────┘
    eu-central-1 to do: publish, permit account-444455556666
    us-east-1 to do: permit account-444455556666
    "
  `);
});

describe("a wrong call", () => {
  test.each([
    [[], "--regions is missing"],
    [["--regions", "eu-central-1;id"], "--regions must be regions such as eu-central-1"],
    [["--regions", "all,us-east-1"], "--regions must be all or a list, not both"],
    [["--regions", "us-east-1", "--accounts", "*"], "--public"],
    [["--regions", "us-east-1", "--organisation", "acme"], "--organisation must be an id"],
    [["--regions", "us-east-1", "--layer-name", "a b"], "--layer-name must be a name of letters"],
    [["--regions", "us-east-1", "--ssm-parameter", "/aws/x"], "--ssm-parameter must be a name"],
    [["--regions", "us-east-1", "--profile", ""], "--profile must be a profile's name"],
    [["--regions", "us-east-1", "--force"], "'--force'"],
    [["--regions", "us-east-1", "--zip", "/nowhere/layer.zip"], "--zip: /nowhere/layer.zip does not exist"],
    [["--regions", "us-east-1", "--zip", import.meta.filename], "is not a zip"],
  ])("%j: exit code 2, one line and no call", async (parameters, expected) => {
    const { code, stdout, stderr } = await outcrop.run([...parameters, "--execute"]);
    expect([code, stdout, aws.asked]).toEqual([2, "", []]);
    expect(stderr).toContain(expected);
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.any(String),
      "Run outcrop publish --help for usage.",
    ]);
  });

  test("a zip above 50 MB is refused", async () => {
    outcrop.content(Buffer.alloc(50 * 1024 * 1024 + 1, "PK"));
    const { code, stderr } = await outcrop.run(["--regions", "us-east-1"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("Lambda takes at most 50 MB")]);
  });
});

test("without the SDK it says what to install", async () => {
  const absent = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
  await expect(loadLambda(() => Promise.reject(absent))).rejects.toThrow(
    "npm install @aws-sdk/client-lambda",
  );
});

test("no secret or terminal control of an answer is shown", async () => {
  const message = `\u001b[31m${Object.values(secrets).join(" ")}\nsecond line`;
  aws.fault = () => ({ error: "ValidationException", message });
  const { stdout, stderr } = await outcrop.run(["--regions", "us-east-1"]);
  expect(stdout).toContain(
    "us-east-1 failed: lambda:ListLayerVersions: ValidationException: \\u001b[31m… … …\n",
  );
  for (const hidden of [...Object.values(secrets), "second line", "\u001b"])
    expect(stdout + stderr).not.toContain(hidden);
});

test("the description names the version and the commit", () => {
  const expected = /^Outcrop \d+\.\d+\.\d+(, commit [0-9a-f]{12,40}( with local changes)?)?$/;
  expect(sourceDescription()).toMatch(expected);
});

import { describe, expect, test } from "vitest";
import { fakeAccount } from "./fake-account.ts";

const regions = ["ap-south-1", "eu-central-1", "us-east-1"];
const list = regions.join(",");
const throttled =
  "\nAn error occurred (TooManyRequestsException) when calling the GetLayerVersion operation (reached max retries: 4): Rate exceeded\n";

describe("a failure half-way", () => {
  test("a permission that fails leaves the version, which the next run finds and completes", () => {
    const account = fakeAccount(regions);
    const call = [
      "--regions",
      list,
      "--zip",
      account.zip("one"),
      "--accounts",
      "444455556666,777788889999",
      "--ssm-parameter",
      "/o",
      "--execute",
    ];
    account.fault({
      when: "add-layer-version-permission --region eu-central-1 --layer-name outcrop --version-number 1 --statement-id account-7",
      times: 1,
      stderr: throttled,
    });
    const first = account.reports(call);
    expect(first.code).toBe(1);
    expect(first.regions["eu-central-1"]).toMatchObject({
      status: "failed",
      version: 1,
      changes: ["publish", "permit account-444455556666"],
    });
    expect(first.regions["eu-central-1"]?.reason).toMatch(
      /^permit account-777788889999: An error occurred \(TooManyRequestsException\)/,
    );
    expect(first.regions["us-east-1"]).toMatchObject({ status: "published", version: 1 });
    account.calls();
    const second = account.reports(call);
    expect(second.code).toBe(0);
    expect(second.regions["eu-central-1"]).toMatchObject({
      status: "present",
      version: 1,
      changes: ["permit account-777788889999", "store /o"],
    });
    expect(account.writes()).toHaveLength(2);
  });

  test("a version whose answer was lost is found by its content", () => {
    const account = fakeAccount(regions);
    const call = ["--regions", "us-east-1", "--zip", account.zip("one"), "--execute"];
    account.fault({
      when: "publish-layer-version",
      times: 1,
      after: true,
      stderr: "\nConnection was closed before we received a valid response\n",
    });
    expect(account.reports(call).regions["us-east-1"]).toMatchObject({ status: "failed", arn: null });
    expect(account.reports(call).regions["us-east-1"]).toMatchObject({ status: "present", version: 1 });
  });

  test("a region that fails does not stop the others", () => {
    const account = fakeAccount(["us-east-1"]);
    const { code, stdout } = account.run(["--regions", list, "--zip", account.zip("one"), "--execute"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /eu-central-1 failed: An error occurred \(UnrecognizedClientException\).*not enabled for the account answers this too/,
    );
    expect(stdout).toMatch(/us-east-1 +│ 1 +│ published/);
  });

  test("throttling that outlasts the retries fails the region", () => {
    const account = fakeAccount(regions);
    account.run(["--regions", "us-east-1", "--zip", account.zip("one"), "--execute"]);
    account.fault({ when: "get-layer-version ", times: 1, stderr: throttled, exit: 254 });
    const { code, regions: reports } = account.reports([
      "--regions",
      "us-east-1,eu-central-1",
      "--zip",
      account.zip("two"),
      "--execute",
    ]);
    expect(code).toBe(1);
    expect(reports["us-east-1"]).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("reached max retries: 4"),
    });
    expect(reports["eu-central-1"]).toMatchObject({ status: "published" });
  });
});

describe("what every region would meet", () => {
  const expired =
    "\nAn error occurred (ExpiredTokenException) when calling the ListLayerVersions operation: The security token included in the request is expired\n";
  test.each([
    ["expired credentials", expired, 254],
    [
      "no credentials, CLI version 1",
      '\nUnable to locate credentials. You can configure credentials by running "aws configure".\n',
      255,
    ],
    [
      "no credentials, CLI version 2",
      '\naws: [ERROR]: Unable to locate credentials. You can configure credentials by running "aws login".\n',
      253,
    ],
    ["an unknown profile", "\nThe config profile (nope) could not be found\n", 255],
    [
      "a session that is over",
      "\nError when retrieving token from sso: Token has expired and refresh failed\n",
      255,
    ],
  ])("%s: nothing more is called", (_, stderr, exit) => {
    const account = fakeAccount(regions);
    account.fault({ when: "", stderr, exit });
    const { code, regions: reports } = account.reports([
      "--regions",
      list,
      "--zip",
      account.zip("one"),
      "--execute",
    ]);
    expect(code).toBe(1);
    expect(account.calls()).toHaveLength(1);
    expect(reports["ap-south-1"]?.reason).toBe(stderr.trim());
    expect(reports["us-east-1"]).toMatchObject({
      status: "failed",
      reason: `not tried: ${stderr.trim()}`,
      commands: [],
    });
  });

  test("credentials that end between two calls stop the run where it is", () => {
    const account = fakeAccount(regions);
    account.fault({ when: "publish-layer-version --region eu-central-1", stderr: expired, exit: 254 });
    const { regions: reports } = account.reports([
      "--regions",
      list,
      "--zip",
      account.zip("one"),
      "--execute",
    ]);
    expect(Object.values(reports).map(({ status }) => status)).toEqual(["published", "failed", "failed"]);
    expect(account.calls().filter(({ argv }) => argv.includes("us-east-1"))).toEqual([]);
  });

  test("no CLI: the dry run prints the commands for regions without the layer", () => {
    const account = fakeAccount(regions);
    const call = ["--regions", list, "--zip", account.zip("one")];
    const { code, stdout } = account.run(call, { PATH: account.folder });
    expect(code).toBe(1);
    expect(stdout).toContain("the AWS CLI is not installed: no command aws on PATH");
    expect(stdout.match(/^arn=\$\(aws lambda publish-layer-version/gm)).toHaveLength(3);
    expect(account.run([...call, "--execute"], { PATH: account.folder }).code).toBe(1);
    expect(
      account.run(["--regions", "all", "--zip", account.zip("one")], { PATH: account.folder }),
    ).toMatchObject({ code: 3, stdout: "" });
  });
});

describe("answers that are not what they should be", () => {
  test.each([
    ["list-layer-versions", "<html>", "answered no JSON"],
    ["list-layer-versions", "", "answered no JSON"],
    ["list-layer-versions", "null", "answered no list of versions"],
    ["list-layer-versions", '{"LayerVersions":[{"Version":"7"}]}', "answered no list of versions"],
    ["list-layer-versions", '{"LayerVersions":[],"NextToken":"again"}', "more versions than 20 answers hold"],
    ["get-layer-version ", '{"Content":null}', "answered no hash or no ARN for version 1"],
    [
      "get-layer-version ",
      '{"Content":{"CodeSha256":"x"},"LayerVersionArn":"arn:$(id)"}',
      "answered no hash or no ARN for version 1",
    ],
    ["get-layer-version-policy", '{"Policy":"{"}', "answered no policy for version 1"],
    ["get-layer-version-policy", '{"Policy":"[]"}', "answered no policy for version 1"],
    ["get-layer-version-policy", "null", "answered no policy for version 1"],
    ["get-parameter", '{"Parameter":{"Value":1}}', "answered no value"],
  ])("%s answers %s: the region fails and nothing is written", (when, stdout, reason) => {
    const account = fakeAccount(regions);
    const call = ["--regions", "us-east-1", "--zip", account.zip("one"), "--public", "--ssm-parameter", "/o"];
    account.run([...call, "--execute"]);
    account.calls();
    account.fault({ when, stdout, exit: 0 });
    const { code, regions: reports } = account.reports([...call, "--accounts", "444455556666", "--execute"]);
    expect([code, reports["us-east-1"]]).toEqual([
      1,
      expect.objectContaining({ status: "failed", reason: expect.stringContaining(reason) }),
    ]);
    const dry = account.reports([...call, "--accounts", "444455556666"]);
    expect([dry.code, dry.regions["us-east-1"]?.commands]).toEqual([1, []]);
    expect(account.writes()).toEqual([]);
  });

  test.each(["None", "{}", "arn:aws:lambda:us-east-1:1:layer:x:1; id"])(
    "publish-layer-version answers %s: the region fails",
    (stdout) => {
      const account = fakeAccount(regions);
      account.fault({ when: "publish-layer-version", stdout, exit: 0 });
      const { regions: reports } = account.reports([
        "--regions",
        "us-east-1",
        "--zip",
        account.zip("one"),
        "--public",
        "--execute",
      ]);
      expect(reports["us-east-1"]).toMatchObject({
        status: "failed",
        reason: "publish: aws lambda publish-layer-version answered no ARN",
      });
      expect(account.writes()).toHaveLength(1);
    },
  );

  test("describe-regions answers something else", () => {
    const account = fakeAccount(regions);
    account.fault({ when: "describe-regions", stdout: '["us-east-1","--endpoint-url"]', exit: 0 });
    const { code, stderr } = account.run(["--regions", "all", "--zip", account.zip("one"), "--execute"]);
    expect([code, stderr]).toEqual([3, "outcrop: aws ec2 describe-regions answered no list of regions\n"]);
    expect(account.calls()).toHaveLength(1);
  });
});

describe("regions that offer less", () => {
  const invalid = (message: string) =>
    `\nAn error occurred (InvalidParameterValueException) when calling the PublishLayerVersion operation: ${message}\n`;

  test("without compatible architectures the request is sent again without them, as the service asks", () => {
    const account = fakeAccount(regions);
    const stderr = invalid(
      "CompatibleArchitectures are not supported in us-east-1. Please remove the CompatibleArchitectures value from your request and try again",
    );
    account.fault({ when: "--compatible-architectures", stderr, exit: 254 });
    const { code, regions: reports } = account.reports([
      "--regions",
      "us-east-1",
      "--zip",
      account.zip("one"),
      "--execute",
    ]);
    expect([code, reports["us-east-1"]]).toEqual([
      0,
      expect.objectContaining({ status: "published", changes: ["publish without architectures"] }),
    ]);
    const [refused = [], accepted] = account.writes();
    expect(accepted).toEqual(
      refused.filter((argument) => !["--compatible-architectures", "x86_64", "arm64"].includes(argument)),
    );
  });

  test("an unknown runtime fails the region with the service's words", () => {
    const account = fakeAccount(regions);
    const constraint =
      "Value '[nodejs22.x, nodejs24.x, nodejs26.x]' at 'compatibleRuntimes' failed to satisfy constraint: Member must satisfy constraint";
    account.fault({ when: "publish-layer-version", stderr: invalid(constraint), exit: 254 });
    const { regions: reports } = account.reports([
      "--regions",
      "us-east-1",
      "--zip",
      account.zip("one"),
      "--execute",
    ]);
    expect(reports["us-east-1"]).toMatchObject({
      status: "failed",
      reason: expect.stringContaining(constraint),
    });
    expect(account.writes()).toHaveLength(1);
  });
});

test("of what the CLI says on stderr, a few lines are told, and no secret or terminal control", () => {
  const account = fakeAccount(regions);
  const key = "ASIAIOSFODNN7EXAMPLE";
  const secret = "short-secret";
  const token = "IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQDo4";
  account.fault({
    when: "",
    stderr: `\u001b[31m${secret}\n${key} ${token}\nthree\nfour\n${"x ".repeat(1000)}`,
  });
  const { stdout, stderr } = account.run(["--regions", "us-east-1", "--zip", account.zip("one")], {
    AWS_SECRET_ACCESS_KEY: secret,
  });
  expect(stdout).toContain("us-east-1 failed: \\u001b[31m[hidden] [hidden] [hidden] three\n");
  for (const hidden of [key, secret, token, "four", "\u001b"]) expect(stdout + stderr).not.toContain(hidden);
});

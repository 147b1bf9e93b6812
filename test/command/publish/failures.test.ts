import { describe, expect, test } from "vitest";
import { aws, everything, on, outcrop, useAccount } from "./account.ts";
import type { Asked, Fault } from "./fake-aws.ts";

useAccount();

describe("a failure", () => {
  test("of one permission leaves the version, which the next run completes", async () => {
    aws.fault = ({ region, input }) =>
      region === "eu-central-1" && input["StatementId"] === "public"
        ? { error: "TooManyRequestsException" }
        : null;
    const { code, reports } = await outcrop.execute("eu-central-1,us-east-1", ...everything);
    expect([code, reports.map(({ status }) => status)]).toEqual([1, ["failed", "published"]]);
    expect(reports[0]).toMatchObject({
      version: 1,
      changes: ["publish", "permit account-444455556666"],
      reason: "lambda:AddLayerVersionPermission: AWS throttles the requests; retry later",
    });
    aws.fault = () => null;
    const changes = ["permit public", "store /layers/outcrop"];
    expect((await outcrop.execute("eu-central-1", ...everything)).first).toMatchObject({
      status: "present",
      changes,
    });
  });

  test("that passes is retried by the SDK", async () => {
    let count = 0;
    aws.fault = () => (++count === 1 ? { error: "TooManyRequestsException", status: 429 } : null);
    expect((await outcrop.execute("us-east-1")).first).toMatchObject({ status: "published" });
  });

  test("of a lost answer: the repeated permission conflicts with itself, and counts as given", async () => {
    let count = 0;
    aws.fault = ({ operation }) =>
      operation === "AddLayerVersionPermission" && ++count === 1 ? "lost" : null;
    const changes = ["publish", "permit public"];
    expect((await outcrop.execute("us-east-1", "--public")).first).toMatchObject({
      status: "published",
      changes,
    });
  });

  test("of an interrupted run: the next one finds the version", async () => {
    const interrupted = new Promise<Asked>((resolve) => {
      aws.fault = (asked) => {
        if (asked.operation !== "PublishLayerVersion") return null;
        resolve(asked);
        return "hang";
      };
    });
    const child = outcrop.start(["--regions", "us-east-1", "--execute"]);
    const ended = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
    await interrupted;
    child.kill("SIGINT");
    expect(await ended).toBe("SIGINT");
    aws.fault = () => null;
    expect((await outcrop.execute("us-east-1")).first).toMatchObject({ status: "present", version: 1 });
  });

  test.each<[string, string, Fault, string]>([
    [
      "a region that is not enabled",
      "ListLayerVersions",
      { error: "UnrecognizedClientException", status: 403 },
      "a region that is not enabled for the account answers this too",
    ],
    [
      "denied access",
      "PublishLayerVersion",
      {
        error: "AccessDeniedException",
        message: "not authorized to perform: lambda:PublishLayerVersion with an explicit deny",
        status: 403,
      },
      "lambda:PublishLayerVersion: AccessDeniedException: not authorized to perform: " +
        "lambda:PublishLayerVersion with an explicit deny",
    ],
    [
      "a statement that grants something else",
      "AddLayerVersionPermission",
      { error: "ResourceConflictException", message: "exists", status: 409 },
      "remove-layer-version-permission",
    ],
    [
      "an unknown runtime",
      "PublishLayerVersion",
      { error: "InvalidParameterValueException", message: "at 'compatibleRuntimes'" },
      "at 'compatibleRuntimes'",
    ],
    ["no JSON", "ListLayerVersions", { body: "<html>" }, "does not come from Lambda"],
    [
      "versions without numbers",
      "ListLayerVersions",
      { body: '{"LayerVersions":[{}]}' },
      "is not a list of versions",
    ],
    [
      "endless pages",
      "ListLayerVersions",
      { body: '{"LayerVersions":[],"NextMarker":"again"}' },
      "more versions than 20 pages hold",
    ],
    [
      "no ARN",
      "PublishLayerVersion",
      { body: '{"LayerVersionArn":"arn:$(id)"}' },
      "no ARN of a layer version",
    ],
  ])("%s fails its region in one line, and the next goes on", async (_, operation, fault, expected) => {
    on(operation, fault, "eu-central-1");
    const call = ["--regions", "eu-central-1,us-east-1", "--public", "--execute"];
    const { code, stdout, stderr } = await outcrop.run(call);
    const [line, ...more] = stdout.split("\n").filter((text) => text.startsWith("eu-central-1"));
    expect([code, more, stderr]).toEqual([1, [], "eu-central-1: failed\nus-east-1: published\n"]);
    expect(line).toContain(expected);
  });

  test.each<[string, NodeJS.ProcessEnv, Fault | null, number]>([
    ["expired credentials", {}, { error: "ExpiredTokenException", status: 403 }, 1],
    ["no credentials", { AWS_ACCESS_KEY_ID: "" }, null, 0],
    ["an unknown profile", { AWS_ACCESS_KEY_ID: "", AWS_PROFILE: "nope" }, null, 0],
  ])("of %s ends the run", async (_, env, fault, calls) => {
    aws.fault = () => fault;
    const { code, stdout } = await outcrop.run(["--regions", "eu-central-1,us-east-1", "--execute"], env);
    expect([code, aws.asked.length]).toEqual([1, calls]);
    expect(stdout).toMatch(
      /^us-east-1 failed: not tried: lambda:ListLayerVersions: (no|the) AWS credentials/m,
    );
  });
});

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exitCode } from "../../../command/attach/fleet-report.ts";
import { reportText } from "../../../command/attach/report.ts";
import { aws, given, record, runAttach, runDetach, said, useAccount } from "./at-account.ts";
import { arnOf } from "./fake-lambda.ts";
import { wrapper } from "./fleet.ts";

useAccount();

const writes = (): string[] =>
  aws.asked.map(({ operation }) => operation).filter((name) => /^(Publish|Update|Add|Put|Create)/.test(name));

describe("the choice of functions", () => {
  const team = (name: string) => ({ team: name });

  test("is by name, prefix, tag, stack or all of them, without what is excluded", async () => {
    given(
      { name: "orders-api", tags: team("a") },
      { name: "orders-edge", tags: team("b") },
      { name: "search", tags: { ...team("a"), stage: "prod" } },
      { name: "nested", tags: team("a") },
    );
    aws.stacks.set("shop", [
      { type: "AWS::Lambda::Function", id: "search" },
      { type: "AWS::S3::Bucket", id: "orders-api" },
      {
        type: "AWS::CloudFormation::Stack",
        id: "arn:aws:cloudformation:eu-central-1:111122223333:stack/in/1",
      },
    ]);
    aws.stacks.set("arn:aws:cloudformation:eu-central-1:111122223333:stack/in/1", [
      { type: "AWS::Lambda::Function", id: "nested" },
      { type: "AWS::CloudFormation::Stack", id: "shop" },
    ]);
    const chosen = async (...parameters: string[]) => Object.keys(said(await runAttach(...parameters)));
    expect(await chosen("search", "arn:aws:lambda:eu-central-1:111122223333:function:nested")).toEqual([
      "nested",
      "search",
    ]);
    expect(await chosen("--prefix", "orders-", "--exclude", "*-edge")).toEqual(["orders-api"]);
    expect(await chosen("--tag", "team=a", "--tag", "stage=prod")).toEqual(["search"]);
    expect(await chosen("--stack", "shop")).toEqual(["nested", "search"]);
    expect(await chosen("--all", "--exclude", "nested")).toEqual(["orders-api", "orders-edge", "search"]);
    expect(writes()).toEqual([]);
    expect(existsSync(record)).toBe(false);
  });

  test("names a function that is not there, and goes on", async () => {
    given({ name: "orders" });
    const report = await runAttach("orders", "gone", "--execute");
    expect(exitCode(report)).toBe(1);
    expect(said(report)["gone"]?.why).toMatch(/^lambda:GetFunction: ResourceNotFoundException/);
    expect(aws.functions.get("orders")?.settings.layers).toEqual([arnOf("outcrop", 1)]);
  });

  test.each([
    [[], /which functions/],
    [["--all", "orders"], /--all is there with names/],
    [["arn:aws:lambda:us-east-1:111122223333:function:a", "--region", "eu-west-1"], /one region/],
    [["arn:aws:lambda:us-east-1:111122223333:function:a:7"], /version or an alias/],
    [["--all", "--tag", "team"], /KEY=VALUE/],
    [["--all", "--exclude", "*a*b*c*d"], /at most three/],
    [["a", "--layer-arn", "arn:aws:lambda:us-east-1:111122223333:layer:outcrop"], /with its number/],
    [["a", "--layer-arn", "arn:aws:lambda:us-east-1:111122223333:layer:outcrop:1"], /another region/],
  ])("%j is wrong usage", async (parameters, message) => {
    await expect(runAttach(...parameters)).rejects.toThrow(message);
    expect(writes()).toEqual([]);
  });
});

describe("a plan", () => {
  const other = (version: number): string =>
    `arn:aws:lambda:eu-central-1:580247275435:layer:other:${version}`;

  test("says about each function why it is left alone", async () => {
    const functions = given(
      { name: "failed" },
      { name: "image", runtime: null },
      { name: "python", runtime: "python3.13" },
      { name: "old", runtime: "nodejs20.x" },
      { name: "full", layers: [1, 2, 3, 4, 5].map(other) },
      { name: "locked", other: { Environment: { Error: { ErrorCode: "KMSAccessDeniedException" } } } },
      { name: "large", variables: { A: "x".repeat(4050) } },
      { name: "huge", layers: [other(1)], other: { CodeSize: 262_000_000 } },
      { name: "pending", other: { State: "Pending" } },
      { name: "replica", other: { MasterArn: "arn:aws:lambda:us-east-1:111122223333:function:replica:3" } },
      { name: "signed", other: { SigningProfileVersionArn: "arn:aws:signer:::a" } },
      { name: "warned", other: { SigningProfileVersionArn: "arn:aws:signer:::a" } },
      { name: "there", layers: [arnOf("outcrop", 1)], variables: { AWS_LAMBDA_EXEC_WRAPPER: wrapper } },
    );
    if (functions[0]) functions[0].status = "Failed";
    aws.layers.set("outcrop", ["one"]);
    aws.signing.set("signed", "Enforce").set("warned", "Warn");
    const codes = said(await runAttach("--all", "--layer-arn", arnOf("outcrop", 1)));
    expect(
      Object.fromEntries(Object.entries(codes).map(([name, { plan, code }]) => [name, code ?? plan])),
    ).toEqual({
      failed: "update-failed",
      full: "five-layers",
      huge: "too-large",
      image: "image",
      large: "variables-too-large",
      locked: "variables-unreadable",
      old: "old-runtime",
      pending: "state",
      python: "other-runtime",
      replica: "replica",
      signed: "signing",
      there: "none",
      warned: "attach",
    });
    expect(writes()).toEqual([]);
  });

  test("is what docs/attach/fleet.md shows", async () => {
    given(
      {
        name: "orders-api",
        tags: { "aws:cloudformation:stack-name": "orders-prod" },
        aliases: [["live", "7"]],
      },
      { name: "orders-export", runtime: null },
      { name: "orders-mail", runtime: "nodejs20.x" },
      {
        name: "orders-traced",
        runtime: "nodejs22.x",
        variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" },
        tags: { ManagedBy: "terraform" },
      },
      {
        name: "orders-trial",
        layers: [arnOf("outcrop", 1)],
        variables: { AWS_LAMBDA_EXEC_WRAPPER: wrapper },
      },
    );
    aws.layers.set("outcrop", ["older"]);
    const text = reportText(await runAttach("--prefix", "orders-"));
    const shown = /```text\n([\s\S]*?)\n```/.exec(readFileSync("docs/attach/fleet.md", "utf8"))?.[1];
    expect(text.replace(record, "/home/me/outcrop-attach.json")).toBe(shown);
  });

  test("counts on top, and names owners, chains and aliases", async () => {
    given(
      {
        name: "orders",
        tags: { "aws:cloudformation:stack-name": "shop-prod", "lambda:createdBy": "SAM" },
        variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" },
        aliases: [
          ["live", "7"],
          ["next", "$LATEST"],
        ],
      },
      {
        name: "search",
        tags: { iac: "terraform" },
        variables: { AWS_LAMBDA_EXEC_WRAPPER: "token of someone" },
      },
      { name: "image", runtime: null },
    );
    const text = reportText(await runAttach("--all"));
    expect(text).toMatch(
      /^A plan: nothing was changed[\s\S]*3 functions in eu-central-1: 2 to attach, 1 skipped\n/,
    );
    expect(text).toMatch(/1 skipped: container image/);
    expect(text).toMatch(/orders .* chains \/opt\/otel-handler; of the stack shop-prod \(SAM\); .*live → 7/);
    expect(text).toMatch(/search .* chains its own wrapper; of Terraform/);
    expect(text).toMatch(/no version has this content; one is published first/);
    expect(text).toMatch(/the next deployment reverts this/);
    expect(text).not.toMatch(/next → |token of someone/);
  });
});

describe("hostile input", () => {
  test.each<[string, unknown]>([
    ["no configuration", {}],
    ["a list", { Configuration: [] }],
    [
      "another ARN",
      { Configuration: { FunctionArn: "arn:aws:s3:::x", RevisionId: "1", Runtime: "nodejs24.x" } },
    ],
    ["layers that are a text", configuration({ Layers: "arn" })],
    ["layers without end", configuration({ Layers: Array.from({ length: 1000 }, () => ({ Arn: "a" })) })],
    ["variables that are not texts", configuration({ Environment: { Variables: { A: { B: 1 } } } })],
    ["no revision", configuration({ RevisionId: null })],
  ])("as an answer with %s leaves the function alone", async (_, body) => {
    given({ name: "orders" });
    aws.fault = ({ operation }) => (operation === "GetFunction" ? { body } : null);
    const report = await runAttach("orders", "--execute");
    expect(exitCode(report)).toBe(1);
    expect(said(report)["orders"]).toMatchObject({
      plan: "unread",
      why: expect.stringMatching(/^lambda:GetFunction: the answer/),
    });
    expect(writes()).toEqual([]);
  });

  test("as a list that is not one ends the command", async () => {
    aws.fault = () => ({ body: { Functions: {} } });
    await expect(runAttach("--all")).rejects.toThrow("lambda:ListFunctions: the answer is not a list");
  });

  test.each([
    ["not JSON", "{", /is not JSON/],
    ["another document", "{}", /is not a record/],
    ["another version", '{"outcrop":"attach-record","version":2,"functions":{}}', /another version/],
    [
      "an entry with something else as a layer",
      JSON.stringify({
        outcrop: "attach-record",
        version: 1,
        functions: {
          "arn:aws:lambda:eu-central-1:111122223333:function:orders": {
            state: "attached",
            before: { layers: ["evil"], wrapper: null, chained: null },
            given: [],
            chained: null,
          },
        },
      }),
      /has an entry that is not a function's/,
    ],
  ])("as a record that is %s is wrong usage", async (_, text, message) => {
    writeFileSync(record, text);
    await expect(runDetach("orders")).rejects.toThrow(message);
  });
});

function configuration(parts: Record<string, unknown>): object {
  return {
    Configuration: {
      FunctionArn: "arn:aws:lambda:eu-central-1:111122223333:function:orders",
      Runtime: "nodejs24.x",
      RevisionId: "1",
      ...parts,
    },
  };
}

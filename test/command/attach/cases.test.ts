import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exitCode } from "../../../command/attach/fleet-report.ts";
import { reportText } from "../../../command/attach/report.ts";
import { aws, everythingSaid, given, record, runAttach, runDetach, said, useAccount } from "./at-account.ts";
import { arnOf, type Fault } from "./fake-lambda.ts";
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

describe("attaching", () => {
  test("publishes the layer once, chains, keeps, and is undone to the byte", async () => {
    const functions = given(
      { name: "bare" },
      { name: "chained", variables: { A: "1", AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler", B: "2" } },
      {
        name: "old",
        layers: [arnOf("outcrop", 1), arnOf("utils", 1)],
        variables: { AWS_LAMBDA_EXEC_WRAPPER: wrapper },
      },
    );
    aws.layers.set("outcrop", ["older"]);
    aws.layers.set("utils", ["utils"]);
    const before = functions.map((one) => JSON.stringify(one.kept));
    expect(exitCode(await runAttach("--all", "--execute"))).toBe(0);
    expect(aws.functions.get("bare")?.settings).toEqual({
      layers: [arnOf("outcrop", 2)],
      variables: { AWS_LAMBDA_EXEC_WRAPPER: wrapper },
    });
    expect(aws.functions.get("chained")?.settings.variables).toEqual({
      A: "1",
      AWS_LAMBDA_EXEC_WRAPPER: wrapper,
      B: "2",
      OUTCROP_EXEC_WRAPPER: "/opt/otel-handler",
    });
    expect(aws.functions.get("old")?.settings.layers).toEqual([arnOf("outcrop", 2), arnOf("utils", 1)]);
    expect(writes().filter((name) => name === "PublishLayerVersion")).toHaveLength(1);
    const count = writes().length;
    const again = await runAttach("--all", "--execute");
    expect(Object.values(said(again)).map(({ plan }) => plan)).toEqual(["none", "none", "none"]);
    expect(writes()).toHaveLength(count);
    for (let times = 0; times < 2; times++) {
      expect(exitCode(await runDetach("--all", "--execute"))).toBe(0);
      expect(functions.map((one) => JSON.stringify(one.kept))).toEqual(before);
    }
    expect(exitCode(await runDetach("old", "--no-record", "--execute"))).toBe(0);
    expect(aws.functions.get("old")?.settings).toEqual({ layers: [arnOf("utils", 1)], variables: {} });
  });

  test("with two versions one after the other goes back to before the first", async () => {
    const [orders] = given({ name: "orders", variables: { A: "1" } });
    aws.layers.set("outcrop", ["one", "two"]);
    const before = JSON.stringify(orders?.kept);
    for (const version of [1, 2])
      await runAttach("orders", "--layer-arn", arnOf("outcrop", version), "--execute");
    expect(orders?.settings.layers).toEqual([arnOf("outcrop", 2)]);
    await runDetach("orders", "--execute");
    expect(JSON.stringify(orders?.kept)).toBe(before);
  });

  test("puts back an update that Lambda cannot finish, and says so", async () => {
    const [orders] = given({ name: "orders", variables: { A: "1" } });
    const before = JSON.stringify(orders?.kept);
    let updates = 0;
    aws.fault = ({ operation }) =>
      operation === "UpdateFunctionConfiguration" && ++updates === 1 ? "fails" : null;
    const report = await runAttach("orders", "--execute");
    expect(exitCode(report)).toBe(1);
    expect(said(report)["orders"]?.why).toMatch(
      /could not finish the update: The service .*; it was put back/,
    );
    expect([JSON.stringify(orders?.kept), orders?.status]).toEqual([before, "Successful"]);
    expect(exitCode(await runAttach("orders", "--execute"))).toBe(0);
  });

  test.each<[string, Fault, RegExp]>([
    [
      "denied",
      { error: "AccessDeniedException", status: 403, message: "not authorized: lambda:GetLayerVersion" },
      /AccessDeniedException: not authorized: lambda:GetLayerVersion/,
    ],
    [
      "refused with every value in the message",
      {
        error: "InvalidParameterValueException",
        status: 400,
        message: 'exceeded the 4KB limit for hidden-value. String measured: {"A":"hidden-value"}',
      },
      /InvalidParameterValueException: exceeded the 4KB limit for ….$/,
    ],
    ["throttled for ever", { error: "TooManyRequestsException", status: 429 }, /was busy, 8 times/],
  ])("that is %s changes nothing and leaves no entry", async (_, fault, why) => {
    const [orders] = given({ name: "orders", variables: { A: "hidden-value" } });
    const before = JSON.stringify(orders?.kept);
    aws.fault = ({ operation }) => (operation === "UpdateFunctionConfiguration" ? fault : null);
    const report = await runAttach("orders", "--execute");
    expect(exitCode(report)).toBe(1);
    expect(said(report)["orders"]?.why).toMatch(why);
    expect(everythingSaid(report)).not.toContain("hidden-value");
    expect(JSON.parse(readFileSync(record, "utf8")).functions).toEqual({});
    expect(JSON.stringify(orders?.kept)).toBe(before);
  });

  test("does not take an update in progress for made: one of an ended run may still fail", async () => {
    const [orders] = given({ name: "orders", variables: { A: "1" } });
    const before = JSON.stringify(orders?.kept);
    // It is in progress for two reads.
    if (orders) orders.slowness = 2;
    const { RevisionId } = Object(orders?.read());
    aws.layers.set("outcrop", ["one"]);
    orders?.update(
      {
        RevisionId,
        Layers: [arnOf("outcrop", 1)],
        Environment: { Variables: { A: "1", AWS_LAMBDA_EXEC_WRAPPER: wrapper } },
      },
      true,
    );
    writeFileSync(
      record,
      JSON.stringify({
        outcrop: "attach-record",
        version: 1,
        functions: {
          [orders?.arn ?? ""]: {
            state: "changing",
            before: { layers: [], wrapper: null, chained: null },
            given: [arnOf("outcrop", 1)],
            chained: null,
          },
        },
      }),
    );
    const layer = ["--layer-arn", arnOf("outcrop", 1), "--execute"];
    const report = await runAttach("orders", ...layer);
    expect([exitCode(report), JSON.stringify(orders?.kept)]).toEqual([1, before]);
    expect(exitCode(await runAttach("orders", ...layer))).toBe(0);
    expect(orders?.settings.layers).toEqual([arnOf("outcrop", 1)]);
  });

  test("waits for an update of others, and plans again what they changed", async () => {
    const [orders] = given({ name: "orders" });
    let updates = 0;
    aws.fault = ({ operation }) => {
      if (operation !== "UpdateFunctionConfiguration") return null;
      if (++updates === 1) return { error: "ResourceConflictException", status: 409 };
      if (updates === 2) orders?.change({ variables: { THEIRS: "1" } });
      return null;
    };
    expect(exitCode(await runAttach("orders", "--execute"))).toBe(0);
    expect(updates).toBe(3);
    expect(orders?.settings.variables).toEqual({ THEIRS: "1", AWS_LAMBDA_EXEC_WRAPPER: wrapper });
    expect(exitCode(await runDetach("orders", "--execute"))).toBe(0);
    expect(orders?.settings).toEqual({ layers: [], variables: { THEIRS: "1" } });
  });

  test("ends where another run writes the same record, before anything is changed", async () => {
    given({ name: "orders" }, { name: "search" });
    writeFileSync(record, '{"outcrop":"attach-record","version":1,"functions":{}}');
    aws.fault = ({ operation }) => {
      if (operation === "ListAliases") writeFileSync(record, '{"outcrop":"attach-record","version":1}');
      return null;
    };
    const report = await runAttach("orders", "search", "--execute");
    expect([exitCode(report), report.ended]).toEqual([1, `another run writes the record ${record}`]);
    expect(aws.count("UpdateFunctionConfiguration")).toBe(0);
  });

  test("ends at expired credentials, and says that the rest was not begun", async () => {
    given(...Array.from({ length: 30 }, (_, index) => ({ name: `f${index}` })));
    let updates = 0;
    aws.fault = ({ operation }) =>
      operation === "UpdateFunctionConfiguration" && ++updates > 5
        ? { error: "ExpiredTokenException", status: 403 }
        : null;
    const report = await runAttach("--all", "--execute");
    expect(exitCode(report)).toBe(1);
    expect(report.ended).toMatch(/credentials have expired/);
    expect(reportText(report)).toMatch(/\d+ not begun/);
    aws.fault = () => null;
    expect(exitCode(await runAttach("--all", "--execute"))).toBe(0);
    expect([...aws.functions.values()].every(({ settings }) => settings.layers.length === 1)).toBe(true);
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

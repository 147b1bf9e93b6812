/** docs/attach/cli/attach.sh against a fake `aws`: what it writes back must hold all that was there. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { Folders } from "../support/layer-run.ts";
import { attachFolder } from "./attach-folder.ts";
import type { Call, Configuration, State } from "./fake-aws.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const layer = "arn:aws:lambda:eu-central-1:123456789012:layer:outcrop";
const others = ["utils:4", "sharp:9", "fonts:1", "certs:2"].map(
  (name) => `arn:aws:lambda:eu-central-1:123456789012:layer:${name}`,
);
const wrapper = "/opt/outcrop-wrapper";

const plain: Configuration = {
  FunctionName: "orders",
  FunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:orders",
  Runtime: "nodejs24.x",
  PackageType: "Zip",
  RevisionId: "revision",
  MemorySize: 512,
};

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly Call[];
  readonly configuration: Configuration;
}

function run(parameters: readonly string[], state: Partial<State> & { configuration: Configuration }): Run {
  const folder = folders.make({ "state.json": state });
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "tmp"));
  writeFileSync(
    join(folder, "bin/aws"),
    `#!/bin/sh\nexec '${process.execPath}' '${join(import.meta.dirname, "fake-aws.ts")}' "$@"\n`,
  );
  chmodSync(join(folder, "bin/aws"), 0o755);
  const env = {
    PATH: `${folder}/bin:/usr/local/bin:/usr/bin:/bin`,
    FAKE_AWS: folder,
    TMPDIR: join(folder, "tmp"),
  };
  const { status, stdout, stderr } = spawnSync("bash", [join(attachFolder, "cli/attach.sh"), ...parameters], {
    env,
    encoding: "utf8",
  });
  const record = join(folder, "calls.jsonl");
  const calls = existsSync(record) ? readFileSync(record, "utf8").trim().split("\n") : [];
  expect(spawnSync("ls", ["-A", env.TMPDIR], { encoding: "utf8" }).stdout).toBe("");
  return {
    code: status,
    stdout,
    stderr,
    calls: calls.map((line) => JSON.parse(line) as Call),
    configuration: (JSON.parse(readFileSync(join(folder, "state.json"), "utf8")) as State).configuration,
  };
}

const attach = (configuration: Configuration, version = 3): Run =>
  run(["orders", `${layer}:${version}`], { configuration });
const remove = (configuration: Configuration): Run =>
  run(["--remove", "orders", `${layer}:3`], { configuration });
const layersOf = ({ configuration }: Run): string[] => (configuration.Layers ?? []).map(({ Arn }) => Arn);
const variablesOf = ({ configuration }: Run): unknown => configuration.Environment?.Variables;
const withLayers = (arns: readonly string[]): Pick<Configuration, "Layers"> => ({
  Layers: arns.map((Arn) => ({ Arn, CodeSize: 1 })),
});
const commands = ({ calls }: Run): string[] => calls.map(({ argv }) => argv.slice(0, 3).join(" "));

describe("attaching", () => {
  test("a function without layers or variables", () => {
    const told = attach(plain);
    expect(told).toMatchObject({ code: 0, stderr: "" });
    expect(layersOf(told)).toEqual([`${layer}:3`]);
    expect(variablesOf(told)).toEqual({ AWS_LAMBDA_EXEC_WRAPPER: wrapper });
    expect(commands(told)).toEqual([
      "lambda wait function-updated",
      "lambda get-function-configuration --function-name",
      "lambda update-function-configuration --cli-input-json",
      "lambda wait function-updated",
    ]);
    expect(told.stdout).toContain(`${layer}:3`);
  });

  test("keeps layers, their order, and variables", () => {
    const variables = { TABLE: "orders", TEXT: 'a "b" $c `d`\n\te', OUTCROP_DETAIL: "findings" };
    const told = attach({ ...plain, ...withLayers(others), Environment: { Variables: variables } });
    expect(layersOf(told)).toEqual([...others, `${layer}:3`]);
    expect(variablesOf(told)).toEqual({ ...variables, AWS_LAMBDA_EXEC_WRAPPER: wrapper });
  });

  test("whatever the variables hold", { timeout: 120_000 }, () => {
    const name = fc
      .stringMatching(/^[A-Za-z][A-Za-z0-9_]{1,12}$/)
      .filter((name) => !/_EXEC_WRAPPER$/.test(name));
    const variables = fc.dictionary(name, fc.string({ unit: "grapheme" }), { maxKeys: 6 });
    const property = fc.property(variables, (variables) => {
      expect(variablesOf(attach({ ...plain, Environment: { Variables: variables } }))).toEqual({
        ...variables,
        AWS_LAMBDA_EXEC_WRAPPER: wrapper,
      });
    });
    fc.assert(property, { numRuns: 10 });
  });

  test("no value is in a command line or in the output, nor in a file that others can read", () => {
    const told = attach({ ...plain, Environment: { Variables: { PASSWORD: "hunter2" } } });
    expect(JSON.stringify(told.calls.map(({ argv }) => argv)) + told.stdout + told.stderr).not.toContain(
      "hunter2",
    );
    expect(told.calls.map(({ input }) => input?.mode).filter((mode) => mode !== undefined)).toEqual([0o600]);
  });

  test("a wrapper that is there runs after Outcrop's", () => {
    const told = attach({
      ...plain,
      Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" } },
    });
    expect(variablesOf(told)).toEqual({
      AWS_LAMBDA_EXEC_WRAPPER: wrapper,
      OUTCROP_EXEC_WRAPPER: "/opt/otel-handler",
    });
    expect(told.stdout).toContain("OUTCROP_EXEC_WRAPPER=/opt/otel-handler");
  });

  test("twice changes nothing", () => {
    const once = attach({
      ...plain,
      ...withLayers(others),
      Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" } },
    });
    const again = attach(once.configuration);
    expect(again).toMatchObject({ code: 0, stdout: "orders: nothing to change\n" });
    expect(again.configuration).toEqual(once.configuration);
  });

  test("another version takes the place of the one that is there", () => {
    const [first = "", ...rest] = others;
    const told = attach({ ...plain, ...withLayers([first, `${layer}:3`, ...rest]) }, 12);
    expect(layersOf(told)).toEqual([first, `${layer}:12`, ...rest]);
  });

  test("a layer whose name only begins alike is another layer", () => {
    const alike = `${layer}-tools:3`;
    expect(layersOf(attach({ ...plain, ...withLayers([alike]) }))).toEqual([alike, `${layer}:3`]);
  });
});

describe("removing", () => {
  test.each<[string, Partial<Configuration>]>([
    ["a function without layers or variables", {}],
    ["one that has both", { ...withLayers(others), Environment: { Variables: { TABLE: "orders" } } }],
    [
      "one that has a wrapper",
      { Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" } } },
    ],
  ])("leaves %s as it was", (_, before) => {
    const attached = attach({ ...plain, ...before });
    expect(attached.configuration).not.toEqual({ ...plain, ...before });
    const told = remove(attached.configuration);
    expect(told.code).toBe(0);
    expect({ ...told.configuration, RevisionId: "revision" }).toEqual({ ...plain, ...before });
  });

  test("takes Outcrop's settings along, and leaves a wrapper that someone has put there since", () => {
    const variables = {
      AWS_LAMBDA_EXEC_WRAPPER: "/opt/other",
      OUTCROP_DETAIL: "modules",
      OUTCROP_EXEC_WRAPPER: "/opt/otel-handler",
    };
    const told = remove({ ...plain, ...withLayers([`${layer}:9`]), Environment: { Variables: variables } });
    expect(layersOf(told)).toEqual([]);
    expect(variablesOf(told)).toEqual({ AWS_LAMBDA_EXEC_WRAPPER: "/opt/other" });
  });

  test("where it is not attached changes nothing", () => {
    expect(remove({ ...plain, ...withLayers(others) })).toMatchObject({
      code: 0,
      stdout: "orders: nothing to change\n",
    });
  });
});

describe("refuses", () => {
  const refused = (told: Run, message: string): void => {
    expect(told.code).not.toBe(0);
    expect(told.stderr).toContain(message);
    expect(commands(told)).not.toContain("lambda update-function-configuration --cli-input-json");
  };
  const denied = { ErrorCode: "AccessDeniedException", Message: "no kms:Decrypt" };

  test.each<[string, Partial<Configuration>, string]>([
    ["a sixth layer", withLayers([...others, `${others[0]}0`]), "five layers"],
    ["a container image", { PackageType: "Image" }, "container image"],
    ["Node 20", { Runtime: "nodejs20.x" }, "its runtime is nodejs20.x"],
    ["Python", { Runtime: "python3.13" }, "its runtime is python3.13"],
    ["variables that cannot be read", { Environment: { Error: denied } }, "would be lost: no kms:Decrypt"],
  ])("%s", (_, change, message) => refused(attach({ ...plain, ...change }), message));

  test("to remove where the variables cannot be read", () => {
    refused(
      remove({ ...plain, ...withLayers([`${layer}:3`]), Environment: { Error: denied } }),
      "would be lost",
    );
  });

  test.each([
    [["orders"], "usage"],
    [["orders", layer], "is not the ARN of a layer version"],
    [["orders", "outcrop:3"], "is not the ARN of a layer version"],
    [[], "usage"],
  ])("the parameters %j", (parameters, message) => {
    const told = run(parameters, { configuration: plain });
    expect(told).toMatchObject({ code: 64, calls: [] });
    expect(told.stderr).toContain(message);
  });
});

describe("fails with the CLI's message, and changes nothing, when", () => {
  test("the function is not there", () => {
    const failures = {
      "get-function-configuration": "An error occurred (ResourceNotFoundException): Function not found",
    };
    const told = run(["orders", `${layer}:3`], { configuration: plain, failures });
    expect(told).toMatchObject({ code: 254, configuration: plain });
    expect(told.stderr).toContain("Function not found");
  });

  test("the layer may not be read", () => {
    const message =
      "An error occurred (AccessDeniedException): not authorized to perform: lambda:GetLayerVersion";
    const told = run(["orders", `${layer}:3`], {
      configuration: plain,
      failures: { "update-function-configuration": message },
    });
    expect(told).toMatchObject({ code: 254, configuration: plain });
    expect(told.stderr).toContain("lambda:GetLayerVersion");
  });

  test("someone else changes the function in between", () => {
    const told = run(["orders", `${layer}:3`], { configuration: plain, raced: true });
    expect(told.code).toBe(254);
    expect(told.stderr).toContain("PreconditionFailedException");
    expect(layersOf(told)).toEqual([]);
  });
});

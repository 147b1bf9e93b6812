/** Projects as the tools write them: which functions are in them, with which layers in which order. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checked, fixtures, found, inFolder, inShort, otherArn } from "./support.ts";

describe("the CDK", () => {
  const stages = {
    Good: "nodejs24.x arm64 Orders/Extra<Shared/Utils: -",
    Reversed: "nodejs24.x arm64 Shared/Utils<Orders/Extra: range-violation",
    Inline: "nodejs24.x arm64 Orders/Extra: -",
    Report: "python3.13 x64 Orders/Extra: other",
    "Inner/Nested": "nodejs22.x x64 Orders/Extra: range-violation",
  };
  const inStage = (prefix: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(stages).map(([name, text]) => [
        `${prefix}Orders/${name}`,
        text.replace(/\b(Orders|Shared)\//g, `${prefix}$1/`),
      ]),
    );

  it("has stacks, stacks in them, layers of other stacks, and stages", async () => {
    const assembly = found("cdk/cdk.out");
    expect(assembly).toMatchObject({ tool: "CDK", warnings: [] });
    const functions = await checked(assembly);
    expect(inShort(functions)).toEqual({ ...inStage("Prod/"), ...inStage("") });
    const [first] = assembly.functions.filter(({ name }) => name === "Orders/Good");
    expect(first).toMatchObject({ memoryMb: 512, handler: "index.handler" });
    expect(first?.layers.at(-1)?.labels).toEqual({ runtimes: ["nodejs24.x"], architectures: ["arm64"] });
    // The value of TABLE is a reference, and does not decide what is loaded.
    expect(first?.variables).toEqual({ NODE_OPTIONS: "--enable-source-maps" });
  });

  it("names layers that are parameters or ARNs, and takes them from the places given", async () => {
    const assembly = found("cdk");
    const before = (await checked(assembly)).get("Orders/Reversed");
    expect(before?.unjudged).toEqual([
      "The layer ToolsArn was not judged: it is known only at the deploy. " +
        "Use --layer-at ToolsArn=ZIP if you have its files.",
      expect.stringContaining(`The layer ${otherArn} was not judged: it is given by its ARN`),
    ]);
    const utils = join(fixtures, "app/layers/utils");
    const layersAt = new Map([
      ["ToolsArn", join(fixtures, "app/layers/extra")],
      [otherArn, utils],
    ]);
    const after = (await checked(assembly, { layersAt })).get("Orders/Reversed");
    expect(after).toMatchObject({ unjudged: [], will: [] });
    expect(after?.layers).toEqual(["Shared/Utils", "Orders/Extra", "ToolsArn", otherArn]);
  });

  it("finds assets by their key where the templates have no metadata", async () => {
    await inFolder(async (folder) => {
      const out = join(folder, "cdk.out");
      cpSync(join(fixtures, "cdk/cdk.out"), out, { recursive: true });
      for (const name of ["Orders.template.json", "Shared.template.json"]) {
        const path = join(out, name);
        const template = JSON.parse(readFileSync(path, "utf8"));
        for (const resource of Object.values<{ Type: string; Metadata?: object }>(template.Resources))
          if (resource.Type.startsWith("AWS::Lambda::")) delete resource.Metadata;
        writeFileSync(path, JSON.stringify(template));
      }
      const functions = await checked(found(out));
      const reversed = [...functions].find(([name]) => /^Orders\/Reversed/.test(name))?.[1];
      expect(reversed?.will.map(({ code }) => code)).toEqual(["range-violation"]);
    });
  });

  it("is found in the folder of a project, and in that of SST 2", async () => {
    await inFolder((folder) => {
      cpSync(join(fixtures, "cdk/cdk.out"), join(folder, ".sst/dist"), { recursive: true });
      const names = (path: string): readonly string[] => found(path).functions.map(({ name }) => name);
      expect(names(folder)).toEqual(names("cdk"));
      expect(names("cdk/cdk.out/manifest.json")).toEqual(names("cdk"));
    });
  });

  it("judges the other functions when the files of one asset are gone", async () => {
    await inFolder(async (folder) => {
      const out = join(folder, "cdk.out");
      cpSync(join(fixtures, "cdk/cdk.out"), out, { recursive: true });
      const assembly = found(out);
      const report = assembly.functions.find(({ name }) => name === "Orders/Report");
      if (report?.code.kind !== "path") throw new Error("the function has no folder");
      rmSync(report.code.path, { recursive: true });
      const functions = await checked(assembly);
      expect(functions.get("Orders/Report")).toMatchObject({ judged: "nothing" });
      expect(functions.get("Orders/Report")?.unjudged.join()).toContain("there is no such file or folder");
      expect(functions.get("Orders/Reversed")?.will).toHaveLength(1);
    });
  });
});

describe("the Serverless Framework", () => {
  const functions = {
    "orders-dev-create": "nodejs22.x arm64 utils<extra: range-violation",
    "orders-dev-read": "nodejs22.x arm64 utils: -",
    "orders-dev-report": "python3.13 x64 -: other",
  };

  it.each(["3", "osls"])("%s has the provider's layers as compiled", async (version) => {
    const service = found(`serverless/${version}`);
    expect(service).toMatchObject({ tool: "Serverless Framework", warnings: [] });
    const all = await checked(service);
    expect(inShort(all)).toEqual(functions);
    expect(all.get("orders-dev-read")?.unjudged).toEqual([
      expect.stringContaining(otherArn),
      "The value of NODE_PATH is not known before the deploy, so what it changes was not judged.",
    ]);
  });

  it("4 has zips in other folders, which the state names", async () => {
    const service = found("serverless/4/.serverless");
    expect(inShort(await checked(service))).toEqual({ "orders-dev-create": functions["orders-dev-create"] });
  });
});

describe("SAM", () => {
  it("has the built template with its globals, conditions, maps and applications in it", async () => {
    const built = found("sam");
    expect(built).toMatchObject({ tool: "SAM", warnings: [] });
    const all = await checked(built);
    expect(inShort(all)).toEqual({
      OrdersFunction: "nodejs24.x arm64 utils<ExtraLayer: range-violation",
      "orders-dev-tooled": "nodejs24.x x64 utils: -",
      Image: "nodejs24.x arm64 utils: nothing",
      "Child/NestedFunction": "nodejs22.x x64 ExtraLayer: range-violation",
    });
    expect(all.get("OrdersFunction")?.unjudged).toEqual([
      expect.stringContaining("The value of AWS_LAMBDA_EXEC_WRAPPER is not known before the deploy"),
    ]);
    const [orders] = built.functions;
    expect(orders).toMatchObject({ memoryMb: 256 });
    expect(orders?.variables).toEqual({ NODE_OPTIONS: "--enable-source-maps", STAGE: "stage-dev" });
    expect(all.get("orders-dev-tooled")?.unjudged[1]).toContain(
      "layer:LambdaInsightsExtension:53 was not judged",
    );
  });

  it("takes what the deploy passes to the parameters", () => {
    const arn = "arn:aws:lambda:eu-central-1:123456789012:layer:tools:1";
    const inProduction = found("sam", {
      Stage: "prod",
      ToolsArn: arn,
      "AWS::Region": "eu-west-1",
      "AWS::Partition": "aws",
    });
    const names = inProduction.functions.map(({ name }) => name);
    expect(names).toContain("OnlyInProduction");
    expect(names).toContain("orders-prod-tooled");
    const [orders, tooled] = inProduction.functions;
    expect(orders?.layers.map(({ name }) => name)).toEqual(["utils", "ExtraLayer", arn]);
    expect(orders).toMatchObject({
      memoryMb: 1024,
      unknown: [],
      variables: { AWS_LAMBDA_EXEC_WRAPPER: arn },
    });
    expect(tooled?.layers.at(-1)?.arn).toBe(
      "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:53",
    );
  });

  it("warns of the template before the build", () => {
    expect(found("sam/template.yaml").warnings).toEqual([
      expect.stringContaining("sam/template.yaml is the template before sam build"),
    ]);
  });
});

describe("CloudFormation", () => {
  it("has local paths, or places in S3 that are not on this machine", async () => {
    const all = await checked(found("cloudformation/template.yaml"));
    expect(inShort(all)).toEqual({
      Local: "nodejs24.x x64 Utils: -",
      Packaged: "nodejs24.x x64 -: nothing",
    });
    expect(all.get("Packaged")?.unjudged).toEqual([
      "Its code is in S3 as 5d41402abc4b2a76b9719d911017c592, not on this machine.",
    ]);
    const codeAt = new Map([["Packaged", join(fixtures, "app/src/orders")]]);
    expect(
      (await checked(found("cloudformation/template.yaml"), { codeAt })).get("Packaged")?.will,
    ).toHaveLength(1);
  });
});

describe("Terraform", () => {
  it("has layers that exist, that are new, of modules and of keys", async () => {
    const plan = found("terraform/plan.json");
    expect(plan).toMatchObject({ tool: "Terraform", warnings: [] });
    const all = await checked(plan);
    expect(inShort(all)).toEqual({
      orders: "nodejs24.x arm64 extra<utils: -",
      mixed: "nodejs24.x arm64 utils: -",
      unchanged: "nodejs24.x arm64 kept: -",
      local: "nodejs24.x arm64 utils: -",
      "each-a": "nodejs24.x arm64 each-layer-a: -",
      "each-b": "nodejs24.x arm64 each-layer-b: range-violation",
      stored: "nodejs24.x arm64 -: unresolved-module",
      image: "unknown arm64 -: nothing",
      none: "nodejs24.x arm64 -: unresolved-module",
      keyed: "nodejs24.x arm64 keyed-b: range-violation",
      "in-module": "nodejs24.x arm64 from-output<utils: -",
    });
    expect(all.get("mixed")?.unjudged).toEqual([expect.stringContaining(otherArn)]);
    expect(all.get("local")?.unjudged).toEqual([
      expect.stringContaining("The layer local.layers was not judged"),
    ]);
    expect(all.get("none")?.unjudged).toEqual([
      expect.stringContaining("The value of NODE_PATH is not known"),
    ]);
    expect(plan.functions[0]).toMatchObject({
      memoryMb: 512,
      variables: { NODE_OPTIONS: "--enable-source-maps" },
    });
  });
});

describe("Pulumi and SST", () => {
  it.each(["preview", "export"])("has archives, packed parts and objects in S3 (%s)", async (file) => {
    const state = found(`pulumi/${file}.json`);
    expect(state.tool).toBe("Pulumi");
    const all = await checked(state);
    expect(inShort(all)).toEqual({
      orders: "nodejs24.x arm64 utils<kept: -",
      two: "nodejs24.x arm64 -: -",
      three: "nodejs24.x arm64 -: unresolved-module",
    });
    expect(all.get("orders")?.unjudged).toEqual([expect.stringContaining("The value of NODE_PATH")]);
    const two = state.functions.find(({ name }) => name === "two");
    expect(two?.code.kind === "packed" && [...two.code.parts.keys()]).toEqual([
      ".",
      "lib/inline.js",
      "main.py",
    ]);
    // Pulumi does not say in which order two new layers are.
    expect(all.get("two")?.unjudged[0]).toContain("The layer extra or utils was not judged");
  });
});

describe("a layer that cannot be read", () => {
  it("may have what is missing, so nothing that is missing is certain", async () => {
    const all = await checked(found("cdk"));
    const reversed = all.get("Orders/Reversed");
    await inFolder(async (folder) => {
      mkdirSync(join(folder, "empty"));
      const layersAt = new Map([
        ["Shared/Utils", join(folder, "empty")],
        ["Orders/Extra", join(folder, "empty")],
      ]);
      const without = (await checked(found("cdk"), { layersAt })).get("Orders/Reversed");
      expect(without?.will).toEqual([]);
      expect(without?.may.map(({ code }) => code)).toEqual(["unresolved-module"]);
    });
    expect(reversed?.unjudged).toHaveLength(2);
  });
});

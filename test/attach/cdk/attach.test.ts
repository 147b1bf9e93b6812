/** `outcrop/cdk` on every kind of function (app/app.ts), in templates that the real aws-cdk-lib synthesises. */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { functionsOf, type Template } from "../cloud-formation.ts";
import { CdkApp, layersOf, zipOf } from "./synthesis.ts";

interface StackOutput {
  readonly stackName: string;
  readonly template: Template;
  readonly messages: readonly { readonly level: string; readonly id: string; readonly text: string }[];
}

let app: CdkApp;
let stacks: Map<string, StackOutput>;
beforeAll(async () => {
  app = await CdkApp.in("test/attach/cdk/app");
  const output = JSON.parse(app.run("app.ts")) as StackOutput[];
  stacks = new Map(output.map((stack) => [stack.stackName, stack]));
}, 180_000);
afterAll(() => app.remove());

function stackNamed(name: string): StackOutput {
  const [stack] = [...stacks.values()].filter(({ stackName }) => stackName.startsWith(name));
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return stack;
}

/** By the id that the app gives, without the hash that the CDK adds. */
function attachedIn(stack: string, id: string): { layers: readonly unknown[]; variables: object } {
  const found = [...functionsOf(stackNamed(stack).template)].find(([name]) =>
    new RegExp(`^${id}([0-9A-F]{8})?$`).test(name),
  );
  if (found === undefined) throw new Error(`no function ${id}`);
  return { layers: found[1].Layers ?? [], variables: found[1].Environment?.Variables ?? {} };
}

const outcrop = {
  AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper",
  OUTCROP_DETAIL: "findings",
  OUTCROP_EMIT: "on-change",
};
const arn = (name: string): string => `arn:aws:lambda:eu-central-1:123456789012:layer:${name}:4`;

it("is typed against the real API, without the types of other packages", () => {
  const { status, stdout } = spawnSync("node_modules/.bin/tsc", ["-p", "test/attach/cdk"], {
    encoding: "utf8",
  });
  expect(stdout).toBe("");
  expect(status).toBe(0);
}, 180_000);

describe("the layer", () => {
  it.each(["Attached", "Skipped", "West", "OwnLayer", "East", "Custom", "Stage-Staged"])(
    "is there at most once in %s, and is the package's zip",
    (name) => {
      const { template } = stackNamed(name);
      const layers = [...layersOf(template).values()];
      expect(layers).toHaveLength(name === "Skipped" ? 0 : 1);
      const folder = name.startsWith("Stage") ? "assembly-Stage/" : "";
      for (const { Content, ...properties } of layers) {
        const [zip] = globSync(`{,${folder}}${zipOf({ Content })}`, { cwd: app.path("") });
        expect(readFileSync(app.path(String(zip))).equals(readFileSync("dist/outcrop-layer.zip"))).toBe(true);
        expect(Content.S3Bucket).toContain(
          name === "West" ? "us-west-2" : name === "East" ? "us-east-1" : "eu-central-1",
        );
        expect(properties).toMatchObject({
          CompatibleRuntimes: ["nodejs22.x", "nodejs24.x", "nodejs26.x"],
          CompatibleArchitectures: ["x86_64", "arm64"],
        });
      }
    },
  );

  it("is the user's own where the stack has one", () => {
    const [[id, layer] = []] = [...layersOf(stackNamed("OwnLayer").template)];
    expect(layer).toMatchObject({ LayerName: "outcrop" });
    expect(attachedIn("OwnLayer", "Plain").layers).toEqual([{ Ref: id }]);
  });

  it("can be given by its ARN or by a parameter, and is not attached in another region", () => {
    expect(attachedIn("ByArn", "Plain").layers).toEqual([arn("outcrop")]);
    expect(attachedIn("ByParameter", "Plain").layers).toEqual(["{{resolve:ssm:/outcrop/layer-arn}}"]);
    expect(attachedIn("ByArnElsewhere", "Plain").layers).toEqual([]);
    expect(layersOf(stackNamed("ByArn").template).size).toBe(0);
  });
});

describe("attaches", () => {
  const layer = (): object => ({ Ref: [...layersOf(stackNamed("Attached").template).keys()][0] });

  it.each(["Plain", "One", "Raw", "RuntimeToken"])("%s", (id) => {
    expect(attachedIn("Attached", id)).toEqual({ layers: [layer()], variables: outcrop });
  });

  it("a function with a wrapper, layers and settings of its own, which it keeps", () => {
    const { layers, variables } = attachedIn("Attached", "Wrapped");
    // The CDK sorts them.
    expect(layers).toHaveLength(5);
    expect(layers).toEqual(
      expect.arrayContaining([layer(), ...[0, 1, 2, 3].map((index) => arn(`own-${index}`))]),
    );
    expect(variables).toEqual({
      ...outcrop,
      TABLE: "orders",
      OUTCROP_DETAIL: "modules",
      OUTCROP_EXEC_WRAPPER: "/opt/otel-handler",
    });
  });

  it("functions whose wrapper or layers are tokens", () => {
    const chained = { ...outcrop, OUTCROP_EXEC_WRAPPER: { Ref: "WrapperPath" } };
    expect(attachedIn("Attached", "WrapperToken")).toEqual({ layers: [layer()], variables: chained });
    expect(attachedIn("Attached", "OneWithAll")).toEqual({
      layers: [{ Ref: "FirstLayer" }, arn("second"), layer()],
      variables: { ...chained, TABLE: "orders" },
    });
  });

  it("a function with overrides, which it keeps", () =>
    expect(attachedIn("Attached", "Overridden")).toEqual({
      layers: [arn("overridden"), layer()],
      variables: { ...outcrop, OUTCROP_EXEC_WRAPPER: "/opt/overridden" },
    }));

  it("a function with five layers that an override hides", () =>
    expect(attachedIn("Attached", "Hidden")).toEqual({
      layers: [arn("overridden"), layer()],
      variables: outcrop,
    }));

  it("a function of a nested stack, to the layer of the stack around it", () => {
    const [path] = globSync("*.nested.template.json", { cwd: app.path("") });
    const nested = JSON.parse(readFileSync(app.path(String(path)), "utf8")) as Template;
    const [properties] = [...functionsOf(nested).values()];
    expect(properties?.Environment?.Variables).toEqual(outcrop);
    expect(layersOf(nested).size).toBe(0);
    expect(properties?.Layers).toEqual(Object.keys(nested.Parameters ?? {}).map((Ref) => ({ Ref })));
  });

  it("a function whose wrapper another aspect sets, in a stage, and of a provider's own handler", () => {
    expect(attachedIn("West", "Plain").variables).toEqual({
      ...outcrop,
      OUTCROP_EXEC_WRAPPER: "/opt/vendor",
    });
    expect(attachedIn("Stage-Staged", "Plain").layers).toHaveLength(1);
    expect(attachedIn("Custom", "OnEvent").layers).toHaveLength(1);
    expect(attachedIn("East", "NotEdge").layers).toHaveLength(1);
  });
});

describe("leaves alone, and says why,", () => {
  const cases = Object.entries({
    Skipped: {
      "warning five-layers": ["FiveLayers"],
      "warning old-runtime": ["OldRuntime"],
      "warning two-wrappers": ["TwoWrappers"],
      "warning unknown-runtime": ["UnknownRuntime"],
      "warning unknown-layers": ["UnknownLayers"],
      "warning unknown-variables": ["UnknownVariables"],
      "warning unreadable": ["Unreadable"],
      "warning code-signing": ["Signed"],
      "info image": ["Image"],
      "info sam": ["Sam"],
    },
    East: { "info edge": ["ByVersion", "ByVersionWithRole", "InRegion/Fn"] },
    "edge-lambda-stack": { "info edge": ["Cross"] },
    ByArnElsewhere: { "warning other-region": ["Plain"] },
    Custom: {
      "info provider": [
        "AWS679f53fac002430cb0da5b7982bd2287",
        "Custom::OwnCustomResourceProvider/Handler",
        "Provider/framework-onEvent",
        "SingletonLambda7677dc81117d41c0b75bdb11cb84bb70",
      ],
    },
    Attached: {},
    West: {},
  });

  it.each(cases)("what is in %s", (name, expected) => {
    const { stackName, messages } = stackNamed(name);
    const found = new Map<string, string[]>();
    for (const { level, id, text } of messages) {
      const skip = / \[ack: outcrop\/cdk:([a-z-]+)\]$/.exec(text)?.[1];
      const kind = `${level} ${skip}`;
      if (skip !== undefined)
        found.set(kind, [...(found.get(kind) ?? []), id.slice(stackName.length + 2)].sort());
    }
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it("with none of Outcrop's layers or variables", () => {
    for (const name of ["Skipped", "edge-lambda-stack", "Site", "ByArnElsewhere"])
      for (const [id, { Layers = [], Environment }] of functionsOf(stackNamed(name).template)) {
        if (id.startsWith("ByHand")) continue;
        expect(JSON.stringify([Layers, Environment]), id).not.toContain("outcrop-wrapper");
        expect(JSON.stringify(Layers), id).not.toMatch(/outcrop/i);
      }
  });

  it("and silently what is another language, excluded, or attached by hand", () => {
    expect(attachedIn("Skipped", "ByHand").layers).toEqual([arn("outcrop")]);
    for (const id of ["Python", "Excluded"])
      expect(attachedIn("Skipped", id)).toEqual({ layers: [], variables: {} });
  });
});

it("refuses a layer's ARN without its version", () => {
  const code = `import { AttachOutcrop } from "outcrop/cdk";
    new AttachOutcrop({ layerVersionArn: "${arn("outcrop").replace(/:4$/, "")}" });`;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    cwd: app.folder,
    encoding: "utf8",
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain("must be the ARN of a layer version, with its number at the end");
}, 30_000);

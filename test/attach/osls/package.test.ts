/** The services of the guides, packaged by the real tools (test/check/inputs/built/setup.sh). */
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { packageService } from "../../check/inputs/built/deploy-tool.ts";
import { Folders } from "../../support/layer-run.ts";
import { attachFolder } from "../attach-folder.ts";
import { functionsOf, type Template } from "../cloud-formation.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const arn = (name: string): string => `arn:aws:lambda:eu-central-1:123456789012:layer:${name}:1`;

async function packagedService(tool: "serverless" | "osls", guide: string): Promise<Template> {
  const service = folders.make({});
  cpSync(join(attachFolder, guide), service, { recursive: true });
  const zip = join(service, "node_modules/outcrop/dist");
  mkdirSync(zip, { recursive: true });
  cpSync(resolve("dist/outcrop-layer.zip"), join(zip, "outcrop-layer.zip"));
  await packageService(tool, service, {
    OUTCROP_LAYER_ARN: arn("outcrop"),
    SHARP_LAYER_ARN: arn("sharp"),
  });
  const path = join(service, ".serverless/cloudformation-template-update-stack.json");
  return JSON.parse(readFileSync(path, "utf8")) as Template;
}

interface Attached {
  readonly layers: readonly unknown[];
  readonly wrapper: unknown;
}

const attachedIn = (template: Template): Attached[] =>
  [...functionsOf(template).values()].map(({ Layers = [], Environment }) => ({
    layers: Layers,
    wrapper: Environment?.Variables?.["AWS_LAMBDA_EXEC_WRAPPER"],
  }));

test("osls makes the layer from the package, and attaches it to both functions", async () => {
  const template = await packagedService("osls", "osls");
  const [[id, layer] = []] = Object.entries(template.Resources).filter(
    ([, { Type }]) => Type === "AWS::Lambda::LayerVersion",
  );
  expect(layer?.Properties).toMatchObject({
    LayerName: "orders-dev-outcrop",
    LicenseInfo: "MIT",
    // The zip itself, and not one that holds it.
    Content: { S3Key: expect.stringMatching(/\/outcrop-layer\.zip$/) },
  });
  expect(attachedIn(template)).toEqual([
    { layers: [{ Ref: id }], wrapper: "/opt/outcrop-wrapper" },
    { layers: [arn("sharp"), { Ref: id }], wrapper: "/opt/outcrop-wrapper" },
  ]);
}, 180_000);

test("the Serverless Framework attaches the layer by its ARN to both functions", async () => {
  expect(attachedIn(await packagedService("serverless", "serverless"))).toEqual([
    { layers: [arn("outcrop")], wrapper: "/opt/outcrop-wrapper" },
    { layers: [arn("sharp"), arn("outcrop")], wrapper: "/opt/outcrop-wrapper" },
  ]);
}, 180_000);

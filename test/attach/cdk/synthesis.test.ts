/**
 * The guide's CDK app, synthesised with the real aws-cdk-lib (test/attach/cdk/setup.sh), and what came of it
 * through AWS's validator.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attachFolder } from "../attach-folder.ts";
import { functionsOf, problemsOf, type Template } from "../cloud-formation.ts";

const arn = "arn:aws:lambda:eu-central-1:123456789012:layer:outcrop:3";
const installed = resolve("dist/attach-cdk");
let folder = "";

beforeAll(() => {
  // Below the installation, where Node finds its packages.
  mkdirSync(installed, { recursive: true });
  folder = mkdtempSync(join(installed, "app-"));
  for (const file of ["app.ts", "package.json", "cdk.json"])
    copyFileSync(join(attachFolder, "cdk", file), join(folder, file));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Synthesis {
  readonly status: number | null;
  readonly stderr: string;
  template(): Template;
  readonly path: string;
}

/** As the CDK CLI runs it: the context and the folder of the output are in the environment. */
function synthesise(context: object, app = readFileSync(join(folder, "app.ts"), "utf8")): Synthesis {
  const out = mkdtempSync(join(folder, "out-"));
  writeFileSync(join(folder, "tested.ts"), app);
  const env = { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: out };
  const { status, stderr } = spawnSync(process.execPath, ["tested.ts"], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  const path = join(out, "Orders.template.json");
  return { status, stderr, path, template: () => JSON.parse(readFileSync(path, "utf8")) as Template };
}

test("the lock's packages are those of package.json", () => {
  const read = (
    name: string,
  ): { dependencies?: object; packages?: Record<string, { dependencies?: object }> } =>
    JSON.parse(readFileSync(join(attachFolder, "cdk", name), "utf8"));
  expect(read("package-lock.json").packages?.[""]?.dependencies).toEqual(read("package.json").dependencies);
});

test("the app attaches Outcrop, and is valid", () => {
  const synthesis = synthesise({ outcropLayerArn: arn });
  expect(synthesis).toMatchObject({ status: 0 });
  const [properties] = [...functionsOf(synthesis.template()).values()];
  expect(properties?.Layers).toEqual([arn]);
  expect(properties?.Environment?.Variables).toEqual({ AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" });
  // The CDK names a dependency that exists anyway.
  expect(
    problemsOf(synthesis.path).filter((problem) => !/^WARN W3005: 'FunctionServiceRole/.test(problem)),
  ).toEqual([]);
});

test("a wrapper, layers and variables that are there are kept, once", () => {
  const other = "arn:aws:lambda:eu-central-1:123456789012:layer:utils:4";
  const app = readFileSync(join(folder, "app.ts"), "utf8")
    .replace(
      "memorySize: 512,",
      `memorySize: 512, environment: { TABLE: "orders", AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler" },
      layers: [LayerVersion.fromLayerVersionArn(stack, "Utils", "${other}")],`,
    )
    .replace("app.synth();", "Aspects.of(stack).add(new AttachOutcrop(outcropLayerArn));\napp.synth();");
  const synthesis = synthesise({ outcropLayerArn: arn }, app);
  expect(synthesis).toMatchObject({ status: 0 });
  const [properties] = [...functionsOf(synthesis.template()).values()];
  expect(properties?.Layers).toEqual([other, arn]);
  expect(properties?.Environment?.Variables).toEqual({
    TABLE: "orders",
    AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper",
    OUTCROP_EXEC_WRAPPER: "/opt/otel-handler",
  });
});

test("a function in another language is left alone", () => {
  const app = readFileSync(join(folder, "app.ts"), "utf8").replace(
    "Runtime.NODEJS_24_X",
    "Runtime.PYTHON_3_13",
  );
  const [properties] = [...functionsOf(synthesise({ outcropLayerArn: arn }, app).template()).values()];
  expect(properties?.Layers).toBeUndefined();
  expect(properties?.Environment?.Variables).toEqual({});
});

test("a container image is left alone", () => {
  const image = `new DockerImageFunction(stack, "Image", {
      code: DockerImageCode.fromEcr(Repository.fromRepositoryName(stack, "Images", "orders")) });`;
  const app = `import { DockerImageCode, DockerImageFunction } from "aws-cdk-lib/aws-lambda";
import { Repository } from "aws-cdk-lib/aws-ecr";
${readFileSync(join(folder, "app.ts"), "utf8").replace("Aspects.of(", `${image}\nAspects.of(`)}`;
  const synthesis = synthesise({ outcropLayerArn: arn }, app);
  expect(synthesis).toMatchObject({ status: 0 });
  const functions = [...functionsOf(synthesis.template()).values()];
  expect(functions.map(({ Layers }) => Layers)).toEqual(expect.arrayContaining([[arn], undefined]));
});

test("without the layer's ARN it says what is missing", () => {
  const { status, stderr } = synthesise({});
  expect(status).not.toBe(0);
  expect(stderr).toContain("cdk deploy -c outcropLayerArn=ARN");
});

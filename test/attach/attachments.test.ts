/** Every file of the guides names the same variable, layer and wrapper. */
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { runtimes } from "../../sandbox/runtime/nodes.ts";
import { attachFolder } from "./attach-folder.ts";
import { attachments } from "./attachments.ts";
import { parseDockerfile } from "./dockerfile.ts";
import { checkingTests, filesOf, guideFiles, testOf } from "./files.ts";

const all = await attachments();
const references = [
  "!Ref OutcropLayerArn",
  "var.outcrop_layer_arn",
  `\${param:outcropLayerArn}`,
  // The layer in the function's own stack.
  "!Ref OutcropLayer",
  "!Ref OutcropLambdaLayer",
  "aws_lambda_layer_version.outcrop.arn",
  "module.outcrop_layer.lambda_layer_arn",
];

test("every file has a test that checks it, and every such test is there", () => {
  expect(guideFiles.length).toBeGreaterThan(30);
  expect(guideFiles.filter((path) => testOf(path) === null)).toEqual([]);
  for (const path of checkingTests) {
    expect(existsSync(`test/attach/${path}`), path).toBe(true);
    const text = readFileSync(`test/attach/${path}`, "utf8");
    // It names the folder, or takes what attachments.ts finds in all of them.
    const isRead = (file: string): boolean =>
      text.includes(String(file.split("/")[0])) || /\b(templatePaths|attachments\(\))/.test(text);
    expect(filesOf(path), path).not.toEqual([]);
    expect(filesOf(path).filter((file) => !isRead(file))).toEqual([]);
  }
});

test("every file that names a function is read", () => {
  const read = new Set(all.map(({ name }) => name.split(":")[0]));
  const programs = guideFiles.filter((path) => /\.(ts|mjs|cjs|sh|json|js)$/.test(path));
  const others = guideFiles.filter((path) => !programs.includes(path) && !/^(pulumi|yarn-pnpm)\//.test(path));
  expect(others.filter((path) => !read.has(path))).toEqual([]);
});

describe.each(all)("$name", ({ layers, variables, runtime }) => {
  test("sets the wrapper, which the layer holds", () => {
    expect(variables["AWS_LAMBDA_EXEC_WRAPPER"]).toBe("/opt/outcrop-wrapper");
    expect(statSync(resolve("layer-template/outcrop-wrapper")).mode & 0o111).toBe(0o111);
  });

  test("names the layer once, and no layer by its ARN", () => {
    if (layers === null) {
      expect(runtime).toBeUndefined();
      return;
    }
    expect(layers.filter((layer) => references.includes(layer))).toHaveLength(1);
    expect(layers.filter((layer) => /^arn:|^["']arn:/.test(layer))).toEqual([]);
  });

  test("has a runtime that Outcrop works on", () => {
    if (runtime !== undefined) expect(runtimes).toContain(runtime);
  });

  test("chains no wrapper to itself", () =>
    expect(variables["OUTCROP_EXEC_WRAPPER"]).not.toBe(variables["AWS_LAMBDA_EXEC_WRAPPER"]));
});

describe.each(globSync("**/*.{md,sh,ts,mjs,cjs,tf,yml,yaml}", { cwd: attachFolder }))("%s", (path) => {
  const text = readFileSync(join(attachFolder, path), "utf8");

  test("names no file of the package but the layer's zip", () => {
    const files = new Set(text.match(/node_modules\/outcrop\/[\w./-]*\w/g));
    expect([...files].filter((file) => file !== "node_modules/outcrop/dist/outcrop-layer.zip")).toEqual([]);
  });

  test("names no file of the layer and no setting that does not exist", () => {
    const files = new Set(text.match(/\/opt\/(extensions\/)?outcrop[\w./-]*\w/g));
    for (const file of files)
      expect(() => statSync(resolve("layer-template", file.replace("/opt/", ""))), file).not.toThrow();
    const settings =
      readFileSync("README.md", "utf8")
        .match(/`OUTCROP_\w+`/g)
        ?.map((name) => name.slice(1, -1)) ?? [];
    const named = new Set(text.match(/\bOUTCROP_[A-Z_]+\b/g));
    for (const name of named) expect(["OUTCROP_LAYER_ARN", "OUTCROP_", ...settings]).toContain(name);
  });
});

describe("a Dockerfile's parser", () => {
  test.each([
    "RUN x",
    "FROM a\nADD x /",
    "FROM a\nCOPY a b /c/",
    "FROM a\nENV A=$B",
    'FROM a\nENV A="b c"',
    "FROM a\nCMD index.handler",
  ])("refuses %j", (text) => expect(() => parseDockerfile(text)).toThrow());
});

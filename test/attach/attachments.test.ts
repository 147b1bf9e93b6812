/** Every file of the guides names the same variable, layer and wrapper. */
import { globSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { runtimes } from "../../sandbox/runtime/nodes.ts";
import { attachFolder } from "./attach-folder.ts";
import { attachments } from "./attachments.ts";
import { parseDockerfile } from "./dockerfile.ts";

const all = await attachments();
const parameters = ["!Ref OutcropLayerArn", "var.outcrop_layer_arn", `\${param:outcropLayerArn}`];

test("there is one of every kind", () => {
  const folders = new Set(all.map(({ name }) => name.split("/")[0]));
  expect([...folders].sort()).toEqual([
    "chaining",
    "cloudformation",
    "container",
    "managed-instances",
    "sam",
    "serverless",
    "terraform",
  ]);
});

describe.each(all)("$name", ({ layers, variables, runtime }) => {
  test("sets the wrapper, which the layer holds", () => {
    expect(variables["AWS_LAMBDA_EXEC_WRAPPER"]).toBe("/opt/outcrop-wrapper");
    expect(statSync(resolve("layer-template/outcrop-wrapper")).mode & 0o111).toBe(0o111);
  });

  test("names the layer's parameter once, and no layer by its ARN", () => {
    if (layers === null) {
      expect(runtime).toBeUndefined();
      return;
    }
    expect(layers.filter((layer) => parameters.includes(layer))).toHaveLength(1);
    expect(layers.filter((layer) => /^arn:|^["']arn:/.test(layer))).toEqual([]);
  });

  test("has a runtime that Outcrop works on", () => {
    if (runtime !== undefined) expect(runtimes).toContain(runtime);
  });

  test("chains no wrapper to itself", () =>
    expect(variables["OUTCROP_EXEC_WRAPPER"]).not.toBe(variables["AWS_LAMBDA_EXEC_WRAPPER"]));
});

describe.each(
  globSync("**/*.{md,sh,ts,tf,yml,yaml}", { cwd: attachFolder, exclude: (path) => path === "node_modules" }),
)("%s", (path) => {
  const text = readFileSync(join(attachFolder, path), "utf8");

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

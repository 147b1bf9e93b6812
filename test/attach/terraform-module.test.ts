/** The file for terraform-aws-modules/lambda names inputs and outputs that the module has. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import semver from "semver";
import { expect, test } from "vitest";
import { attachFolder } from "./attach-folder.ts";
import { filesOf } from "./files.ts";

interface Facts {
  readonly version: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const facts = JSON.parse(readFileSync("test/attach/facts/terraform-module.json", "utf8")) as Facts;
const folder = join(attachFolder, "terraform-module");
const text = readFileSync(join(folder, "main.tf"), "utf8");

/** What Terraform itself takes in every module block. */
const meta = ["source", "version", "providers", "depends_on", "count", "for_each"];

type Block = Readonly<Record<string, unknown>>;

async function unknownNames(hcl: string): Promise<string[]> {
  const { module } = (await parse("main.tf", hcl)) as { module: Record<string, readonly [Block]> };
  const inputs = Object.values(module).flatMap(([block]) => Object.keys(block));
  const outputs = [...hcl.matchAll(/\bmodule\.\w+\.(\w+)/g)].map(([, name = ""]) => name);
  return [
    ...inputs.filter((name) => !meta.includes(name) && !facts.inputs.includes(name)),
    ...outputs.filter((name) => !facts.outputs.includes(name)),
  ];
}

test("it names inputs and outputs of the module, in the version that is looked at", async () => {
  expect(await unknownNames(text)).toEqual([]);
  expect(await unknownNames(text.replace("environment_variables", "environment"))).toEqual(["environment"]);
  expect(await unknownNames(text.replace("lambda_layer_arn", "layer_arn"))).toEqual(["layer_arn"]);
  const { module } = (await parse("main.tf", text)) as { module: Record<string, readonly [Block]> };
  for (const [{ source, version }] of Object.values(module)) {
    expect(source).toBe("terraform-aws-modules/lambda/aws");
    // Terraform's ~> 8.8 allows 8.9, but not 9.
    expect(semver.satisfies(facts.version, String(version).replace("~>", "^"))).toBe(true);
  }
});

test("the layer's block makes a layer from the package's zip, and the function's code is there", async () => {
  const { module } = (await parse("main.tf", text)) as { module: Record<string, readonly [Block]> };
  expect(module["outcrop_layer"]?.[0]).toMatchObject({
    create_layer: true,
    create_package: false,
    local_existing_package: `\${path.module}/node_modules/outcrop/dist/outcrop-layer.zip`,
  });
  const code = String(module["orders"]?.[0]["source_path"]).replace(`\${path.module}`, folder);
  expect(existsSync(join(code, "index.js"))).toBe(true);
  expect(filesOf("terraform-module.test.ts")).toEqual([
    "terraform-module/main.tf",
    "terraform-module/src/index.js",
  ]);
});

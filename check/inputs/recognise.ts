/** Which tool's files a folder or a file are. A folder of a project is the same as what is built in it. */
import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { cdkProject } from "./cdk.ts";
import { pulumiProject, pulumiResources } from "./pulumi.ts";
import { isUnbuiltSam, samProject, templateProject } from "./sam.ts";
import { compiledTemplate, serverlessProject } from "./serverless.ts";
import type { Found } from "./shared/found.ts";
import { InputError } from "./shared/input-error.ts";
import { parsedJson, readText } from "./shared/read-json.ts";
import { at } from "./shared/values.ts";
import { parseTemplate } from "./template/parse-template.ts";
import type { ProjectOptions } from "./template/project.ts";
import { isPlan } from "./terraform/plan.ts";
import { terraformProject } from "./terraform/terraform.ts";

/** Plans hold the whole configuration and the state. */
const maxFileBytes = 128 * 1024 * 1024;

const builtTemplates = ["template.yaml", "template.yml", "template.json"];

/** @throws InputError for any other folder or file, and if it cannot be read. */
export function project(path: string, options: ProjectOptions): Found {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new InputError(path, "there is no such file or folder");
  return stats.isDirectory() ? folderProject(path, options) : fileProject(path, options);
}

function folderProject(folder: string, options: ProjectOptions): Found {
  const has = (...names: readonly string[]): boolean => existsSync(join(folder, ...names));
  const first = (below: string): string | undefined =>
    builtTemplates.map((name) => join(folder, below, name)).find((path) => existsSync(path));
  if (has("manifest.json")) return cdkProject(folder, options);
  if (has(compiledTemplate)) return serverlessProject(folder, options);
  const sam = first(join(".aws-sam", "build")) ?? first("build");
  if (sam !== undefined) return samProject(sam, options);
  if (has("cdk.out", "manifest.json")) return cdkProject(join(folder, "cdk.out"), options);
  // SST 2 is made of the CDK.
  if (has(".sst", "dist", "manifest.json")) return cdkProject(join(folder, ".sst", "dist"), options);
  if (has(".serverless", compiledTemplate)) return serverlessProject(join(folder, ".serverless"), options);
  const template = first("");
  if (template !== undefined) return fileProject(template, options);
  throw new InputError(folder, unknownFolder(folder));
}

function unknownFolder(folder: string): string {
  const hints: readonly (readonly [string, string])[] = [
    ["cdk.json", "run cdk synth, and check cdk.out"],
    ["serverless.yml", "run serverless package, and check .serverless"],
    ["serverless.ts", "run serverless package, and check .serverless"],
    ["sst.config.ts", "run sst state export > state.json, and check that file"],
    ["Pulumi.yaml", "run pulumi preview --json > preview.json, and check that file"],
    ["main.tf", "run terraform show -json PLAN > plan.json, and check that file"],
    ["package.json", "it is the code of a function: use --function"],
  ];
  const hint = hints.find(([name]) => existsSync(join(folder, name)))?.[1];
  const none = "holds no output of SAM, the CDK or the Serverless Framework";
  return hint === undefined ? none : `${none}; ${hint}`;
}

function fileProject(path: string, options: ProjectOptions): Found {
  if (/\.zip$/i.test(path)) throw new InputError(path, "is a zip: use --function");
  if (basename(path) === compiledTemplate) return serverlessProject(join(path, ".."), options);
  const text = readText(path, maxFileBytes);
  if (text.startsWith("PK\u0003\u0004"))
    throw new InputError(path, "is a zip, as a plan of Terraform is: terraform show -json makes JSON of it");
  if (/^\s*\{/.test(text)) {
    const document = jsonOrNull(text, path);
    if (isPlan(document)) return terraformProject(document, path);
    const pulumi = pulumiResources(document);
    if (pulumi !== null) return pulumiProject(pulumi, path);
    if (at(document, "artifacts") !== undefined && basename(path) === "manifest.json")
      return cdkProject(join(path, ".."), options);
    if (at(document, "terraform_version") !== undefined)
      throw new InputError(path, "is a state of Terraform; a plan says more: terraform show -json PLAN");
  }
  const template = parseTemplate(text, path);
  if (template["Resources"] === undefined)
    throw new InputError(path, "is not a template, a plan of Terraform or a state of Pulumi");
  const isSam = isUnbuiltSam(template) !== null;
  return isSam ? samProject(path, options) : templateProject(path, options);
}

/** YAML may begin with a brace, too. */
function jsonOrNull(text: string, path: string): unknown {
  try {
    return parsedJson(text, path);
  } catch {
    return null;
  }
}

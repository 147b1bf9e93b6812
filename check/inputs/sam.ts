/**
 * What `sam build` leaves, and any template whose code is in local folders.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide, "sam build"
 */

import { resolve } from "node:path";
import type { Found } from "./shared/found.ts";
import { readText } from "./shared/read-json.ts";
import { at, type Fields, fieldsOf, textOf } from "./shared/values.ts";
import { parseTemplate } from "./template/parse-template.ts";
import { Project, type ProjectOptions, type Tool } from "./template/project.ts";

/** Where a template is packaged, its assets are in S3 under the hash of their content alone. */
const tool: Tool = {
  name: "CloudFormation",
  asset: ({ metadata }, _, folder) => {
    const path = textOf(metadata["aws:asset:path"]);
    return path === null ? null : resolve(folder, path);
  },
};

export function samProject(path: string, options: ProjectOptions): Found {
  const found = new Project({ ...tool, name: "SAM" }, [{ name: "", path }], options).found();
  return isUnbuilt(path) ? { ...found, warnings: [unbuilt(path), ...found.warnings] } : found;
}

export function templateProject(path: string, options: ProjectOptions): Found {
  return new Project(tool, [{ name: "", path }], options).found();
}

/** `sam build` writes SamResourceId to each resource that it builds. Null where nothing in it is SAM's. */
export function isUnbuiltSam(template: Fields): boolean | null {
  const resources = Object.values(fieldsOf(template["Resources"]));
  const isServerless = (resource: unknown): boolean =>
    textOf(at(resource, "Type"))?.startsWith("AWS::Serverless::") === true;
  if (!resources.some(isServerless)) return null;
  return !resources.some((resource) => at(resource, "Metadata", "SamResourceId") !== undefined);
}

function isUnbuilt(path: string): boolean {
  try {
    return isUnbuiltSam(parseTemplate(readText(path), path)) === true;
  } catch {
    // The project says why it cannot be read.
    return false;
  }
}

function unbuilt(path: string): string {
  return (
    `${path} is the template before sam build: its folders are sources, and what the build installs, ` +
    "bundles or leaves out is not seen. Run sam build, and check .aws-sam/build"
  );
}

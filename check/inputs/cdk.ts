/**
 * A cloud assembly, which `cdk synth` writes to cdk.out: stacks, the assets of each, and assemblies in it.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.cloud_assembly_schema-readme.html
 */
import { join, resolve } from "node:path";
import type { Found } from "./shared/found.ts";
import { InputError } from "./shared/input-error.ts";
import { parsedJson, readText } from "./shared/read-json.ts";
import { at, fieldsOf, textOf } from "./shared/values.ts";
import { Project, type ProjectOptions, type RootTemplate, type Tool } from "./template/project.ts";

const maxDepth = 8;
const maxAssemblies = 200;

interface Assembly {
  readonly roots: RootTemplate[];
  /** The key of an asset in S3 -> its file or folder. */
  readonly assets: Map<string, string>;
  readonly warnings: string[];
  readonly json: (path: string) => unknown;
  count: number;
}

/** @throws InputError where its manifest cannot be read. */
export function cdkProject(folder: string, options: ProjectOptions): Found {
  const { read: text = readText } = options;
  const json = (path: string): unknown => parsedJson(text(path), path);
  const assembly: Assembly = { roots: [], assets: new Map(), warnings: [], json, count: 0 };
  read(folder, assembly, 0);
  const tool: Tool = {
    name: "CDK",
    asset: ({ metadata }, key, at) => {
      const known = key === null ? undefined : assembly.assets.get(key);
      const path = textOf(metadata["aws:asset:path"]);
      return known ?? (path === null ? null : resolve(at, path));
    },
    // The last part is what the construct calls its own resource.
    nameOf: ({ metadata }) => textOf(metadata["aws:cdk:path"])?.replace(/\/Resource$/, "") ?? null,
  };
  const found = new Project(tool, assembly.roots, options).found();
  return { ...found, warnings: [...assembly.warnings, ...found.warnings] };
}

function read(folder: string, assembly: Assembly, depth: number): void {
  const path = join(folder, "manifest.json");
  assembly.count++;
  if (depth > maxDepth || assembly.count > maxAssemblies)
    throw new InputError(path, `more than ${maxDepth} levels or ${maxAssemblies} assemblies`);
  const manifest = assembly.json(path);
  const artifacts = fieldsOf(at(manifest, "artifacts"));
  for (const [id, artifact] of Object.entries(artifacts)) {
    const type = at(artifact, "type");
    const property = (name: string): string | null => textOf(at(artifact, "properties", name));
    try {
      if (type === "aws:cloudformation:stack") {
        const file = property("templateFile");
        const name = textOf(at(artifact, "displayName")) ?? id;
        if (file !== null) assembly.roots.push({ name, path: resolve(folder, file) });
      } else if (type === "cdk:asset-manifest") {
        const file = property("file");
        if (file !== null) addAssets(folder, file, assembly);
      } else if (type === "cdk:cloud-assembly") {
        const name = property("directoryName");
        if (name !== null) read(resolve(folder, name), assembly, depth + 1);
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      assembly.warnings.push(error.message);
    }
  }
}

function addAssets(folder: string, file: string, { assets, json }: Assembly): void {
  const files = fieldsOf(at(json(resolve(folder, file)), "files"));
  for (const asset of Object.values(files)) {
    const path = textOf(at(asset, "source", "path"));
    if (path === null) continue;
    for (const destination of Object.values(fieldsOf(at(asset, "destinations")))) {
      const key = textOf(at(destination, "objectKey"));
      if (key !== null) assets.set(key, resolve(folder, path));
    }
  }
}

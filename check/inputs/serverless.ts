/**
 * What `serverless package` and `osls package` write to .serverless: the compiled template, the zips, and the
 * state, which says where a zip is that is not there. Serverless 3, osls and 4 write the same files; 4 puts
 * the zips of its own bundler in .serverless/build.
 */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Found } from "./shared/found.ts";
import { readJson } from "./shared/read-json.ts";
import { at, fieldsOf, textOf } from "./shared/values.ts";
import { Project, type ProjectOptions, type Tool } from "./template/project.ts";

export const compiledTemplate = "cloudformation-template-update-stack.json";
const stateFile = "serverless-state.json";

/** The state has the whole service, with all its resources. */
const maxStateBytes = 64 * 1024 * 1024;

export function serverlessProject(folder: string, options: ProjectOptions): Found {
  const warnings: string[] = [];
  const artifacts = artifactsIn(folder, warnings);
  const tool: Tool = {
    name: "Serverless Framework",
    asset: (_, key) => {
      if (key === null) return null;
      const name = basename(key);
      const places = [join(folder, name), ...(artifacts.get(name) ?? []), join(folder, "build", name)];
      return places.find((path) => existsSync(path)) ?? null;
    },
  };
  const roots = [{ name: "", path: join(folder, compiledTemplate) }];
  const found = new Project(tool, roots, options).found();
  return { ...found, warnings: [...warnings, ...found.warnings] };
}

/** Name of a zip -> where the state says it is: as it is written there, and from the service's folder. */
function artifactsIn(folder: string, warnings: string[]): ReadonlyMap<string, readonly string[]> {
  const path = join(folder, stateFile);
  const artifacts = new Map<string, readonly string[]>();
  if (!existsSync(path)) return artifacts;
  try {
    const state = readJson(path, maxStateBytes);
    const service = at(state, "service");
    const owners = [
      service,
      state,
      ...Object.values(fieldsOf(at(service, "functions"))),
      ...Object.values(fieldsOf(at(service, "layers"))),
      // What is there twice is a reference to its first place.
      ...Object.values(fieldsOf(at(service, "initialServerlessConfig", "layers"))),
    ];
    for (const owner of owners) {
      const artifact = textOf(at(owner, "package", "artifact"));
      if (artifact !== null) artifacts.set(basename(artifact), [resolve(dirname(folder), artifact)]);
    }
  } catch (error) {
    warnings.push(error instanceof Error ? error.message : String(error));
  }
  return artifacts;
}

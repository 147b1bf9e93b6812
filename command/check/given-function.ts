/** The function that --function and the options next to it describe. */
import { statSync } from "node:fs";
import { basename } from "node:path";
import type { ArtefactOptions, Opened, Unopened } from "../../check/inputs/artefacts.ts";
import type { UnreadLayer } from "../../check/lambda/function-input.ts";
import { openTree } from "../../check/lambda/open-tree.ts";
import type { Tree } from "../../check/lambda/tree.ts";
import { assignments } from "../shared/option-values.ts";
import { oneOf, UsageError } from "../shared/usage.ts";
import { architectures, type InputValues } from "./input-options.ts";

/**
 * What is there and cannot be read is not judged, which differs from wrong usage.
 * @throws UsageError for a path where nothing is, and for wrong options
 */
export async function givenFunction(
  values: InputValues,
  code: string,
  runtimeFiles: ArtefactOptions["runtimeFiles"],
): Promise<Opened | Unopened> {
  const named = oneOf("arch", values.arch, Object.keys(architectures) as (keyof typeof architectures)[]);
  const { runtime, handler } = values;
  const arch = architectures[named];
  const variables = assignments("env", values.env);
  const name = values.name ?? basename(code).replace(/\.zip$/, "");
  needsToExist("function", code);
  for (const path of values.layer) needsToExist("layer", path);

  const task = await opened(code);
  if (typeof task === "string") {
    const why = [`Its code cannot be read: ${task}.`];
    return { kind: "unopened", name, runtime, arch, layers: layerNames(values.layer), why };
  }
  const layers: Tree[] = [];
  const unreadLayers: UnreadLayer[] = [];
  const names = layerNames(values.layer);
  for (const [place, path] of values.layer.entries()) {
    const layer = names[place] ?? path;
    const tree = await opened(path, layer);
    if (typeof tree !== "string") layers.push(tree);
    else {
      const why = `The layer ${layer} was not judged: ${tree}.`;
      unreadLayers.push({ name: layer, place, arn: null, why });
    }
  }
  const close = (): void => {
    for (const tree of [task, ...layers]) tree.close();
  };
  const files = runtimeFiles(runtime);
  return {
    kind: "opened",
    input: { name, task, layers, ...files, runtime, arch, handler, variables, unreadLayers },
    close,
  };
}

/** A layer has the name of its file, else its path, else its place among them. */
function layerNames(paths: readonly string[]): readonly string[] {
  const files = paths.map((path) => basename(path));
  const isAlone = (list: readonly string[], one: string): boolean =>
    list.indexOf(one) === list.lastIndexOf(one);
  return paths.map((path, index) => {
    const file = files[index] ?? path;
    if (isAlone(files, file)) return file;
    return isAlone(paths, path) ? path : `${file} (layer ${index + 1})`;
  });
}

function needsToExist(option: string, path: string): void {
  let isThere: boolean;
  try {
    isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // It cannot be read.
    return;
  }
  if (!isThere) throw new UsageError(`--${option}: ${path}: there is no such file or folder`);
}

/** The error's message where it cannot be read. */
async function opened(path: string, name: string = basename(path)): Promise<Tree | string> {
  return openTree(path, name).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
}

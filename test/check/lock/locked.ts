/** Layers as literals, and what a lock says about them. */
import type { FunctionInput } from "../../../check/lambda/function-input.ts";
import type { Tree, TreeNode } from "../../../check/lambda/tree.ts";
import { type Files, tree } from "../layers/layers.ts";

export const json = (name: string, version: string): string => JSON.stringify({ name, version });

/** With links: path -> target. */
export function linkedTree(name: string, files: Files, links: Readonly<Record<string, string>>): Tree {
  const made = tree(name, files);
  const more = Object.entries(links).map(([path, target]): [string, TreeNode] => [
    path,
    { kind: "link", target },
  ]);
  return { ...made, nodes: new Map([...made.nodes, ...more]) };
}

export function functionWith(layers: readonly Tree[], rest: Partial<FunctionInput> = {}): FunctionInput {
  return {
    name: "orders",
    task: tree("code", {}),
    layers,
    runtimeFiles: null,
    runtime: "nodejs24.x",
    arch: "x64",
    handler: "index.handler",
    variables: {},
    ...rest,
  };
}

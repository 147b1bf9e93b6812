/** Functions and layers as literals: path -> text, bytes, or bytes with a mode. */
import type { FunctionInput, LayerFacts } from "../../../check/lambda/function-input.ts";
import { mergeLayers } from "../../../check/lambda/opt.ts";
import { runtimeOf } from "../../../check/lambda/runtime.ts";
import type { Tree, TreeNode } from "../../../check/lambda/tree.ts";
import type { LayerReport } from "../../../check/layers/report.ts";
import { judgeLayers } from "../../../check/layers.ts";

type Content = string | Uint8Array;
export type Files = Readonly<Record<string, Content | { readonly content: Content; readonly mode: number }>>;

export const program = (content: Content): { readonly content: Content; readonly mode: number } => ({
  content,
  mode: 0o755,
});

export function tree(name: string, files: Files): Tree {
  const nodes = new Map<string, TreeNode>();
  const contents = new Map<string, Uint8Array>();
  for (const [path, file] of Object.entries(files)) {
    const isPlain = typeof file === "string" || file instanceof Uint8Array;
    const { content, mode } = isPlain ? { content: file, mode: 0o644 } : file;
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    contents.set(path, bytes);
    const parts = path.split("/");
    for (let depth = 1; depth < parts.length; depth++)
      nodes.set(parts.slice(0, depth).join("/"), { kind: "directory" });
    nodes.set(path, { kind: "file", size: bytes.length, mode });
  }
  const read: Tree["read"] = (path, offset, length) => {
    const bytes = contents.get(path);
    if (bytes === undefined) throw new Error(`${path} is not there`);
    return bytes.subarray(offset, offset + length);
  };
  return { name, nodes, read, close: () => {} };
}

export interface Given extends Partial<Omit<FunctionInput, "task" | "layers">> {
  readonly task?: Files;
  /** Name -> files, lowest first. */
  readonly layers?: Readonly<Record<string, Files>>;
  readonly facts?: readonly Partial<LayerFacts>[];
  readonly loaded?: readonly string[];
  readonly asked?: ReadonlySet<string>;
}

export function report({
  task = {},
  layers = {},
  facts = [],
  loaded = [],
  asked,
  ...rest
}: Given): LayerReport {
  const input: FunctionInput = {
    name: "orders",
    task: tree("code", task),
    layers: Object.entries(layers).map(([name, files]) => tree(name, files)),
    layerFacts: facts.map((each) => ({ arn: null, runtimes: null, architectures: null, ...each })),
    runtimeFiles: null,
    runtime: "nodejs24.x",
    arch: "x64",
    handler: "index.handler",
    variables: {},
    ...rest,
  };
  return judgeLayers(input, mergeLayers(input.layers), loaded, runtimeOf(input.runtime), asked);
}

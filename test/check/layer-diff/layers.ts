/** Layers as literals, and what differs between two of them. */
import { runtimeOf } from "../../../check/lambda/runtime.ts";
import type { Tree, TreeNode } from "../../../check/lambda/tree.ts";
import { type DiffedLayers, type DiffOptions, layerDiff } from "../../../check/layer-diff/layer-diff.ts";
import { type Files, tree } from "../layers/layers.ts";

export const runtimes = ["nodejs22.x", "nodejs24.x", "nodejs26.x"].flatMap((name) => runtimeOf(name) ?? []);

const top = "nodejs/node_modules";

/** A package in nodejs/node_modules, or in another folder. */
export function pack(
  name: string,
  version: string,
  manifest: object = {},
  files: Files = { "index.js": `exports.version = "${version}";` },
  folder = top,
): Files {
  const all = { "package.json": JSON.stringify({ name, version, ...manifest }), ...files };
  return Object.fromEntries(Object.entries(all).map(([path, file]) => [`${folder}/${name}/${path}`, file]));
}

export function diff(old: Files, now: Files, options: Partial<DiffOptions> = {}): DiffedLayers {
  const given = { runtimes, publicNames: null, onProblem: () => {}, ...options };
  return layerDiff(tree("old.zip", old), tree("new.zip", now), given);
}

/** `major names-gone zod`, each once, sorted. */
export function told(old: Files, now: Files, options: Partial<DiffOptions> = {}): readonly string[] {
  const { changes } = diff(old, now, options);
  return [
    ...new Set(
      changes.map(({ step, code, package: name, path }) => `${step} ${code} ${name ?? (path || "-")}`),
    ),
  ].sort();
}

/** Packages in pnpm's store, and links to them: path -> target. */
export function pnpmTree(
  name: string,
  store: readonly (readonly [name: string, version: string, manifest?: object, files?: Files])[],
  links: Readonly<Record<string, string>>,
): Tree {
  const files = store.map(([each, version, manifest, own]) =>
    pack(each, version, manifest, own, `${top}/.pnpm/${each}@${version}/node_modules`),
  );
  const made = tree(name, Object.assign({}, ...files));
  const nodes = Object.entries(links).map(([path, target]): [string, TreeNode] => [
    `${top}/${path}`,
    { kind: "link", target },
  ]);
  return { ...made, nodes: new Map([...made.nodes, ...nodes]) };
}

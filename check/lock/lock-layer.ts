/**
 * What a lock says about one layer: its content, and its name and version. The ARN has both. Without one the
 * layer's own manifest has, and then the name of its file.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import type { LockedLayer } from "../../core/lock/lock.ts";
import { maxLockLength, maxLockString, readManifest } from "../../core/lock/read-lock.ts";
import type { Tree } from "../lambda/tree.ts";
import { treeFiles } from "../lambda/tree-files.ts";
import { isManifest, type LayerContent, layerContent } from "./layer-content.ts";

export type LayerName = Pick<LockedLayer, "name" | "version">;

export interface LockLayer {
  readonly layer: LockedLayer;
  /** What a person should know of its manifest: a sentence each. */
  readonly notes: readonly string[];
}

const hashBytes = 1_048_576;
const decoder = new TextDecoder();

/**
 * @param arn of the layer's version; null where it is not known
 * @throws Error where a file cannot be read, or there is more than a lock may have
 */
export function lockLayer(tree: Tree, arn: string | null): LockLayer {
  const content = layerContent(tree);
  const given = arn === null ? null : nameInArn(arn);
  const { name, version, notes } = given === null ? nameInManifest(tree, content) : { ...given, notes: [] };
  const codeSha256 = tree.zip === undefined ? null : sha256Of(tree.zip);
  return { layer: { name, version, arn, codeSha256, ...content }, notes };
}

/** Of a layer that cannot be read. */
export function nameOfUnread(name: string, arn: string | null): LayerName {
  return (arn === null ? null : nameInArn(arn)) ?? { name: fileName(name), version: null };
}

/** `arn:aws:lambda:eu-central-1:123456789012:layer:shop-utils:7` */
function nameInArn(arn: string): LayerName | null {
  const [, name, version] = /:layer:([A-Za-z0-9_-]{1,140}):([0-9]{1,20})$/.exec(arn) ?? [];
  return name === undefined || version === undefined ? null : { name, version };
}

/** Two manifests are of layers that were merged to this one: neither is about it. */
function nameInManifest(tree: Tree, { tree: hash }: LayerContent): LayerName & Pick<LockLayer, "notes"> {
  const unnamed = { name: fileName(tree.name), version: null };
  const [path, ...others] = [...tree.nodes.keys()].filter(isManifest);
  if (path === undefined) return { ...unnamed, notes: [] };
  const about = (what: string): string => `The layer ${tree.name}: ${what}.`;
  if (others.length > 0)
    return { ...unnamed, notes: [about("it has several manifests, so none gives its name")] };
  const read = treeFiles(tree).readFile(path, maxLockLength);
  const { layer, problems } =
    read === null ? { layer: null, problems: ["cannot be read"] } : readManifest(decoder.decode(read.bytes));
  if (layer === null) return { ...unnamed, notes: problems.map((problem) => about(`${path} ${problem}`)) };
  if (layer.tree === hash) return { name: layer.name, version: layer.version, notes: [] };
  const changed = `its files are not those that ${path} describes, so its version is not known`;
  return { name: layer.name, version: null, notes: [about(changed)] };
}

function fileName(name: string): string {
  return (
    name
      .replace(/\/+$/, "")
      .replace(/\.zip$/i, "")
      .slice(0, maxLockString) || "layer"
  );
}

/** In base 64, as Lambda gives it. */
function sha256Of(path: string): string {
  const hash = createHash("sha256");
  const part = Buffer.allocUnsafe(hashBytes);
  const file = openSync(path, "r");
  try {
    for (let count = readSync(file, part); count > 0; count = readSync(file, part))
      hash.update(part.subarray(0, count));
  } finally {
    closeSync(file);
  }
  return hash.digest("base64");
}

/** The hashes of core/lock/tree-hash.ts for an artefact: of all its files, or of some. */
import { createHash } from "node:crypto";
import { type HashedNode, treeHashLength, treeText } from "../../core/lock/tree-hash.ts";
import type { Tree } from "../lambda/tree.ts";

/** What is read at once. A file in a zip is inflated again for each part that is not kept. */
const partBytes = 134_217_728;
const ownerExecutes = 0o100;

/** Every file and link. @throws Error where a file is damaged or cannot be read. */
export function hashedNodes(tree: Tree): readonly HashedNode[] {
  const found: HashedNode[] = [];
  for (const [path, node] of tree.nodes) {
    if (node.kind === "link") found.push({ path, kind: "link", target: node.target });
    if (node.kind !== "file") continue;
    const hash = createHash("sha256");
    for (let at = 0; at < node.size; at += partBytes) hash.update(tree.read(path, at, partBytes));
    const executable = (node.mode & ownerExecutes) !== 0;
    found.push({ path, kind: "file", executable, sha256: hash.digest("hex") });
  }
  return found;
}

export function treeHash(nodes: Iterable<HashedNode>): string {
  return createHash("sha256").update(treeText(nodes)).digest("hex").slice(0, treeHashLength);
}

/** @param folder the nodes are in it, and their paths count from there */
export function folderHash(folder: string, nodes: Iterable<HashedNode>): string {
  return treeHash([...nodes].map((node) => ({ ...node, path: node.path.slice(folder.length + 1) })));
}

/**
 * One hash for the files of a tree, since zips of the same files differ in their bytes: of each file its path,
 * whether it can be executed, and the SHA-256 of its bytes; of each link its target. Folders do not count, and
 * neither do times, owners and the order in a zip.
 *
 * The text that is hashed has a line for each, sorted by path in code units:
 *
 *     "nodejs/node_modules/a/index.js" - 9f86d0…    (a file; `x` instead of `-` if its owner may execute it)
 *     "nodejs/node_modules/b" > "../../a"           (a link)
 *
 * Paths are relative to the tree and written as JSON. The hash is its SHA-256, the first 32 hex digits.
 */

export type HashedNode =
  | { readonly path: string; readonly kind: "file"; readonly executable: boolean; readonly sha256: string }
  | { readonly path: string; readonly kind: "link"; readonly target: string };

/** Hex digits. */
export const treeHashLength = 32;

/** What is hashed; the caller has SHA-256, which core does not. */
export function treeText(nodes: Iterable<HashedNode>): string {
  const lines: (readonly [path: string, line: string])[] = [];
  for (const node of nodes) {
    const what =
      node.kind === "link"
        ? `> ${JSON.stringify(node.target)}`
        : `${node.executable ? "x" : "-"} ${node.sha256}`;
    lines.push([node.path, `${JSON.stringify(node.path)} ${what}\n`]);
  }
  lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return lines.map(([, line]) => line).join("");
}

/** An artefact that is only in memory. */
import type { Tree, TreeNode } from "../../../check/lambda/tree.ts";

/** Path -> content; an object becomes JSON. */
export type Contents = Readonly<Record<string, string | object>>;

export function memoryTree(name: string, contents: Contents): Tree {
  const nodes = new Map<string, TreeNode>();
  const files = new Map<string, Buffer>();
  for (const [path, content] of Object.entries(contents)) {
    const bytes = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
    for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1))
      nodes.set(path.slice(0, at), { kind: "directory" });
    nodes.set(path, { kind: "file", size: bytes.length, mode: 0o644 });
    files.set(path, bytes);
  }
  return {
    name,
    nodes,
    read(path, offset, length) {
      const bytes = files.get(path);
      if (bytes === undefined) throw new Error(`${path} is damaged`);
      return bytes.subarray(offset, offset + length);
    },
    close: () => {},
  };
}

/** Whether two layers have the same file at a path. Functions share layers, so answers are kept. */
import type { Tree } from "../lambda/tree.ts";

const compareBytes = 16 * 1024 * 1024;

const known = new WeakMap<Tree, WeakMap<Tree, Map<string, boolean>>>();

export function sameFile(one: Tree, other: Tree, path: string): boolean {
  const byOther = known.get(one) ?? new WeakMap<Tree, Map<string, boolean>>();
  known.set(one, byOther);
  const byPath = byOther.get(other) ?? new Map<string, boolean>();
  byOther.set(other, byPath);
  const before = byPath.get(path);
  if (before !== undefined) return before;
  const answer = sameContent(one, path, other, path);
  byPath.set(path, answer);
  return answer;
}

/** The same of two paths. A file that cannot be read is the same as no other. */
export function sameContent(one: Tree, path: string, other: Tree, otherPath: string): boolean {
  const [left, right] = [one.nodes.get(path), other.nodes.get(otherPath)];
  if (left?.kind === "link") return right?.kind === "link" && left.target === right.target;
  if (left?.kind !== "file" || right?.kind !== "file" || left.size !== right.size) return false;
  try {
    for (let at = 0; at < left.size; at += compareBytes)
      if (Buffer.compare(one.read(path, at, compareBytes), other.read(otherPath, at, compareBytes)) !== 0)
        return false;
    return true;
  } catch {
    return false;
  }
}

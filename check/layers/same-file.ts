/** Whether two layers have the same file at a path. Functions share layers, so answers are kept. */
import type { OnProblem } from "../../core/layout/problem.ts";
import type { Tree } from "../lambda/tree.ts";
import { unreadText } from "../lambda/unread-text.ts";

const compareBytes = 16 * 1024 * 1024;

const known = new WeakMap<Tree, WeakMap<Tree, Map<string, boolean>>>();

export function sameFile(one: Tree, other: Tree, path: string): boolean {
  const byOther = known.get(one) ?? new WeakMap<Tree, Map<string, boolean>>();
  known.set(one, byOther);
  const byPath = byOther.get(other) ?? new Map<string, boolean>();
  byOther.set(other, byPath);
  const before = byPath.get(path);
  if (before !== undefined) return before;
  const answer = sameContent({ tree: one, path }, { tree: other, path });
  byPath.set(path, answer);
  return answer;
}

interface Place {
  readonly tree: Tree;
  /** Relative to the tree. */
  readonly path: string;
}

/**
 * The same of two paths. A file that cannot be read is the same as no other.
 * @param onProblem gets such a file, with its path in /opt
 */
export function sameContent(one: Place, other: Place, onProblem?: OnProblem): boolean {
  const [left, right] = [one, other].map(({ tree, path }) => tree.nodes.get(path));
  if (left?.kind === "link") return right?.kind === "link" && left.target === right.target;
  if (left?.kind !== "file" || right?.kind !== "file" || left.size !== right.size) return false;
  for (let at = 0; at < left.size; at += compareBytes) {
    const parts = [one, other].map((place) => part(place, at, onProblem));
    if (parts[0] == null || parts[1] == null || Buffer.compare(parts[0], parts[1]) !== 0) return false;
  }
  return true;
}

function part({ tree, path }: Place, at: number, onProblem?: OnProblem): Uint8Array | null {
  try {
    return tree.read(path, at, compareBytes);
  } catch (error) {
    onProblem?.({ path: `/opt/${path}`, what: unreadText(error, tree.name) });
    return null;
  }
}

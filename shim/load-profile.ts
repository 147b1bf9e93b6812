/**
 * V8's profile, folded from functions to files:
 * 1. A sample belongs to the file of its function; a function of Node or of V8 to the nearest file above it.
 * 2. A node has one child for each file that runs below it. What a file does in its own functions stays in its
 *    node.
 * 3. Samples without any file above them count as no file's, and those of a process that waits as `idle`.
 */
import { maxProfileNodes, maxProfilePath, type ProfileNode } from "../core/journal/load-profile.ts";
import { pathOf } from "./url.ts";

/** Of Profiler.stop (Chrome DevTools Protocol, domain Profiler). Times are in microseconds. */
export interface SampledProfile {
  readonly nodes: readonly SampledNode[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

interface SampledNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

const none = -1;

/** As core/journal/load-profile.ts reads it. */
export function foldedProfile(
  profile: SampledProfile,
  interval: number,
): [interval: number, whole: number, idle: number, files: string[], nodes: ProfileNode[]] {
  const selfTimes = selfTimesOf(profile);
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const files: string[] = [];
  const indices = new Map<string, number>();
  const nodes: [parent: number, file: number, self: number][] = [];
  const children = new Map<string, number>();
  let idle = 0;

  const indexOf = (path: string): number => {
    const known = indices.get(path);
    if (known !== undefined) return known;
    indices.set(path, files.length);
    return files.push(path) - 1;
  };
  /** The node for what runs below `parent`. */
  const below = (parent: number, url: string): number => {
    const path = pathOf(url);
    if (path === null || path.length > maxProfilePath) return parent;
    const above = nodes[parent];
    if (above !== undefined && files[above[1]] === path) return parent;
    const key = `${parent} ${path}`;
    const known = children.get(key);
    if (known !== undefined) return known;
    if (nodes.length >= maxProfileNodes) return parent;
    children.set(key, nodes.length);
    return nodes.push([parent, indexOf(path), 0]) - 1;
  };

  const [root] = profile.nodes;
  const waiting: (readonly [node: SampledNode, parent: number])[] = root === undefined ? [] : [[root, none]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [{ id, callFrame, children: called = [] }, parent] = next;
    const at = below(parent, callFrame.url);
    const self = selfTimes.get(id) ?? 0;
    const node = nodes[at];
    if (callFrame.functionName === "(idle)") idle += self;
    else if (node !== undefined) node[2] += self;
    for (const child of called) {
      const node = byId.get(child);
      if (node !== undefined) waiting.push([node, at]);
    }
  }
  return [interval, profile.endTime - profile.startTime, idle, files, nodes];
}

/** The time before a sample counts for it. */
function selfTimesOf({ samples = [], timeDeltas = [] }: SampledProfile): Map<number, number> {
  const times = new Map<number, number>();
  // The first deltas of a profile may be negative.
  for (const [index, id] of samples.entries())
    times.set(id, (times.get(id) ?? 0) + Math.max(0, timeDeltas[index] ?? 0));
  return times;
}

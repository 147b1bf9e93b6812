/**
 * How long the function's init ran in which file, as the load-time preload samples it: a tree of files, each
 * below the file that was running when it was loaded or called. It is a file of its own in the folder of the
 * journal, written when the runtime's client asks for the first invocation.
 */

export const loadProfileName = "load-profile";

/** A larger tree loses its newest leaves to the nodes above them. */
export const maxProfileNodes = 4_000;
/** In UTF-16 units. Longer paths count for the file above them. */
export const maxProfilePath = 512;
/** More than the largest tree has, with two bytes for each unit of its paths. */
export const maxLoadProfileBytes = 5 * 1024 * 1024;

/** Times are in microseconds. */
export interface LoadProfile {
  /** How often a sample was taken. */
  readonly interval: number;
  /** The whole time that was sampled, waiting included. */
  readonly whole: number;
  /** In which the process waited. */
  readonly idle: number;
  /** Physical paths. */
  readonly files: readonly string[];
  /**
   * Each node after the one above it. `parent` is an index of `nodes`, -1 for none; `file` is one of `files`; `self`
   * is the time in this file and in Node on its behalf.
   */
  readonly nodes: readonly ProfileNode[];
}

export type ProfileNode = readonly [parent: number, file: number, self: number];

/** Null for anything that the preload cannot have written. Never throws. */
export function decodeLoadProfile(text: string): LoadProfile | null {
  if (text.length > maxLoadProfileBytes) return null;
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(values) || values.length !== 5) return null;
  const [interval, whole, idle, files, nodes] = values as unknown[];
  if (!isTime(interval) || !isTime(whole) || !isTime(idle) || !Array.isArray(files) || !Array.isArray(nodes))
    return null;
  if (nodes.length > maxProfileNodes || files.length > maxProfileNodes) return null;
  if (!files.every((file) => typeof file === "string" && file.length <= maxProfilePath)) return null;
  const isNode = (node: unknown, index: number): boolean =>
    Array.isArray(node) &&
    node.length === 3 &&
    isIndex(node[0], index, -1) &&
    isIndex(node[1], files.length, 0) &&
    isTime(node[2]);
  return nodes.every(isNode) ? { interval, whole, idle, files, nodes } : null;
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 && value < 1e12;
}

function isIndex(value: unknown, below: number, least: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) < below;
}

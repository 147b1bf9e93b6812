/**
 * How long each copy took in the init, from the sampled tree of files:
 * 1. `self` is the time in the copy's own files, and in Node on their behalf: reading, compiling, running;
 * 2. `total` adds all that ran below them: a package with what it requires. A copy that is several times on the
 *    way to a node counts it once.
 *
 * In a line each copy is an item of four words with a comma and a blank between the items: name and place as in
 * an inventory (inventory.ts), then self and total in milliseconds. ` in=shop-utils:7` follows where the layer is
 * known.
 *
 *     @aws-sdk/client-sqs@3.1 runtime 12.4 80.1, zod@3.24.4 layer 10 10
 */
import type { LoadProfile } from "../journal/load-profile.ts";
import { type Listed, layerIn, layerWord, placeWords, readPlaceWords, separator } from "./inventory.ts";
import { outgoingText } from "./outgoing.ts";

/** What has a time of its own: roots of packages, Node's own work, other files, and Outcrop's preloads. */
export const loadTimeRoots = ["function", "layer", "runtime", "node", "other", "outcrop"] as const;
export type LoadTimeRoot = (typeof loadTimeRoots)[number];

/** In milliseconds. */
export interface LoadTime extends Listed {
  /** The label of the layer that it is in, where one is known. */
  readonly layer?: string | undefined;
  readonly self: number;
  readonly total: number;
}

/** Of one environment, as its line says it. In milliseconds. */
export interface InitTimes {
  readonly init: number;
  /** Of it, the time that the process waited. */
  readonly idle: number;
  /** Self times. */
  readonly roots: Readonly<Record<LoadTimeRoot, number>>;
  readonly copies: readonly LoadTime[];
}

export interface LoadTimes {
  /** The longest total first. */
  readonly copies: readonly LoadTime[];
  /** Self times. */
  readonly roots: Readonly<Record<LoadTimeRoot, number>>;
}

/** Less is an accident of sampling. */
const leastMs = 0.5;
/** As many as a line lists. */
export const maxListed = 60;
/** In UTF-16 units; three of them in each item. */
const maxText = 256;
const nodesInAStep = 200;

/**
 * In steps.
 * @param copyOf the copy that a file belongs to
 * @param isOurs whether the file is one of Outcrop's
 */
export function* loadTimesOf(
  profile: LoadProfile,
  copyOf: (path: string) => Listed & Pick<LoadTime, "layer">,
  isOurs: (path: string) => boolean,
): Generator<void, LoadTimes> {
  const { nodes, files, whole, idle } = profile;
  const copies = new Map<
    string,
    { readonly listed: Listed & Pick<LoadTime, "layer">; self: number; total: number }
  >();
  const ofFile = new Map<number, string | null>();
  const roots = { function: 0, layer: 0, runtime: 0, node: 0, other: 0, outcrop: 0 };
  const placeOf = (file: number): string | null => {
    const known = ofFile.get(file);
    if (known !== undefined) return known;
    const path = files[file] ?? "";
    const listed = isOurs(path) ? null : copyOf(path);
    if (listed !== null && !copies.has(listed.path)) copies.set(listed.path, { listed, self: 0, total: 0 });
    ofFile.set(file, listed?.path ?? null);
    return listed?.path ?? null;
  };
  /** Of each node, the copies on the way to it: shared with its parent where it adds none. */
  const ways: ReadonlySet<string>[] = [];
  const nowhere: ReadonlySet<string> = new Set();
  let seen = 0;
  for (const [index, [parent, file, self]] of nodes.entries()) {
    const above = ways[parent] ?? nowhere;
    const place = placeOf(file);
    const way = place === null || above.has(place) ? above : new Set(above).add(place);
    ways.push(way);
    seen += self;
    const copy = place === null ? undefined : copies.get(place);
    if (copy !== undefined) copy.self += self;
    roots[rootOf(copy?.listed)] += self;
    if (self > 0) for (const one of way) (copies.get(one) as { total: number }).total += self;
    if (index % nodesInAStep === nodesInAStep - 1) yield;
  }
  roots.node += Math.max(0, whole - idle - seen);
  const times = [...copies.values()]
    .map(({ listed, self, total }) => ({ ...listed, self: ms(self), total: ms(total) }))
    .filter(({ total }) => total >= leastMs);
  times.sort((a, b) => b.total - a.total || b.self - a.self || (a.path < b.path ? -1 : 1));
  const inMs = Object.entries(roots).map(([root, time]) => [root, ms(time)]);
  return { copies: times, roots: Object.fromEntries(inMs) as Record<LoadTimeRoot, number> };
}

function rootOf(listed: Listed | undefined): LoadTimeRoot {
  if (listed === undefined) return "outcrop";
  return loadTimeRoots.find((root) => root === listed.root) ?? "other";
}

export function loadTimeItems(copies: readonly LoadTime[]): string {
  return copies
    .slice(0, maxListed)
    .map((copy) => {
      const layer = copy.layer === undefined ? [] : [layerWord(outgoingText(copy.layer).slice(0, maxText))];
      return [...placeWords(outgoingCopy(copy)), copy.self, copy.total, ...layer].join(" ");
    })
    .join(separator);
}

function outgoingCopy({ package: name, version, root, path }: Listed): Listed {
  const text = (value: string): string => outgoingText(value).slice(0, maxText);
  return { package: text(name), version: version === null ? null : text(version), root, path: text(path) };
}

const itemPattern =
  /^(?<words>[^ ]* [^ ]+) (?<self>\d{1,9}(?:\.\d+)?) (?<total>\d{1,9}(?:\.\d+)?)(?<rest>(?: .*)?)$/;

/** Each item's copy, null if the item is not one. Words that a later version may add are left out. */
export function readLoadTimeItems(text: string): (LoadTime | null)[] {
  if (text === "") return [];
  return text.split(separator).map((item) => {
    const { words = "", self, total, rest = "" } = itemPattern.exec(item)?.groups ?? {};
    const listed = readPlaceWords(words);
    if (listed === null) return null;
    const layer = layerIn(rest);
    return { ...listed, self: Number(self), total: Number(total), ...(layer !== undefined && { layer }) };
  });
}

/** Microseconds to milliseconds, to the tenth: a sample is a millisecond. */
function ms(us: number): number {
  return Math.round(us / 100) / 10;
}

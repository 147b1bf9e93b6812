/** A function with its layers as a lock would have them, in their order. */
import type { LockedFunction, LockedLayer } from "../../core/lock/lock.ts";
import type { FunctionInput, UnreadLayer } from "../lambda/function-input.ts";
import { type LayerName, lockLayer, nameOfUnread } from "./lock-layer.ts";

export interface FunctionState extends Pick<LockedFunction, "runtime" | "arch"> {
  readonly name: string;
  /** Lowest first. */
  readonly layers: readonly LayerState[];
  /** What a person should know of manifests: a sentence each. */
  readonly notes: readonly string[];
  /** The layers that could not be read: a sentence each. */
  readonly unread: readonly string[];
}

export interface LayerState extends LayerName {
  /** Null where it could not be read. */
  readonly content: LockedLayer | null;
  /** Whether its files are one of the input's `layers`, in the same order. */
  readonly isOpened: boolean;
}

/** Total for bad content. */
export function lockFunction(input: FunctionInput): FunctionState {
  const { name, runtime, arch, layers, layerFacts = [], unreadLayers = [] } = input;
  const notes: string[] = [];
  const unread: string[] = [];
  const states: LayerState[] = [];
  for (const [index, tree] of layers.entries()) {
    const arn = layerFacts[index]?.arn ?? null;
    try {
      const locked = lockLayer(tree, arn);
      notes.push(...locked.notes);
      const { name: layer, version } = locked.layer;
      states.push({ name: layer, version, content: locked.layer, isOpened: true });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      unread.push(`The layer ${tree.name} was not read: ${why}.`);
      states.push({ ...nameOfUnread(tree.name, arn), content: null, isOpened: true });
    }
  }
  for (const layer of inPlaces(unreadLayers)) {
    unread.push(layer.why);
    const state = { ...nameOfUnread(layer.name, layer.arn), content: null, isOpened: false };
    states.splice(layer.place ?? states.length, 0, state);
  }
  return { name, runtime, arch, layers: states, notes, unread };
}

function inPlaces(layers: readonly UnreadLayer[]): readonly UnreadLayer[] {
  const place = (layer: UnreadLayer): number => layer.place ?? Number.POSITIVE_INFINITY;
  return layers.toSorted((left, right) => (place(left) < place(right) ? -1 : 1));
}

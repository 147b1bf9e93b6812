/** The kinds of faults, and how often each is drawn. */
import type { Draft, Fault } from "../draft.ts";
import type { Format } from "../package-files.ts";
import { layerUpdate } from "./layer-update.ts";
import { missingName, misspelt, tornFamily } from "./missing-name.ts";
import { missingLibrary, wrongCpu } from "./native.ts";
import { badInput, configuration, healthy, newerNode, outage, ownBug, slow } from "./outside.ts";
import { refused } from "./refused.ts";
import { lostClass, lostConnection, lostContext, lostRegistry, notRegistered } from "./singleton.ts";
import { deepPath, unresolved } from "./unresolved.ts";

export interface Kind {
  readonly weight: number;
  readonly make: (draft: Draft) => Fault;
  /** Nothing in the handler can catch it. */
  readonly isFinal?: boolean;
  /** Nothing fails. */
  readonly isHealthy?: boolean;
  /** How the function's own code can be written. Default: either way. */
  readonly formats?: readonly Format[];
}

export const kinds = {
  "missing-name": { weight: 8, make: missingName },
  refused: { weight: 3, make: refused },
  "torn-family": { weight: 2, make: tornFamily, formats: ["commonjs"] },
  "deep-path": { weight: 2, make: deepPath },
  unresolved: { weight: 4, make: unresolved },
  "lost-registry": { weight: 2, make: lostRegistry },
  "lost-class": { weight: 2, make: lostClass },
  "lost-context": { weight: 2, make: lostContext },
  "lost-connection": { weight: 1, make: lostConnection, isFinal: true },
  "wrong-cpu": { weight: 1, make: wrongCpu },
  "missing-library": { weight: 1, make: missingLibrary },
  outage: { weight: 4, make: outage },
  slow: { weight: 1, make: slow, isFinal: true },
  configuration: { weight: 3, make: configuration },
  "bad-input": { weight: 3, make: badInput },
  "own-bug": { weight: 2, make: ownBug },
  healthy: { weight: 2, make: healthy, isHealthy: true },
  misspelt: { weight: 1, make: misspelt },
  "not-registered": { weight: 1, make: notRegistered },
  "newer-node": { weight: 1, make: newerNode },
  "layer-update": { weight: 1, make: layerUpdate, formats: ["commonjs"] },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

export const kindWeights = Object.fromEntries(
  Object.entries(kinds).map(([name, { weight }]) => [name, weight]),
) as Readonly<Record<KindName, number>>;

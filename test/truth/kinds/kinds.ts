/** The kinds of faults, and how often each is drawn. */
import type { Draft, Fault } from "../draft.ts";
import type { Format } from "../package-files.ts";
import { missingName } from "./missing-name.ts";
import { badInput, configuration, outage, ownBug } from "./outside.ts";

export interface Kind {
  readonly make: (draft: Draft) => Fault;
  /** Nothing in the handler can catch it. */
  readonly isFinal?: boolean;
  /** How the function's own code can be written. Default: either way. */
  readonly formats?: readonly Format[];
}

export const kinds = {
  "missing-name": { make: missingName },
  outage: { make: outage },
  configuration: { make: configuration },
  "bad-input": { make: badInput },
  "own-bug": { make: ownBug },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

export const kindWeights: Readonly<Record<KindName, number>> = {
  "missing-name": 8,
  outage: 3,
  configuration: 2,
  "bad-input": 2,
  "own-bug": 2,
};

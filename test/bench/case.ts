/** What one benchmark is. A case is one table: some arms, some measures of each. */
import { type NodeLine, nodeLines } from "../../sandbox/runtime/nodes.ts";
import type { Figure } from "./figures.ts";
import type { ExtraArm } from "./support/regime-arms.ts";

export interface Case {
  /** `topic/variant/line`: what `--only` matches from its start. */
  readonly name: string;
  readonly title: string;
  /** What a reader must know to read the table right. */
  readonly notes: readonly string[];
  run(context: Context): Promise<readonly Figure[]>;
}

export interface Context {
  /** How often each arm runs: `--runs`, or what the case asks for, or little with `--quick`. */
  runs(wanted: number): number;
  readonly quick: boolean;
  /** How many times slower the machine is that the CPU regimes play. */
  readonly slowness: number;
  /** The function's time-out under the CPU regimes. */
  readonly timeoutMs: number;
  /** Compared with the usual arms under the CPU regimes. */
  readonly extraArms: readonly ExtraArm[];
  progress(text: string): void;
  /** A row or table that cannot be had on this machine, and why. */
  skip(what: string): void;
}

/** A case for each Node line. */
export function onEachNode(make: (line: NodeLine) => Case): Case[] {
  return nodeLines.toSorted((a, b) => a - b).map(make);
}

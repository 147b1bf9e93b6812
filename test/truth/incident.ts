/** One incident that was made up: what ran when, what came in, how the logs were exported. */
import type { ExportShape } from "../incident/captures/export.ts";
import type { Collision, World } from "./world.ts";

/** One version of the function, and the events that each of its environments got in turn. */
export interface Period {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly runtimeVersion: string;
  readonly hoursAgo: number;
  readonly world: World;
  readonly environments: number;
  readonly events: readonly unknown[];
}

export interface MadeIncident {
  readonly seed: number;
  readonly kind: string;
  /** Of the function that failed, and of a healthy one. */
  readonly periods: readonly Period[];
  /** Of the period that failed, what could be to blame. */
  readonly collisions: readonly Collision[];
  /** The world that failed, and the event that does so in it. */
  readonly failing: { readonly world: World; readonly event: unknown };
  /** The event is made to pass. */
  readonly isHealthy: boolean;
  /** The package whose change did it, where no collision is to blame; and the world before the change. */
  readonly change: { readonly package: string; readonly before: World } | null;
  readonly shape: ExportShape;
  /** What was drawn: the style of an import, the logger, the history. */
  readonly facets: Readonly<Record<string, string>>;
}

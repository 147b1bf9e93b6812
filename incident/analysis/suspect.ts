import type { Contradiction, Grade } from "../../core/explain/confidence.ts";
import type { Mechanism } from "../../core/explain/mechanism.ts";
import type { ObservedFinding } from "../model/model.ts";
import type { Link } from "./evidence.ts";

/** A finding that is tied to an error. Never one that is accepted. */
export interface Suspect {
  readonly observed: ObservedFinding;
  readonly grade: Grade;
  readonly mechanism: Mechanism | null;
  readonly against: readonly Contradiction[];
  /** See levelOf in core/explain/confidence.ts. */
  readonly level: number;
  readonly link: Link;
  /** The place of the frame that ties it, 0 for the innermost; infinite without one. */
  readonly position: number;
}

/** A suspect that is not judged by its frame: the grade is all that is known. */
export function suspectOf(observed: ObservedFinding, grade: Grade, level: number, link: Link): Suspect {
  return { observed, grade, mechanism: null, against: [], level, link, position: Number.POSITIVE_INFINITY };
}

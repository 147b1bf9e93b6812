import type { Strength } from "../../core/explain/strength.ts";
import type { ObservedFinding } from "../model/model.ts";
import type { Link } from "./evidence.ts";

/**
 * A finding that may explain an error. Never one that is accepted; one that is `info` only as suspects.ts and
 * hidden-newer.ts say.
 */
export interface Suspect {
  readonly observed: ObservedFinding;
  readonly strength: Strength;
  readonly link: Link;
  /** What Outcrop's `failure` line says of it, where that line names it first. */
  readonly quotation: string | null;
}

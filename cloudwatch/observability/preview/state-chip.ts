import type { Chip } from "../../preview/table.ts";
import { type State, states } from "../queries/states.ts";

/** A function that Outcrop did not see is neither good nor bad. */
const chips: ReadonlyMap<string, Chip> = new Map<State, Chip>([
  [states.failsInInit, "error"],
  [states.error, "error"],
  [states.warning, "warning"],
  [states.unobserved, "calm"],
  [states.bundled, "calm"],
  [states.fails, "warning"],
  [states.healthy, "good"],
  [states.noStart, "calm"],
  [states.silent, "calm"],
]);

/** The colour of a function's state in a table. */
export function chipOfState(_field: string, value: string): Chip | null {
  return chips.get(value) ?? null;
}

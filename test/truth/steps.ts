/** What a fault adds to the handler's work. */
import type { Draft, Fault, Step } from "./draft.ts";
import type { Use } from "./uses.ts";
import type { Collision } from "./world.ts";

export function stepOf(draft: Draft, { before }: Use, call: string, gated: boolean): Step {
  const statements = [before, `out.${draft.names.member()} = await ${call};`].filter(Boolean);
  return { code: statements.join("\n"), gated };
}

/** A fault that a collision made, in a gated step or in all. */
export function faultOf(...collisions: readonly Collision[]): Fault {
  return {
    failing: { detail: true },
    passing: {},
    collisions,
    changed: "collision",
    before: collisions.flatMap(({ repair }) => repair),
  };
}

import { placeInNodeModules } from "../../../layout/copy.ts";
import type { CopyRef } from "../../../layout/copy-ref.ts";
import type { World } from "../../rule/world.ts";

/**
 * `bundled-sdk`: a copy in front of the runtime's own is what AWS recommends. `function-first`: code of the
 * layer loaded the function's copy by a path it had found itself, as Datadog's layer does with the tracer
 * (DataDog/datadog-lambda-js, module_importer).
 */
export type Intention = "bundled-sdk" | "function-first";

/** Why this winner is in front of this loser on purpose; null where nothing says so. */
export function intentionOf(winner: CopyRef, loser: CopyRef, world: World): Intention | null {
  return loser.root === "runtime" ? "bundled-sdk" : functionFirst(winner, loser, world);
}

export function functionFirst(
  winner: CopyRef,
  loser: CopyRef,
  { usage, roots }: World,
): "function-first" | null {
  if (winner.root !== "function" || loser.root !== "layer") return null;
  return [...usage.choosersOf(winner.path)].some((chooser) => roots.rootOf(chooser) === "layer")
    ? "function-first"
    : null;
}

/**
 * Importer and copy are packages of one root: one install put them there. What code of a root's own asks for
 * is a person's choice instead.
 */
export function installedTogether(importer: string, from: CopyRef, copy: CopyRef): boolean {
  return from.root === copy.root && placeInNodeModules(importer) !== null;
}

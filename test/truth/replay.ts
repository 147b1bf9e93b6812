/**
 * The label of an incident, by replay: the failing event runs in the local Lambda as it was, with each
 * collision repaired alone, and with all of them repaired. Outcrop is not attached.
 */

import type { FindingCode } from "../../core/findings/finding.ts";
import { runFunction } from "../../sandbox/index.ts";
import { outcomeOf } from "../../sandbox/outcome.ts";
import { nodeBinary } from "../../sandbox/runtime/nodes.ts";
import { Folders } from "../support/layer-run.ts";
import type { MadeIncident } from "./incident.ts";
import { type Collision, type Edit, edited, type World } from "./world.ts";

/** What one of these names is right. */
export interface Repair {
  readonly package: string;
  readonly codes: readonly FindingCode[];
  /** Null: not known. */
  readonly paths: readonly string[] | null;
}

export interface Label {
  /** Whose repair alone lets the event pass; none: no collision is the cause. */
  readonly causes: readonly Repair[];
  /** The package whose change did it, where no collision is the cause. */
  readonly changed: string | null;
  /** How the event ended as it was. */
  readonly outcome: string;
}

export type Replay =
  | { readonly kind: "label"; readonly label: Label }
  /** The event passed, or only several repairs let it pass, or a repaired world fails in another way. */
  | { readonly kind: "discarded"; readonly why: "no-error" | "several-needed" | "another-error" };

export async function replay({ failing, collisions, change, isHealthy }: MadeIncident): Promise<Replay> {
  const { world, event } = failing;
  const outcome = await endOf(world, event);
  if (isHealthy && outcome === null)
    return { kind: "label", label: { causes: [], changed: null, outcome: "passed" } };
  if (outcome === null) return { kind: "discarded", why: "no-error" };
  const causes: Repair[] = [];
  const ends = new Set<string | null>();
  for (const { package: name, codes, paths, repair } of collisions.filter(isReparable)) {
    const end = await endOf(patient(edited(world, repair)), event);
    ends.add(end);
    if (end === null) causes.push({ package: name, codes, paths });
  }
  if (causes.length === 0 && collisions.length > 1) {
    const all: readonly Edit[] = collisions.flatMap(({ repair }) => repair);
    const end = await endOf(patient(edited(world, all)), event);
    if (end === null) return { kind: "discarded", why: "several-needed" };
    ends.add(end);
  }
  const taken = change === null ? null : await endOf(patient(change.before), event);
  if (taken !== null) return { kind: "discarded", why: "another-error" };
  ends.delete(null);
  ends.delete(outcome);
  if (ends.size > 0) return { kind: "discarded", why: "another-error" };
  return { kind: "label", label: { causes, changed: change?.package ?? null, outcome } };
}

/** Without a repair, the function works as it is. */
function isReparable({ repair }: Collision): boolean {
  return repair.length > 0;
}

/** A busy machine must not look like a repair that does not help. */
function patient(world: World): World {
  return { ...world, timeoutMs: 3 * world.timeoutMs };
}

/** How an event ends in a world: null if well, otherwise what failed. */
async function endOf(world: World, event: unknown): Promise<string | null> {
  const folders = new Folders();
  try {
    const { responses } = await runFunction({
      task: folders.make(world.task),
      layers: world.layers.map((tree) => folders.make(tree)),
      env: world.env,
      node: nodeBinary(world.nodeLine),
      timeoutMs: world.timeoutMs,
      logFormat: world.logFormat,
      memoryMb: 512,
      events: [event],
    });
    const [response] = responses;
    if (response === undefined) throw new Error("an event had no response");
    const outcome = outcomeOf(response);
    if (outcome.kind === "succeeds") return null;
    return outcome.kind === "fails" ? [outcome.name, outcome.message].join(" ").trim() : outcome.kind;
  } finally {
    folders.remove();
  }
}

/**
 * What one function loaded, and how that changed:
 * 1. Within an environment: it loads more as it goes, so one fingerprint follows another.
 * 2. From one generation to the next: the last stages of environments, in the order they first appeared. An
 *    environment that ended early has not loaded what others load later, so a new stage is compared with
 *    whichever stage of the generation before differs least. Versions may run side by side for a while:
 *    `until` may be later than `since`.
 */
import type { Incident } from "../model/model.ts";
import type { Change, Drift } from "./analysis.ts";
import { betweenOf } from "./between.ts";
import { differences } from "./differences.ts";
import { Fleet } from "./fleet.ts";
import { isOnlyOtherCode, type Stage, stagesOf, withEarlier } from "./stages.ts";

const maxDrifts = 300;
const maxCompared = 20;

export function driftOf(
  incident: Pick<Incident, "environments">,
  fleet = new Fleet(incident),
): readonly Drift[] {
  const drifts = fleet.functions.flatMap((name) => ofFunction(name, stagesOf(fleet.ofFunction(name))));
  return drifts.sort((left, right) => left.to.since - right.to.since).slice(0, maxDrifts);
}

function ofFunction(functionName: string, stages: readonly Stage[]): Drift[] {
  const drifts: Drift[] = [];
  for (const [index, stage] of stages.entries()) {
    if (drifts.length >= maxDrifts) break;
    for (const earlier of [...stage.earlier].slice(0, maxCompared)) {
      if (earlier.since > stage.since) continue;
      drifts.push(
        drift(functionName, earlier, stage, differences(earlier.copies, stage.copies), [{ kind: "within" }]),
      );
    }
    const across = stage.isLast ? fromGenerationBefore(stages.slice(0, index), stage) : null;
    if (across !== null)
      drifts.push(
        drift(
          functionName,
          across.from,
          stage,
          across.changes,
          betweenOf(across.from, stage, across.changes),
        ),
      );
  }
  return drifts;
}

interface Step {
  readonly from: Stage;
  readonly changes: readonly Change[];
}

function fromGenerationBefore(before: readonly Stage[], to: Stage): Step | null {
  const own = new Set(withEarlier(to));
  const last = before.findLast((stage) => stage.isLast && !own.has(stage));
  if (last === undefined) return null;
  const steps = withEarlier(last)
    .filter((stage) => !own.has(stage))
    .slice(0, maxCompared)
    .map((from): Step => ({ from, changes: differences(from.copies, to.copies) }));
  const [least] = steps.sort((left, right) => left.changes.length - right.changes.length);
  if (least === undefined) return null;
  // Both grew out of one stage, and no copy is another: two ways through the same code.
  const shares = withEarlier(last).some((stage) => own.has(stage));
  const sameCode = least.changes.every(({ kind }) => kind === "added" || kind === "removed");
  return shares && sameCode && least.changes.length > 0 ? null : least;
}

function drift(
  functionName: string,
  from: Stage,
  to: Stage,
  changes: readonly Change[],
  between: Drift["between"],
): Drift {
  return {
    functionName,
    from: { fingerprint: from.fingerprint, versions: [...from.versions].sort(), until: from.until },
    to: { fingerprint: to.fingerprint, versions: [...to.versions].sort(), since: to.since },
    changes,
    onlyOwnCode: isOnlyOtherCode(from, to),
    between,
  };
}

/** What came before and after: the periods of an incident, from the world that fails and the one before. */
import type { Draft, Fault } from "./draft.ts";
import type { Period } from "./incident.ts";
import type { World } from "./world.ts";

export interface Times {
  readonly before: World;
  readonly bad: World;
  readonly fault: Fault;
  /** Events of the function that fail in the bad world, and those that do not. */
  readonly failing: () => unknown;
  readonly passing: () => unknown;
}

export function historyOf(draft: Draft, times: Times): readonly Period[] {
  const { random, facets } = draft;
  const { changed } = times.fault;
  const history =
    changed === null
      ? random.weighted({ always: 3, "clean-first": 4, deploy: 1, partial: 0.5 })
      : changed !== "collision"
        ? random.weighted({ deploy: 5, partial: 1, "roll-back": 2 })
        : random.weighted({ always: 2, "clean-first": 1, deploy: 5, partial: 1, "roll-back": 2 });
  facets["history"] = history;
  // Without versions, every deploy is of $LATEST.
  const version = random.chance(0.25) ? null : random.between(2, 60);
  const image = random.between(15, 30);
  const period = (
    hoursAgo: number,
    which: "before" | "bad",
    later: number,
    events: readonly unknown[],
  ): Period => ({
    functionName: facets["function"] ?? "",
    functionVersion: version === null ? "$LATEST" : String(version + later),
    runtimeVersion: `nodejs:${times[which].nodeLine}.v${image + (later > 0 && random.chance(0.2) ? 1 : 0)}`,
    hoursAgo,
    world: times[which],
    environments: random.weighted({ one: 4, two: 2 }) === "one" ? 1 : 2,
    events,
  });
  /** Before a change, what fails later went well. */
  const goesWell = (): unknown =>
    changed !== null && random.chance(0.3) ? times.failing() : times.passing();
  const good = (): unknown[] => Array.from({ length: random.between(3, 12) }, goesWell);
  const clean = (): unknown[] => Array.from({ length: random.between(3, 12) }, times.passing);
  const mixed = (): unknown[] => {
    const failing = Array.from({ length: random.between(1, 4) }, times.failing);
    const share = random.pick([0, 1, 3]);
    const passing = Array.from({ length: failing.length * share }, times.passing);
    return random.shuffled([...failing, ...passing]);
  };
  const hours = random.between(3, 9);
  switch (history) {
    case "always":
      return [period(hours, "bad", 0, mixed())];
    case "clean-first":
      return [period(hours + 20, "bad", 0, clean()), period(hours, "bad", 0, mixed())];
    case "deploy":
      return [period(hours + 20, "before", 0, good()), period(hours, "bad", 1, mixed())];
    case "partial":
      return [period(hours, "before", 0, good()), period(hours, "bad", 1, mixed())];
    case "roll-back":
      return [
        period(hours + 20, "before", 0, good()),
        period(hours, "bad", 1, mixed()),
        period(hours - 2, "before", 2, good()),
      ];
  }
}

/** Why a cause has its place. */
import type { Standing } from "./analysis.ts";
import { leads, type RankedSighting } from "./ranking.ts";

export function standingOf(ranked: RankedSighting): Standing {
  const { sighting, circumstances, links } = ranked;
  const { accepted, severity } = sighting.observed.finding;
  const { appeared } = circumstances;
  if (accepted !== null) return { kind: "accepted", reason: accepted };
  const [first] = links;
  if (first === undefined)
    return severity === "info"
      ? { kind: "information" }
      : { kind: "unlinked", severity, contrast: circumstances.differs };
  const failures = links.reduce((sum, one) => sum + one.failures, 0);
  const { link, support } = first.suspect;
  return { kind: "linked", link, explained: leads(ranked), failures, contrast: support.contrast, appeared };
}

/** Why a cause stands at its place. */
import type { Blast } from "./analysis.ts";
import { leads, type RankedSighting } from "./ranking.ts";
import { countOf, rateText, sentences } from "./words.ts";

export function reasonText(ranked: RankedSighting): string {
  const { sighting, blast, circumstances, ties } = ranked;
  const { accepted, severity } = sighting.observed.finding;
  if (accepted !== null)
    return `Accepted in outcrop.json (${accepted}): its owner knows it, so it is not blamed.`;
  if (severity === "info" && ties.length === 0) return "For information only: it is not blamed for anything.";
  const [first] = ties;
  if (first === undefined)
    return sentences(
      `Tied to no error. It stands here by its severity, ${severity}`,
      differsText(blast, circumstances.differs),
    );
  const failures = ties.reduce((sum, tied) => sum + tied.failures, 0);
  const what =
    failures === 0 ? "Tied only to errors that the function handled" : explains(leads(ranked), failures);
  return sentences(
    what,
    first.tie,
    differsText(blast, circumstances.differs),
    circumstances.appeared
      ? "It was first seen after environments without it had run, and no later than the first of these errors"
      : null,
  );
}

function explains(likeliest: number, tied: number): string {
  if (likeliest === 0) return `Tied to ${countOf(tied, "failure")} that another finding explains better`;
  return `The likeliest explanation of ${countOf(likeliest, "failure")}`;
}

function differsText(blast: Blast, differs: boolean): string | null {
  if (!differs || blast.without === null) return null;
  return `With it ${rateText(blast)}; without it ${rateText(blast.without)}`;
}

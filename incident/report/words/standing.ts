/** Why a cause has its place. */

import { counted } from "../../../page/counts.ts";
import type { Blast, Cause } from "../../analysis/analysis.ts";
import { rateText } from "./counts.ts";
import { linkText } from "./link.ts";
import { sentences } from "./sentences.ts";

export function standingText({ standing, blast }: Pick<Cause, "standing" | "blast">): string {
  switch (standing.kind) {
    case "accepted":
      return `Accepted in outcrop.json (${standing.reason}): its owner knows it, so it is not blamed.`;
    case "information":
      return "For information only: it is not blamed for anything.";
    case "unlinked":
      return sentences(
        `Linked to no error. Its severity, ${standing.severity}, gives it this place`,
        standing.contrast ? contrastText(blast) : null,
      );
    case "linked":
      return sentences(
        shareText(standing.explained, standing.failures),
        linkText(standing.link),
        standing.contrast ? contrastText(blast) : null,
        standing.appeared
          ? "It was first seen after environments without it had run, " +
              "and no later than the first of these errors"
          : null,
      );
  }
}

function shareText(explained: number, failures: number): string {
  if (failures === 0) return "Linked only to errors that the function handled";
  return explained === 0
    ? `Linked to ${counted(failures, "failure")} that another finding explains better`
    : `The likeliest explanation of ${counted(explained, "failure")}`;
}

function contrastText(blast: Blast): string | null {
  return blast.without === null ? null : `With it ${rateText(blast)}; without it ${rateText(blast.without)}`;
}

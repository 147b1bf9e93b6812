/** The headings of the answer. */
import type { Analysis, Confidence } from "../../analysis/analysis.ts";

export const verdicts: Record<Analysis["answer"]["verdict"], string> = {
  collision: "A collision explains the failures",
  "no-collision": "No collision explains the failures",
  "nothing-failed": "Nothing failed in these logs",
  "no-data": "These logs do not tell",
};

export const confidences: Record<Confidence, string> = {
  high: "high: the evidence is direct",
  medium: "medium: the evidence fits, and some of it is missing",
  low: "low: take it as a lead, not as an answer",
};

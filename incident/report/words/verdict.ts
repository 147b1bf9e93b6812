/** The headings of the answer. */
import type { Analysis, Confidence } from "../../analysis/analysis.ts";

/** No surer than the answer is. */
export function headline({
  verdict,
  confidence,
}: Pick<Analysis["answer"], "verdict" | "confidence">): string {
  return verdict === "collision" ? collisions[confidence] : verdicts[verdict];
}

const collisions: Record<Confidence, string> = {
  high: "A collision explains the failures",
  medium: "A collision most likely explains the failures",
  low: "A collision may explain the failures",
};

const verdicts: Record<Exclude<Analysis["answer"]["verdict"], "collision">, string> = {
  "no-collision": "No collision explains the failures",
  "nothing-failed": "Nothing failed in these logs",
  "no-data": "These logs do not show the cause",
};

export const confidences: Record<Confidence, string> = {
  high: "high: the evidence is direct",
  medium: "medium: the evidence fits, but does not prove it",
  low: "low: take it as a lead, not as an answer",
};

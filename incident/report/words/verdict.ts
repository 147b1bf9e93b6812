/** The headings of the answer. */
import type { Analysis, Answer, Confidence } from "../../analysis/analysis.ts";

/** No surer than the answer is. */
export function headline({
  verdict,
  confidence,
  summary,
}: Pick<Answer, "verdict" | "confidence" | "summary">): string {
  const what = "handled" in summary && summary.handled ? "errors that the function handled" : "failures";
  switch (verdict) {
    case "collision":
      if (summary.kind === "collision" && summary.equals.length > 0)
        return `${summary.equals.length + 1} collisions fit the ${what}`;
      return `${collisions[confidence]} the ${what}`;
    case "no-collision":
      return confidence === "high"
        ? `No collision explains the ${what}`
        : `No collision found for the ${what}`;
    case "nothing-failed":
      return "Nothing failed in these logs";
    case "no-data":
      if (summary.kind === "unjudged") return "Nothing failed, but errors were logged without a stack";
      return "These logs do not show the cause";
  }
}

/** Each answer is about the errors of one function; null where the logs do not name it. */
export function concernedFunction({ summary }: Answer, { errors }: Pick<Analysis, "errors">): string | null {
  const at = "errors" in summary ? summary.errors[0] : "error" in summary ? summary.error : undefined;
  return at === undefined ? null : (errors[at]?.error.functionName ?? null);
}

const collisions: Record<Confidence, string> = {
  certain: "A collision was proved to cause",
  high: "A collision explains",
  medium: "A collision most likely explains",
  low: "A collision may explain",
};

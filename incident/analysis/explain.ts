/** Each distinct error with its frames, the copies they lie in, and what explains it. */
import type { ExplainedError } from "./analysis.ts";
import type { Causes } from "./causes.ts";
import { type Explanation, unexplained } from "./explanation.ts";
import type { LinkedError } from "./suspects.ts";

export function explainErrors({ errors, indexOf }: Causes): readonly ExplainedError[] {
  return errors.map((linked): ExplainedError => {
    const { error, frames, mixed, suspects, certain } = linked;
    return {
      error,
      frames,
      mixed,
      explanation: explanationOf(linked),
      certain,
      causes: suspects.flatMap(({ observed }) => indexOf.get(observed.finding.key) ?? []),
    };
  });
}

function explanationOf({ error, trace, suspects: [first], announced }: LinkedError): Explanation {
  if (first !== undefined) {
    const { link, observed, quotation } = first;
    return { kind: "finding", link, message: observed.message, quotation };
  }
  if (announced !== null) return { kind: "failure-line", quotation: announced.explanation };
  return unexplained(error, trace);
}

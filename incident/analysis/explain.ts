/** Each distinct error with its frames, their copies, and what explains it. */

import { confidenceAt } from "../../core/explain/confidence.ts";
import type { ExplainedError } from "./analysis.ts";
import type { Causes } from "./causes.ts";
import { type Explanation, unexplained } from "./explanation.ts";
import type { JudgedError } from "./judged-error.ts";

export function explainErrors({ errors, indexOf }: Causes): readonly ExplainedError[] {
  return errors.map((linked): ExplainedError => {
    const { error, frames, mixed, suspects, certain, equals } = linked;
    const [first] = suspects;
    const level = equals > 1 ? 1 : (first?.level ?? 0);
    return {
      error,
      frames,
      mixed,
      explanation: explanationOf(linked),
      certain,
      causes: suspects.flatMap(({ observed }) => indexOf.get(observed.finding.key) ?? []),
      confidence: confidenceAt(level),
      equals,
    };
  });
}

function explanationOf({ error, trace, suspects: [first], announced, ruledOut }: JudgedError): Explanation {
  if (first !== undefined) {
    const { link, observed, mechanism } = first;
    return { kind: "finding", link, message: observed.message, mechanism, winner: observed.finding.winner };
  }
  if (announced !== null) return { kind: "failure-line", quotation: announced.explanation };
  return unexplained(error, trace, ruledOut);
}

/** Each distinct error with its frames, the copies they lie in, and what explains it. */
import type { ExplainedError } from "./analysis.ts";
import type { Causes } from "./causes.ts";
import { unexplainedText } from "./words-errors.ts";

export function explainErrors({ errors, indexOf }: Causes): readonly ExplainedError[] {
  return errors.map((tied): ExplainedError => {
    const { error, frames, mixedRoots, suspects, toldAlone } = tied;
    return {
      error,
      frames,
      mixedRoots,
      explanation: suspects[0]?.explanation ?? toldAlone ?? unexplainedText(tied),
      causes: suspects.flatMap(({ key }) => indexOf.get(key) ?? []),
    };
  });
}

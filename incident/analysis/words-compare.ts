import type { Comparison } from "./analysis.ts";
import { asSentence, countOf, listOf, rateText, sentences } from "./words.ts";
import { changeText, weightiest } from "./words-drift.ts";
import { errorName } from "./words-timeline.ts";

/** What differs between the two sides, and what of it explains the bad one. */
export function comparisonText({
  analysis,
  good,
  bad,
  functions,
  newErrors,
  likeliest,
}: Omit<Comparison, "text">): string {
  const errors = [
    ...new Set(
      newErrors.flatMap((index) =>
        analysis.errors[index] === undefined ? [] : [errorName(analysis.errors[index].error)],
      ),
    ),
  ];
  const only = errors.length === 0 ? "" : `; only there: ${listOf(errors)}`;
  const rates = `In the good logs ${rateText(good)}, in the bad ones ${rateText(bad)}${only}`;
  const changed = functions.filter(({ changes }) => changes.length > 0);
  const [first] = changed;
  const loaded =
    first === undefined
      ? functions.length === 0
        ? "The two have no function in common"
        : "No difference shows in what is loaded"
      : `${first.functionName} loads ${countOf(first.changes.length, "package copy", "package copies")} differently: ${listOf(weightiest(first.changes).map(changeText))}`;
  const cause = likeliest === null ? undefined : analysis.causes[likeliest];
  const isSuspicion = analysis.answer.cause === null;
  const why =
    cause === undefined
      ? "No collision explains the difference"
      : `${isSuspicion ? "Only the bad logs have" : "The likeliest cause is"} ${cause.code}: ${asSentence(cause.observed.message)}`;
  return sentences(rates, loaded, why);
}

/** What differs between the good logs and the bad ones, and what explains the bad ones. */

import { andList, counted } from "../../../page/counts.ts";
import type { Comparison } from "../../analysis/analysis.ts";
import { rateText } from "./counts.ts";
import { briefChange, weightiest } from "./drift.ts";
import { errorName } from "./error.ts";
import { sentences } from "./sentences.ts";

export function comparisonText({ analysis, good, bad, functions, newErrors, likeliest }: Comparison): string {
  const errors = newErrors
    .flatMap((index) => analysis.errors[index] ?? [])
    .map(({ error }) => errorName(error));
  const only = errors.length === 0 ? "" : `; only there: ${andList([...new Set(errors)])}`;
  const first = functions.find(({ changes }) => changes.length > 0);
  const loaded =
    first === undefined
      ? functions.length === 0
        ? "The two have no function in common"
        : "Both loaded the same copies, as far as the logs show"
      : `${first.functionName} loads ${counted(first.changes.length, "package")} differently: ` +
        andList(weightiest(first.changes).map(briefChange));
  const cause = likeliest === null ? undefined : analysis.causes[likeliest];
  const lead = analysis.answer.cause === null ? "Only the bad logs have" : "The likeliest cause is";
  return sentences(
    `In the good logs ${rateText(good)}, in the bad ones ${rateText(bad)}${only}`,
    loaded,
    cause === undefined
      ? "No collision explains the difference"
      : `${lead} ${cause.code}: ${cause.observed.message}`,
  );
}

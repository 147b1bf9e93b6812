/** Bad logs against good ones. */

import { counted, listed } from "../../page/counts.ts";
import type { Comparison } from "../analysis/analysis.ts";
import type { Sheet } from "./terminal-sheet.ts";
import { changeKinds, changeText } from "./words/change.ts";
import { comparisonText } from "./words/comparison.ts";
import { failures } from "./words/counts.ts";
import { errorName } from "./words/error.ts";

const maxChanges = 20;
const maxFunctions = 10;

export function comparisonSection(sheet: Sheet, comparison: Comparison): void {
  const { good, bad, functions, newFindings, newErrors, analysis } = comparison;
  sheet.heading("GOOD AGAINST BAD");
  sheet.paragraph(comparisonText(comparison));
  sheet.gap();
  sheet.field("good", failures(good.failed, good.invocations));
  sheet.field("bad", failures(bad.failed, bad.invocations));
  const findings = newFindings
    .flatMap((index) => analysis.causes[index] ?? [])
    .map((cause) => `${cause.code} ${cause.package}`);
  const errors = newErrors
    .flatMap((index) => analysis.errors[index] ?? [])
    .map(({ error }) => errorName(error));
  const fresh = [...findings, ...errors];
  sheet.field("bad only", fresh.length === 0 ? "no finding and no error" : listed(fresh, 12));
  for (const { functionName, changes } of functions.slice(0, maxFunctions)) {
    sheet.gap();
    sheet.title([
      [functionName, "bold"],
      [changes.length === 0 ? "loaded the same" : counted(changes.length, "difference"), "dim"],
    ]);
    for (const change of changes.slice(0, maxChanges))
      sheet.field(changeKinds[change.kind], changeText(change));
    if (changes.length > maxChanges)
      sheet.field("", `and ${counted(changes.length - maxChanges, "more difference")}`);
  }
}

/** docs/generated/layer-diff-pairs.md: what the last run said about each pair. */

import type { LayerDiff } from "../../../../check/layer-diff/layer-diff.ts";
import { sentenceOf, subjectOf } from "../../../../check/layer-diff/report/words.ts";
import { code, table, text } from "../../../../page/markdown-syntax.ts";
import type { Pair } from "./pairs.ts";

export interface Row {
  readonly pair: Pair;
  readonly step: string;
  /** Of the changes with that step, the first few. */
  readonly reasons: readonly string[];
  readonly more: number;
}

const maxReasons = 3;

export function rowOf(pair: Pair, { step, changes }: LayerDiff): Row {
  const of = changes.filter((each) => each.step === step);
  return {
    pair,
    step: step ?? "none",
    reasons: of.slice(0, maxReasons).map((one) => `${subjectOf(one)}: ${sentenceOf(one)}`),
    more: Math.max(0, of.length - maxReasons),
  };
}

export function pairsPage(rows: readonly Row[]): string {
  const right = rows.filter(({ pair, step }) => pair.step === step).length;
  return `# What \`outcrop layer diff\` says about real releases

Each row is a package in two releases, each installed by npm into a layer of its own. The step and its reason
were written down from the release notes before the tool ran. ${right} of ${rows.length} have the step that was expected.

${table(
  ["package", "from", "to", "expected", "because", "found", "reasons that were found"],
  rows.map(({ pair, step, reasons, more }) => [
    code(pair.package),
    pair.from,
    pair.to,
    pair.step,
    text(pair.why),
    step,
    [...reasons.map(text), ...(more > 0 ? [`and ${more} more`] : [])].join("<br>"),
  ]),
)}
`;
}

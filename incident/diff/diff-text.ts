/** What is loaded differently, for a terminal. */

import { counted, listed } from "../../page/counts.ts";
import type { Page } from "../../page/text-page.ts";
import type { Gap } from "../model/model.ts";
import { Sheet } from "../report/terminal-sheet.ts";
import { changeKinds, changeOrder, changeText } from "../report/words/change.ts";
import type { Diff, Pair } from "./pairs.ts";
import type { Side } from "./side.ts";

export interface NamedGaps {
  readonly name: string;
  readonly gaps: readonly Gap[];
}

/** Gaps that make a copy look different when only its line is missing. */
const telling: ReadonlySet<Gap["kind"]> = new Set([
  "environment-start",
  "resolutions-missing",
  "no-resolutions",
  "level-filter",
  "truncated-line",
  "partial-export",
  "unobserved",
  "newer-schema",
  "limit",
]);

export function diffText(
  diff: Diff,
  names: readonly [string, string],
  sides: readonly NamedGaps[],
  page: Page,
): string {
  const sheet = new Sheet(page);
  for (const [index, pair] of diff.pairs.entries()) {
    if (index > 0) sheet.gap();
    describePair(sheet, pair, names);
  }
  const only = [
    [names[0], diff.onlyLeft],
    [names[1], diff.onlyRight],
  ] as const;
  for (const [name, functions] of only) {
    if (functions.length === 0) continue;
    if (diff.pairs.length > 0) sheet.gap();
    sheet.paragraph(
      `Only in ${name}: ${listed(
        functions.map(({ functionName }) => functionName),
        20,
      )}`,
      0,
    );
  }
  if (diff.pairs.length === 0)
    sheet.paragraph("No function is in both. FILE#function on each side compares two of different names.", 0);
  const gaps = sides.flatMap(({ name, gaps: all }) =>
    all.filter(({ kind }) => telling.has(kind)).map(({ text }) => `${name}: ${text}`),
  );
  if (gaps.length > 0) {
    sheet.heading("GAPS", "what is missing may look like a difference");
    for (const gap of gaps.slice(0, 10)) sheet.row("-", gap, 4);
    if (gaps.length > 10) sheet.row("-", `and ${counted(gaps.length - 10, "more gap")}`, 4);
  }
  return sheet.toString();
}

function describePair(sheet: Sheet, { left, right, changes }: Pair, names: readonly [string, string]): void {
  const same = left.load.fingerprint === right.load.fingerprint;
  sheet.title([
    [
      left.functionName === right.functionName
        ? left.functionName
        : `${left.functionName} -> ${right.functionName}`,
      "bold",
    ],
    [
      changes.length > 0
        ? counted(changes.length, "difference")
        : same
          ? "the same packages"
          : "no difference",
      changes.length > 0 ? "yellow" : "green",
    ],
  ]);
  sheet.field("from", sideText(left, names[0]));
  sheet.field("to", sideText(right, names[1]));
  if (changes.length === 0 && !same)
    sheet.paragraph("The fingerprints differ, but the copies in the logs do not: lines are missing.");
  for (const kind of changeOrder) {
    for (const change of changes)
      if (change.kind === kind) sheet.field(changeKinds[kind], changeText(change));
  }
}

function sideText(
  { functionName, functionVersion, environment, load, invocations, others }: Side,
  name: string,
): string {
  const rest = others > 0 ? `; ${counted(others, "other fingerprint")} had fewer invocations` : "";
  const copies = [
    counted(load.copies.length, "copy"),
    `fingerprint ${load.fingerprint}`,
    counted(invocations, "invocation"),
  ].join(", ");
  return `${name}: ${functionName}:${functionVersion}, environment ${environment}, ${copies}${rest}`;
}

/**
 * The timeline as it is shown. Findings that need no attention and appear together are one row: an SDK that
 * hides the runtime's makes a hundred of them, and what broke must not be lost among them.
 */

import { counted, listed } from "../../../page/counts.ts";
import type { Sign } from "../../../page/signs.ts";
import type { Analysis, TimelineEntry } from "../../analysis/analysis.ts";
import { entryText } from "../words/timeline.ts";
import { signOf } from "./signs.ts";

export interface TimelineRow {
  readonly at: number;
  readonly kind: TimelineEntry["kind"];
  readonly functionName: string | null;
  readonly text: string;
  /** What the text leaves out; of a row for several entries. */
  readonly detail: string;
  readonly sign: Sign;
  /** Null where the row is for several. */
  readonly entry: TimelineEntry | null;
}

/** Fewer are rows of their own. */
const least = 3;
const maxNames = 6;

export function timelineRows(analysis: Analysis): TimelineRow[] {
  const { timeline, causes } = analysis;
  const groups = new Map<string, TimelineEntry[]>();
  for (const entry of timeline) {
    const key = keyOf(entry, causes);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return timeline.flatMap((entry): TimelineRow[] => {
    const { at, kind, functionName } = entry;
    const row = { at, kind, functionName, sign: signOf(entry, causes) };
    const group = groups.get(keyOf(entry, causes) ?? "") ?? [];
    if (group.length < least) return [{ ...row, text: entryText(entry, analysis), detail: "", entry }];
    if (group[0] !== entry) return [];
    return [
      {
        ...row,
        text: `${counted(group.length, "finding")} of severity info`,
        detail: namesOf(group, causes),
        entry: null,
      },
    ];
  });
}

function keyOf(entry: TimelineEntry, causes: Analysis["causes"]): string | null {
  if (entry.kind !== "finding-first" || causes[entry.index]?.severity !== "info") return null;
  return `${Math.floor(entry.at / 1000)}\n${entry.functionName ?? ""}`;
}

/** `duplicate-instance of debug, ms and 3 more; unresolved-module of ulid` */
function namesOf(group: readonly TimelineEntry[], causes: Analysis["causes"]): string {
  const packages = new Map<string, Set<string>>();
  for (const entry of group) {
    const cause = entry.kind === "finding-first" ? causes[entry.index] : undefined;
    if (cause === undefined) continue;
    const names = packages.get(cause.code) ?? new Set();
    packages.set(cause.code, names.add(cause.package));
  }
  return [...packages].map(([code, names]) => `${code} of ${listed([...names], maxNames)}`).join("; ");
}

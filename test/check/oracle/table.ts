/** The oracle's answer for a person: a row for each function, and each difference with its reason. */
import type { Unexplained } from "./compare.ts";
import { type Difference, differences } from "./differences.ts";
import type { Outcome } from "./observe.ts";

export interface Verdict {
  readonly text: string;
  /** What must not be: wrong, unexplained, or more than was allowed. */
  readonly faults: readonly string[];
}

/** Of all that is recorded, in percent. */
const maxMissed = 3;

/** @param isWhole false for some of the functions, of which more may be missed */
export function verdict(line: number, outcomes: readonly Outcome[], isWhole = true): Verdict {
  const rows = outcomes.map((outcome) => {
    const { onlyObserved, onlyWill } = differing(outcome);
    return [
      outcome.name,
      outcome.recorded,
      outcome.recorded - outcome.missed.length,
      outcome.wrong.length,
      outcome.missed.length,
      percent(outcome.missed.length, outcome.recorded),
      outcome.observed.length,
      outcome.will.length + outcome.may.length,
      [...onlyObserved, ...onlyWill].length,
    ].map(String);
  });
  const sum = (column: number): number => rows.reduce((all, row) => all + Number(row[column]), 0);
  const missed = percent(sum(4), sum(1));
  const total = [
    `all ${outcomes.length}`,
    ...[1, 2, 3, 4].map((column) => String(sum(column))),
    missed,
    ...[6, 7, 8].map((column) => String(sum(column))),
  ];
  const heads = ["function", "recorded", "foretold", "wrong", "missed", "share", "found", "check", "differ"];
  const faults = [
    ...outcomes.flatMap(faultsOf),
    ...(isWhole && Number.parseFloat(missed) > maxMissed ? [`${missed} of all were missed`] : []),
  ];
  return { text: [`Node ${line}`, table([heads, ...rows, total]), ...notes(outcomes)].join("\n"), faults };
}

/** Findings above info on one side only. */
function differing({ observed, will, may }: Outcome): {
  readonly onlyObserved: readonly string[];
  readonly onlyWill: readonly string[];
} {
  const told = new Set([...will, ...may]);
  return {
    onlyObserved: observed.filter((finding) => !told.has(finding)),
    onlyWill: [...told].filter((finding) => !observed.includes(finding)),
  };
}

export function faultsOf(outcome: Outcome): readonly string[] {
  const { name, problem, recorded, wrong, missed, unreplayed, broken } = outcome;
  const { onlyObserved, onlyWill } = differing(outcome);
  const isListed = (side: Difference["side"]) => (finding: string) =>
    differences.some((each) => each.function === name && each.finding === finding && each.side === side);
  const faults = [
    ...(problem === null ? [] : [`did not answer: ${problem}`]),
    ...(recorded > 0 ? [] : ["recorded nothing"]),
    // Each of them starts.
    ...broken.map((text) => `it starts, against: ${text}`),
    ...wrong.map((edge) => `foretold wrongly: ${edge}`),
    ...missed.filter(isUnexplained).map(({ edge }) => `missed for no known reason: ${edge}`),
    ...unreplayed.filter(isUnexplained).map(({ edge }) => `resolved wrongly: ${edge}`),
    ...onlyObserved.filter((each) => !isListed("production")(each)).map((each) => `not foretold: ${each}`),
    ...onlyWill.filter((each) => !isListed("check")(each)).map((each) => `not found in production: ${each}`),
  ];
  return faults.map((fault) => `${name}: ${fault}`);
}

function notes(outcomes: readonly Outcome[]): readonly string[] {
  const missed = outcomes.flatMap(({ name, missed: all }) => {
    const reasons = Map.groupBy(all, ({ reason }) => reason ?? "for no known reason");
    return [...reasons].map(
      ([reason, edges]) => `  ${name}: ${edges.length} ${reason}, such as ${edges[0]?.edge}`,
    );
  });
  const listed = outcomes.flatMap((outcome) => {
    const { onlyObserved, onlyWill } = differing(outcome);
    const reasonOf = (finding: string): string =>
      differences.find((each) => each.function === outcome.name && each.finding === finding)?.reason ??
      "for no known reason";
    return [
      ...onlyObserved.map((each) => `  ${outcome.name}, production alone: ${each}: ${reasonOf(each)}`),
      ...onlyWill.map((each) => `  ${outcome.name}, the check alone: ${each}: ${reasonOf(each)}`),
    ];
  });
  return [
    ...(missed.length === 0 ? [] : ["", "Missed, by reason:", ...missed]),
    ...(listed.length === 0 ? [] : ["", "Findings above info on one side:", ...listed]),
  ];
}

function isUnexplained({ reason }: Unexplained): boolean {
  return reason === null;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "0.0 %" : `${((100 * part) / whole).toFixed(1)} %`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

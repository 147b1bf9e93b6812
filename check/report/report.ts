/** What every format is made from: equal findings of several functions are reported once. */
import { rankOf } from "../../core/findings/finding.ts";
import { severityOrder } from "../../core/findings/rule/severity.ts";
import type { CheckedFinding, CheckedFunction } from "../check-function.ts";
import { exitCodeOf, type Limits } from "./exit-code.ts";

export interface Report {
  readonly functions: readonly CheckedFunction[];
  /** The worst first. */
  readonly will: readonly Told[];
  readonly may: readonly Told[];
  /** What needs no action: of severity info, or accepted. */
  readonly aside: readonly Told[];
  readonly limits: Limits;
  readonly exitCode: 0 | 1 | 3;
  readonly outcropVersion: string;
  /** The address above `docs/findings`; undefined where the pages have none. */
  readonly docsBase: string | undefined;
}

export interface Told {
  readonly finding: CheckedFinding;
  readonly when: "will" | "may";
  /** Names of the functions that have it. */
  readonly functions: readonly string[];
}

/** A sentence, and the functions that it is true of. */
export interface Shared {
  readonly text: string;
  readonly functions: readonly string[];
}

export type About = Pick<Report, "limits" | "outcropVersion" | "docsBase">;

export function reportOf(functions: readonly CheckedFunction[], about: About): Report {
  const told = [...tellAll(functions, "will"), ...tellAll(functions, "may")];
  const isOpen = ({ finding }: Told): boolean => needsAction(finding);
  return {
    ...about,
    functions,
    will: told.filter((one) => isOpen(one) && one.when === "will"),
    may: told.filter((one) => isOpen(one) && one.when === "may"),
    aside: told.filter((one) => !isOpen(one)),
    exitCode: exitCodeOf(functions, about.limits),
  };
}

export function needsAction({ severity, accepted }: CheckedFinding): boolean {
  return severity !== "info" && accepted === null;
}

/** Each sentence once, in the order in which it is first said. */
export function shared(
  functions: readonly CheckedFunction[],
  textsOf: (checked: CheckedFunction) => readonly string[],
): readonly Shared[] {
  const names = new Map<string, string[]>();
  for (const checked of functions)
    for (const text of new Set(textsOf(checked))) names.set(text, [...(names.get(text) ?? []), checked.name]);
  return [...names].map(([text, of]) => ({ text, functions: of }));
}

function tellAll(functions: readonly CheckedFunction[], when: Told["when"]): readonly Told[] {
  const told = new Map<string, Told>();
  for (const checked of functions) {
    for (const finding of checked[when]) {
      const { code, severity, message, fix, accepted, winner, loser } = finding;
      const key = JSON.stringify([code, severity, message, fix, accepted, winner, loser]);
      const known = told.get(key)?.functions ?? [];
      told.set(key, { finding, when, functions: [...known, checked.name] });
    }
  }
  return [...told.values()].sort(
    (left, right) =>
      severityOrder[left.finding.severity] - severityOrder[right.finding.severity] ||
      rankOf(left.finding.code) - rankOf(right.finding.code),
  );
}

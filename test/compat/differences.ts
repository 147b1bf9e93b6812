/**
 * What a person must look at in the results: every test whose arms differ, compared with what is declared.
 */
import { type Declared, type DeclaredInert, declared, declaredInert } from "./declared.ts";
import { mostOften, verdictOf } from "./outcome.ts";
import type { SuiteResult, TestResult } from "./results.ts";

export interface Difference {
  readonly result: SuiteResult;
  readonly test: TestResult;
  /** Null: no one has said why. */
  readonly declared: Declared | null;
}

export interface Differences {
  readonly differing: readonly Difference[];
  readonly unsteady: readonly { readonly result: SuiteResult; readonly test: TestResult }[];
  /** Tests that passed with a shim that wrote nothing. */
  readonly inert: readonly {
    readonly result: SuiteResult;
    readonly test: TestResult;
    readonly declared: DeclaredInert | null;
  }[];
  /** Declared, run, and alike in both arms. */
  readonly stale: readonly string[];
}

export interface Declarations {
  readonly declared: readonly Declared[];
  readonly declaredInert: readonly DeclaredInert[];
}

export function differencesIn(
  results: readonly SuiteResult[],
  declarations: Declarations = { declared, declaredInert },
): Differences {
  const all = results.flatMap((result) => result.tests.map((test) => ({ result, test })));
  const differing = all
    .filter(({ test }) => verdictOf(test) === "differs")
    .map((one) => ({ ...one, declared: declarations.declared.find((entry) => covers(entry, one)) ?? null }));
  const stale = results.flatMap((result) =>
    declarations.declared
      .filter(({ suite, lines }) => suite === result.suite && lines.includes(result.line))
      .filter(
        (entry) =>
          !differing.some((difference) => difference.declared === entry && difference.result === result),
      )
      .map(({ test }) => `${result.suite} on Node ${result.line}: ${test}`),
  );
  const inert = all
    .filter(({ test }) => !test.observed && mostOften(test.shim) === "passed")
    .map((one) => {
      const entry = declarations.declaredInert.find(
        ({ suites, tests }) => suites.includes(one.result.suite) && tests.test(one.test.name),
      );
      return { ...one, declared: entry ?? null };
    });
  return { differing, unsteady: all.filter(({ test }) => verdictOf(test) === "unsteady"), inert, stale };
}

function covers(
  entry: Declared,
  { result, test }: { readonly result: SuiteResult; readonly test: TestResult },
): boolean {
  return (
    entry.suite === result.suite &&
    entry.test === test.name &&
    entry.lines.includes(result.line) &&
    entry.plain === mostOften(test.plain) &&
    entry.shim === mostOften(test.shim)
  );
}

/** One line for each thing that makes the command fail. */
export function problemsIn({ differing, inert, stale }: Differences): string[] {
  return [
    ...differing
      .filter((difference) => difference.declared === null)
      .map(
        ({ result, test }) =>
          `undeclared: ${result.suite} on Node ${result.line}: ${test.name}: ${toldRuns(test)}`,
      ),
    ...inert
      .filter((one) => one.declared === null)
      .map(({ result, test }) => `not observed: ${result.suite} on Node ${result.line}: ${test.name}`),
    ...stale.map((what) => `declared, but no difference: ${what}`),
  ];
}

/** `passed without, failed with`, and how often where it is not always. */
export function toldRuns({ plain, shim }: TestResult): string {
  const told = (outcomes: TestResult["plain"]): string => {
    const counts = [...new Set(outcomes)].map(
      (outcome) => [outcome, outcomes.filter((other) => other === outcome).length] as const,
    );
    return counts.length === 1
      ? String(outcomes[0])
      : counts.map(([outcome, count]) => `${outcome} ${count} of ${outcomes.length}`).join(" and ");
  };
  return `${told(plain)} without, ${told(shim)} with`;
}

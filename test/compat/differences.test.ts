/** From outcomes to an exit code and a page. */
import { describe, expect, it } from "vitest";
import type { Declared } from "./declared.ts";
import { differencesIn, problemsIn } from "./differences.ts";
import { compatibilityPage } from "./documentation.ts";
import { type Outcome, verdictOf } from "./outcome.ts";
import type { SuiteResult, TestResult } from "./results.ts";

const outcomes: Readonly<Record<string, Outcome>> = { p: "passed", f: "failed", s: "skipped", m: "missing" };
const runs = (letters: string): Outcome[] => [...letters].map((letter) => outcomes[letter] as Outcome);
const test = (name: string, plain: string, shim: string, observed = true): TestResult => ({
  name,
  plain: runs(plain),
  shim: runs(shim),
  observed,
});
const suite = (...tests: TestResult[]): SuiteResult => ({
  suite: "some",
  version: "1.0.0",
  line: 24,
  node: "v24.0.0",
  tests,
});
const entry: Declared = {
  suite: "some",
  test: "b",
  lines: [24],
  plain: "passed",
  shim: "failed",
  reason: "it looks at | too closely",
};

describe("the verdict on a test", () => {
  it.each([
    ["p", "p", "same"],
    ["f", "f", "same"],
    ["p", "f", "differs"],
    ["ppppp", "fffff", "differs"],
    ["fffff", "ppppp", "differs"],
    ["ppppp", "sssss", "differs"],
    ["ppppp", "mmmmm", "differs"],
    ["ppppp", "fpfff", "differs"],
    ["pfpfp", "fpffp", "unsteady"],
    ["fpppp", "ppppp", "unsteady"],
    ["ppppp", "fpppp", "unsteady"],
  ] as const)("%s without and %s with is %s", (plain, shim, verdict) => {
    expect(verdictOf({ plain: runs(plain), shim: runs(shim) })).toBe(verdict);
  });
});

describe("the command", () => {
  const problems = (result: SuiteResult, declared: readonly Declared[] = []): string[] =>
    problemsIn(differencesIn([result], { declared, declaredInert: [] }));

  it("is content with what is alike, and with a difference that is declared", () => {
    expect(problems(suite(test("a", "p", "p"), test("b", "ppppp", "fffff")), [entry])).toEqual([]);
  });

  it("fails on a difference that is not declared, or declared otherwise", () => {
    const result = suite(test("b", "ppppp", "fffff"));
    expect(problems(result)).toEqual(["undeclared: some on Node 24: b: passed without, failed with"]);
    expect(problems(result, [{ ...entry, shim: "skipped" }])).toHaveLength(2);
    expect(problems(result, [{ ...entry, lines: [22] }])).toHaveLength(1);
  });

  it("fails on a declared one that is gone, in a suite that ran on that Node", () => {
    expect(problems(suite(test("b", "p", "p")), [entry])).toEqual([
      "declared, but no difference: some on Node 24: b",
    ]);
    expect(problems(suite(), [{ ...entry, suite: "other" }])).toEqual([]);
    expect(problems(suite(), [{ ...entry, lines: [22] }])).toEqual([]);
  });

  it("fails on a test that passed unobserved, unless that is declared", () => {
    const result = suite(test("a", "p", "p", false), test("skips", "s", "s", false));
    expect(problems(result)).toEqual(["not observed: some on Node 24: a"]);
    const declaredInert = [{ suites: ["some"], tests: /^a$/, reason: "why" }];
    expect(problemsIn(differencesIn([result], { declared: [], declaredInert }))).toEqual([]);
  });
});

describe("the page", () => {
  it("counts a test by what it does most often, and lists every one that differs", () => {
    const page = compatibilityPage([
      suite(
        test("a", "p", "p"),
        test("b|c", "ppppp", "fffff"),
        test("u", "pfppp", "fpfpp"),
        test("s", "s", "s"),
        test("i", "p", "p", false),
      ),
    ]);
    expect(page).toContain("| some | 1.0.0 | v24.0.0 | 5 | 4 | 3 | 1 | 1 | 1 | 1 |");
    expect(page).toContain("- Not explained yet.\n  - some on v24.0.0, `b|c`: passed without, failed with\n");
    expect(page).toContain(
      "| some | v24.0.0 | `u` | passed 4 of 5 and failed 1 of 5 without, failed 2 of 5 and passed 3 of 5 " +
        "with |",
    );
    expect(page).toContain("- Not explained yet.\n  - `i`\n");
  });

  it("says where a part of a suite ran", () => {
    expect(compatibilityPage([{ ...suite(test("a", "p", "p")), all: 3 }])).toContain(
      "| v24.0.0 | 1 of 3 | 1 | 1 |",
    );
    expect(compatibilityPage([{ ...suite(test("a", "p", "p")), all: 1 }])).toContain(
      "| v24.0.0 | 1 | 1 | 1 |",
    );
  });
});

import { expect, test } from "vitest";
import { FindingSet } from "../../../../core/findings/engine/finding-set.ts";
import type { Verdict } from "../../../../core/findings/rule/rule.ts";

const verdict = (severity: "info" | "warning" | "error", identity = ["a"]): Verdict<unknown> => ({
  severity,
  package: "a",
  winner: null,
  loser: null,
  importer: null,
  range: "^1",
  evidence: {
    field: "dependencies",
    declaredIn: "/p",
    otherLine: true,
    overriddenIn: null,
    byOwnPaths: false,
  },
  identity,
});

test("one finding per key: reported when new, and again only when worse", () => {
  const found = new FindingSet([], () => {});
  const told = (): string[] => found.takeFresh().map(({ severity }) => severity);
  found.add("range-violation", verdict("warning"));
  expect(told()).toEqual(["warning"]);
  found.add("range-violation", verdict("info"));
  expect(told()).toEqual([]);
  found.add("range-violation", verdict("error"));
  expect(told()).toEqual(["error"]);
  expect(found.counts("info")["range-violation"]).toBe(1);
});

test("two growths between two tellings are one", () => {
  const found = new FindingSet([], () => {});
  for (const severity of ["info", "warning", "error"] as const)
    found.add("range-violation", verdict(severity));
  expect(found.takeFresh().map(({ severity }) => severity)).toEqual(["error"]);
});

test("an unknown key counts for nothing", () => {
  const found = new FindingSet([], () => {});
  found.seenByAnother("__proto__");
  expect(found.counts("info")["range-violation"]).toBe(0);
});

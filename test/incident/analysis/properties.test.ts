import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differences } from "../../../incident/analysis/differences.ts";
import type { Incident } from "../../../incident/model/model.ts";
import { incidents, sets, times } from "./any-incident.ts";
import { analyse, compare } from "./in-words.ts";
import { splitAt } from "./split.ts";

function expectSound(analysis: ReturnType<typeof analyse>, { errors: all }: Incident): void {
  const { answer, causes, errors: found, timeline, drift } = analysis;
  const keys = causes.map(({ observed }) => observed.finding.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(found.map(({ error }) => error)).toEqual(all);
  for (const cause of causes)
    for (const index of cause.explains)
      expect(found[index]?.causes).toContain(keys.indexOf(cause.observed.finding.key));
  for (const [index, error] of found.entries())
    for (const cause of error.causes) expect(causes[cause]?.explains).toContain(index);
  for (const { explains, observed, first, last, blast } of causes) {
    const { accepted, code, severity } = observed.finding;
    if (
      accepted !== null ||
      (severity === "info" && !["unresolved-module", "shadowed-package", "duplicate-instance"].includes(code))
    )
      expect(explains).toEqual([]);
    expect([first, last].every(Number.isFinite)).toBe(true);
    expect(blast.environments).toBeGreaterThan(0);
  }
  if (answer.cause !== null)
    expect(answer).toMatchObject({
      verdict: "collision",
      cause: expect.toSatisfy((index: number) => causes[index] !== undefined),
    });
  expect(timeline.length).toBeLessThanOrEqual(500);
  for (const { kind, index, at } of timeline) {
    expect(Number.isFinite(at)).toBe(true);
    if (index !== null) expect(kind.startsWith("finding") ? causes[index] : found[index]).toBeDefined();
  }
  expect(timeline.map(({ at }) => at)).toEqual(
    timeline.map(({ at }) => at).sort((left, right) => left - right),
  );
  for (const { between, to } of drift)
    expect([between.length > 0, Number.isFinite(to.since)]).toEqual([true, true]);
  const texts = [
    answer.text,
    ...answer.because,
    ...answer.missing,
    ...causes.map(({ reason }) => reason),
    ...found.map(({ explanation }) => explanation),
    ...drift.map((one) => one.text),
    ...timeline.map((one) => one.text),
  ];
  for (const one of texts) expect(one).not.toMatch(/\b(?:undefined|NaN|Infinity|\[object)\b/);
}

describe("any model, also an incomplete one", () => {
  it("is analysed, with indexes that hold, each cause once, and a timeline in order", () => {
    fc.assert(
      fc.property(incidents, (incident) => expectSound(analyse(incident), incident)),
      { numRuns: 500 },
    );
  });

  it("is compared with any other, and split at any time", () => {
    fc.assert(
      fc.property(incidents, incidents, times, (good, bad, at) => {
        const { analysis, functions, newErrors, newFindings, likeliest } = compare(good, bad);
        expectSound(analysis, bad);
        for (const index of newErrors) expect(analysis.errors[index]).toBeDefined();
        for (const index of [...newFindings, ...(likeliest === null ? [] : [likeliest])])
          expect(analysis.causes[index]).toBeDefined();
        expect(new Set(functions.map(({ functionName }) => functionName)).size).toBe(functions.length);
        const { before, after } = splitAt(bad, at);
        expectSound(analyse(before), before);
        expectSound(analyse(after), after);
      }),
      { numRuns: 300 },
    );
  });

  it("differs from itself in nothing, and each path is told at most once a side", () => {
    fc.assert(
      fc.property(sets, sets, (left, right) => {
        expect(differences(left, [...left].reverse())).toEqual([]);
        const changes = differences(left, right);
        for (const side of ["before", "after"] as const) {
          const told = changes
            .flatMap((change) => change[side] ?? [])
            .map(({ package: name, path }) => `${name} ${path}`);
          expect(new Set(told).size).toBe(told.length);
        }
      }),
    );
  });
});

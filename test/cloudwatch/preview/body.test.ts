import { describe, expect, it } from "vitest";
import { drawDashboard } from "../../../cloudwatch/observability/preview/preview.ts";
import type { Drawn } from "../../../cloudwatch/preview/drawn.ts";
import { collect, event, invocation, start, troubledFleet } from "./lines.ts";

const failures = (drawn: readonly Drawn[]) =>
  drawn.flatMap((each) => (each.kind === "failed" ? [`${each.title}: ${each.reason}`] : []));

function titled<Kind extends Drawn["kind"]>(
  drawn: readonly Drawn[],
  kind: Kind,
  title: RegExp,
): Extract<Drawn, { kind: Kind }> {
  const found = drawn.find((each) => title.test(each.title ?? ""));
  if (found?.kind !== kind) throw new Error(`${title} is ${found?.kind}`);
  return found as Extract<Drawn, { kind: Kind }>;
}

const number = (drawn: readonly Drawn[], title: RegExp) =>
  titled(drawn, "metrics", title).result.series.map(({ points }) => points.at(-1)?.value);

describe("the dashboard's body over a fleet in trouble", () => {
  const drawn = drawDashboard(troubledFleet());

  it("has no widget that could not be evaluated, and none that is empty because lines are missing", () => {
    expect(failures(drawn)).toEqual([]);
    expect(drawn.flatMap((each) => (each.kind === "empty" ? [each.title] : []))).toEqual([
      "EMF errors, all log groups of the region",
      "EMF errors by log group, whole region",
    ]);
  });

  it("counts functions and findings as a person would", () => {
    expect(number(drawn, /^Functions that reported/)).toEqual([2]);
    expect(number(drawn, /^Functions with shadowing/)).toEqual([1]);
    expect(number(drawn, /^Functions with architecture/)).toEqual([1]);
    expect(number(drawn, /^Findings of severity error/)).toEqual([2]);
    expect(number(drawn, /^Unresolved modules/)).toEqual([1]);
  });

  it("says which functions have most, by their names", () => {
    const { series } = titled(drawn, "metrics", /^Functions with the most findings/).result;
    expect(series.slice(0, 2).map(({ label, points }) => [label, points[0]?.value])).toEqual([
      ["orders Shadowing", 3],
      ["orders Architecture", 1],
    ]);
  });

  it("lists what to do next", () => {
    const { fields, rows } = titled(drawn, "table", /^What to do next/).table;
    expect(rows.map((row) => row[fields.indexOf("package")]).sort()).toEqual(["bcrypt", "uuid", "zod"]);
    expect(rows.every((row) => row[fields.indexOf("fix")] !== null)).toBe(true);
  });

  it("shows the alarms that are raised", () => {
    const { alarms } = titled(drawn, "alarms", /^Alarms/);
    expect(alarms.filter(({ state }) => state === "ALARM").map(({ alarm }) => alarm.id)).toEqual([
      "ArchitectureAlarm",
      "ShadowingErrorsAlarm",
      "UnresolvedModulesAlarm",
    ]);
  });

  it("ranks contributors", () => {
    const all = drawn.filter((each) => each.kind === "contributors");
    expect(all.map(({ contributors }) => contributors.length)).toEqual([3, 3]);
  });
});

describe("the dashboard's body over other logs", () => {
  it("calls it good that a healthy fleet has nothing", () => {
    const drawn = drawDashboard(collect(invocation(start), invocation(start + 1)));
    expect(failures(drawn)).toEqual([]);
    const empty = titled(drawn, "empty", /^What to do next/).empty;
    expect(empty).toMatchObject({
      state: "good",
      text: expect.stringMatching(/^None in 2 invocations: good/),
    });
    expect(titled(drawn, "empty", /^Severity error/).empty.state).toBe("good");
  });

  it("calls nothing good where Outcrop did not report", () => {
    const drawn = drawDashboard(collect(event("START RequestId: a")));
    expect(failures(drawn)).toEqual([]);
    expect(
      drawn.flatMap((each) => (each.kind === "empty" && each.empty.state === "good" ? [each.title] : [])),
    ).toEqual([]);
  });

  it("draws one function where its name replaces the word for all", () => {
    const drawn = drawDashboard(troubledFleet(), "invoices");
    expect(failures(drawn)).toEqual([]);
    expect(number(drawn, /^Functions that reported/)).toEqual([1]);
    expect(titled(drawn, "empty", /^Findings of severity error/).empty.state).toBe("good");
  });

  it("needs no line at all", () => {
    expect(failures(drawDashboard(collect()))).toEqual([]);
  });
});

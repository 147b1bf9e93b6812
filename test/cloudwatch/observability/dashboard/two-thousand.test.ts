/** Every tile and the list over a fleet beyond what CloudWatch draws: they say what is true by construction. */
import { beforeAll, describe, expect, it } from "vitest";
import { drawDashboard } from "../../../../cloudwatch/observability/preview/preview.ts";
import { states } from "../../../../cloudwatch/observability/queries/states.ts";
import type { Drawn } from "../../../../cloudwatch/preview/drawn.ts";
import { largeFleet, type StateName } from "../../preview/large-fleet.ts";
import { collect } from "../../preview/lines.ts";

const fleet = largeFleet(2_000);
let drawn: readonly Drawn[];

beforeAll(() => {
  drawn = drawDashboard(collect(...fleet.events));
});

function table(title: RegExp): Record<string, unknown>[] {
  const found = drawn.find((each) => title.test(each.title ?? ""));
  if (found?.kind !== "table") throw new Error(`${title} is ${found?.kind}`);
  const { fields, rows } = found.table;
  return rows.map((row) => Object.fromEntries(row.map((cell, at) => [fields[at], cell])));
}

function numbers(title: RegExp): unknown[] {
  const found = drawn.find((each) => title.test(each.title ?? ""));
  if (found?.kind !== "metrics") throw new Error(`${title} is ${found?.kind}`);
  return found.result.series.map(({ label, points }) => [label, points.at(-1)?.value]);
}

const inState = (state: StateName) => fleet.members.filter((member) => member.state === state);

describe("a fleet of 2,000 functions", () => {
  it("has some in every state", () => {
    for (const state of Object.keys(states) as StateName[]) expect(inState(state).length).toBeGreaterThan(50);
  });

  it("has each function once in the list, with its state, and the worst first", () => {
    const rows = table(/^Functions, the worst/);
    const truth = Object.fromEntries(fleet.members.map(({ name, state }) => [name, states[state]]));
    expect(rows).toHaveLength(2_000);
    expect(Object.fromEntries(rows.map((row) => [row["name"], row["worst_state"]]))).toEqual(truth);
    const shown = rows.map((row) => String(row["worst_state"]));
    expect(shown).toEqual([...shown].sort());
  });

  it("has the findings of each function in the list", () => {
    const truth = Object.fromEntries(fleet.members.map(({ name, findings }) => [name, findings]));
    const rows = table(/^Functions, the worst/);
    expect(Object.fromEntries(rows.map((row) => [row["name"], row["findings"]]))).toEqual(truth);
    const worst = new Map(rows.map((row) => [row["name"], row["worst_finding"]]));
    for (const { name } of inState("error")) expect(worst.get(name)).toBe("error range-violation zod");
    for (const { name } of inState("warning")) expect(worst.get(name)).toBe("warning shadowed-package uuid");
    for (const { name } of inState("healthy")) expect(worst.get(name)).toBeNull();
  });

  it("is counted by state", () => {
    const truth = (Object.keys(states) as StateName[]).map((state) => ({
      worst_state: states[state],
      functions: inState(state).length,
      findings: inState(state).reduce((sum, { findings }) => sum + findings, 0),
    }));
    expect(table(/^How many functions/)).toEqual(truth);
  });

  it("has every finding in the table of fixes, errors first", () => {
    const rows = table(/^What to do next/);
    const found = fleet.members.reduce((sum, { findings }) => sum + findings, 0);
    expect(rows).toHaveLength(found);
    const errors =
      inState("error").length + inState("failsInInit").filter(({ findings }) => findings > 0).length;
    expect(rows.slice(0, errors).every((row) => row["severity"] === "error")).toBe(true);
    expect(rows.slice(errors).every((row) => row["severity"] === "warning")).toBe(true);
  });

  it("has numbers of the whole fleet", () => {
    expect(numbers(/^Failed inits/)).toEqual([["environments", inState("failsInInit").length]]);
    expect(numbers(/^Severity error: most/)).toEqual([
      ["shadowing", 1],
      ["architecture", undefined],
    ]);
    expect(numbers(/^Unresolved modules/)).toEqual([["findings", 1]]);
  });

  it("makes no number of a search, which CloudWatch cuts at 500 series", () => {
    const singles = drawn.filter((each) => each.kind === "metrics" && each.properties.view === "singleValue");
    expect(singles.length).toBeGreaterThan(2);
    expect(JSON.stringify(singles)).not.toContain("SEARCH(");
  });
});

import { describe, expect, it } from "vitest";
import { drawDashboard, previewPage } from "../../../cloudwatch/observability/preview/preview.ts";
import type { Drawn } from "../../../cloudwatch/preview/drawn.ts";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { collect, event, failedInit, invocation, line, start, troubledFleet } from "./lines.ts";

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

const started = (coverage: string, functionName = "orders") =>
  event({ ...line("environment", start, functionName), coverage }, start);

const good = (drawn: readonly Drawn[]) =>
  drawn.flatMap((each) => (each.kind === "empty" && each.empty.state === "good" ? [each.title] : []));

const number = (drawn: readonly Drawn[], title: RegExp) =>
  titled(drawn, "metrics", title).result.series.map(({ points }) => points.at(-1)?.value);

describe("the dashboard's body over a fleet in trouble", () => {
  const drawn = drawDashboard(troubledFleet());

  it("has no widget that could not be evaluated, and none that is empty because lines are missing", () => {
    expect(failures(drawn)).toEqual([]);
    expect(drawn.flatMap((each) => (each.kind === "empty" ? [each.title] : []))).toEqual([
      "Failed inits",
      "EMF lines that broke the rules",
      "EMF lines that could not be read",
    ]);
  });

  it("counts functions and findings as a person would", () => {
    expect(titled(drawn, "table", /^How many functions/).table.rows).toEqual([
      ["2 collides: error", 1, 3],
      ["7 not seen: no start in this range", 1, 0],
    ]);
    expect(number(drawn, /^Severity error: most/)).toEqual([1, 1]);
    expect(number(drawn, /^Unresolved modules/)).toEqual([1]);
  });

  it("says how each function is, by its name", () => {
    const { fields, rows } = titled(drawn, "table", /^Functions, the worst/).table;
    const column = (name: string) => rows.map((row) => row[fields.indexOf(name)]);
    expect(column("name")).toEqual(["orders", "invoices"]);
    expect(column("worst_finding")).toEqual(["error range-violation zod", null]);
    expect(column("node")).toEqual(["v24.21.0", null]);
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

describe("the dashboard's body over functions that fail in init", () => {
  const drawn = drawDashboard(
    collect(
      ...failedInit(start, { counts: { "unresolved-module": 1 }, errors: { "unresolved-module": 1 } }),
      ...failedInit(start + 10, { functionName: "invoices", error: null }),
      ...failedInit(start + 20, { functionName: "invoices", error: null }),
    ),
  );

  it("counts the environments, and what was found until they ended", () => {
    expect(failures(drawn)).toEqual([]);
    expect(number(drawn, /^Failed inits/)).toEqual([3]);
    expect(titled(drawn, "table", /^How many functions/).table.rows).toEqual([["1 fails in init", 2, 0]]);
    expect(number(drawn, /^Unresolved modules/)).toEqual([1]);
    const { series } = titled(drawn, "metrics", /^Severity error and failed inits by function/).result;
    const sums = series.map(({ label, points }) => [
      label,
      points.reduce((sum, { value }) => sum + value, 0),
    ]);
    expect(Object.fromEntries(sums)).toEqual({
      orders: 1,
      "failed inits orders": 1,
      "failed inits invoices": 2,
    });
  });

  it("raises the alarm, and those of what was found", () => {
    const { alarms } = titled(drawn, "alarms", /^Alarms/);
    const raised = alarms.filter(({ state }) => state === "ALARM");
    expect(raised.map(({ alarm, value, raisedBy }) => [alarm.id, value, raisedBy])).toEqual([
      ["InitFailuresAlarm", 3, ["invoices", "orders"]],
      ["ShadowingErrorsAlarm", 1, ["orders"]],
      ["UnresolvedModulesAlarm", 1, ["orders"]],
    ]);
  });
});

describe("the dashboard's body over other logs", () => {
  it("calls it good that a healthy fleet has nothing", () => {
    const drawn = drawDashboard(collect(started("full"), invocation(start), invocation(start + 1)));
    expect(failures(drawn)).toEqual([]);
    const empty = titled(drawn, "empty", /^What to do next/).empty;
    expect(empty).toMatchObject({
      state: "good",
      text: expect.stringMatching(/^None in 2 invocations, of functions that Outcrop saw in full\./),
    });
    expect(titled(drawn, "empty", /^Severity error/).empty.state).toBe("good");
  });

  it.each([
    ["without a line of Outcrop's", [event("START RequestId: a")]],
    ["of a function that started before", [invocation(start)]],
    [
      "of one function that started before",
      [started("full"), invocation(start), invocation(start, { functionName: "invoices" })],
    ],
    ["whose invocations nothing observed", [invocation(start, { observed: false })]],
    [
      "of a function without a shim, until its first invocation",
      [event({ ...line("environment", start), coverage: "none" }, start), invocation(start)],
    ],
    [
      "some of whose invocations nothing observed",
      [started("full"), invocation(start), invocation(start, { observed: false })],
    ],
    ["that end before the first invocation", [event(line("environment", start), start)]],
    ["of a bundle", [started("bundled"), invocation(start)]],
    ["of an init that failed", failedInit(start)],
    ["of an init that exited", failedInit(start, { error: null })],
    ["of an init that failed, by an earlier version", failedInit(start, { counted: false })],
    [
      "of good invocations and an init that failed",
      [started("full"), invocation(start), ...failedInit(start)],
    ],
    [
      "of good invocations and an init that exited",
      [started("full"), invocation(start), ...failedInit(start, { error: null })],
    ],
    [
      "of good invocations and an init that failed, by an earlier version",
      [started("full"), invocation(start), ...failedInit(start, { counted: false })],
    ],
  ])("calls nothing good in logs %s", (_, events) => {
    const collected = collect(...events);
    const drawn = drawDashboard(collected);
    expect(failures(drawn)).toEqual([]);
    expect(good(drawn)).toEqual([]);
    expect(previewPage(drawn, collected, { title: "", notes: [] })).not.toContain("saw in full.");
  });

  it("says why an empty tile proves nothing", () => {
    const textOf = (...events: LogEvent[]) => {
      const drawn = drawDashboard(collect(...events));
      expect(titled(drawn, "empty", /^Unresolved modules/).empty.text).toMatch(
        /^Nothing counted, which proves/,
      );
      return titled(drawn, "empty", /^Findings in force, by code/).empty.text;
    };
    expect(textOf(...failedInit(start))).toBe(
      "Nothing counted in 0 invocations, which proves nothing. " +
        "An init failed, and Outcrop saw only what was loaded until then.",
    );
    expect(textOf(started("full"), invocation(start), invocation(start, { observed: false }))).toBe(
      "Nothing counted in 1 invocation, which proves nothing. Outcrop did not observe 1 invocation.",
    );
    expect(textOf(invocation(start))).toBe(
      "Nothing counted in 1 invocation, which proves nothing. " +
        "A function has no start in these logs, which would say how much was seen.",
    );
    expect(textOf(event(line("environment", start), start))).toBe(
      "Nothing counted in 0 invocations, which proves nothing. " +
        "These logs have no invocation that Outcrop reported.",
    );
  });

  it("judges the chosen function, and not what others did", () => {
    const fleet = () =>
      collect(started("full"), invocation(start), ...failedInit(start, { functionName: "invoices" }));
    const byFunction = "Severity error and failed inits by function (gap: none, or not invoked)";
    expect(good(drawDashboard(fleet(), "orders"))).toContain(byFunction);
    expect(good(drawDashboard(fleet(), "invoices"))).toEqual([]);
    // A row of Contributor Insights, and a metric without a dimension, are of every function.
    for (const title of [
      "Functions by their findings (environments)",
      "Unresolved modules: most in one function",
    ])
      expect(good(drawDashboard(fleet(), "orders"))).not.toContain(title);
    const uncounted = collect(
      started("full", "a"),
      invocation(start),
      ...failedInit(start, { functionName: "a", counted: false }),
    );
    expect(good(drawDashboard(uncounted, "a"))).toEqual([]);
  });

  it("draws one function where its name replaces the word for all", () => {
    const drawn = drawDashboard(collect(...troubledFleet().events, started("full", "invoices")), "invoices");
    expect(failures(drawn)).toEqual([]);
    expect(titled(drawn, "table", /^Functions, the worst/).table.rows).toHaveLength(1);
    expect(titled(drawn, "empty", /^Severity error and failed inits by function/).empty.state).toBe("good");
  });

  it("needs no line at all", () => {
    expect(failures(drawDashboard(collect()))).toEqual([]);
  });
});

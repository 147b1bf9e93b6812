import { describe, expect, it } from "vitest";
import type { FindingCode } from "../../../core/findings/finding.ts";
import { findingKinds } from "../../../core/findings/finding.ts";
import { metricData } from "../../../core/telemetry/metrics.ts";
import { emfProblems } from "../../support/emf.ts";

const codes = Object.keys(findingKinds) as FindingCode[];
const none = Object.fromEntries(codes.map((code) => [code, 0])) as Record<FindingCode, number>;
const measured = { loaded: { modules: 70, layerModules: 12 }, overheadMs: 1.23456 };

describe("the metrics of an invocation", () => {
  it("are a valid EMF document, whatever is counted", () => {
    const all = Object.fromEntries(codes.map((code, i) => [code, i + 1])) as Record<FindingCode, number>;
    for (const counts of [none, all]) {
      expect(
        emfProblems({
          function_name: "f",
          ...metricData({ findings: { counts, errors: counts }, ...measured }, 1_700_000_000_000),
        }),
      ).toEqual([]);
    }
  });

  it("report families at zero and codes only when they count something", () => {
    const healthy = metricData({ findings: { counts: none, errors: none }, ...measured }, 0);
    expect(healthy).toMatchObject({
      Shadowing: 0,
      Architecture: 0,
      ModulesLoaded: 70,
      LayerModulesLoaded: 12,
      OverheadMs: 1.235,
    });
    expect(healthy).not.toHaveProperty("ShadowedPackage");
    const two = metricData(
      {
        findings: { counts: { ...none, "shadowed-package": 2, "wrong-platform": 1 }, errors: none },
        ...measured,
      },
      0,
    );
    expect(two).toMatchObject({ Shadowing: 2, ShadowedPackage: 2, Architecture: 1, WrongPlatform: 1 });
    expect(two).not.toHaveProperty("ShadowingErrors");
  });

  it("distinguish a family's errors, once there is one", () => {
    const counts = { ...none, "range-violation": 3, "torn-family": 2, "wrong-platform": 1 };
    const errors = { ...none, "range-violation": 1, "torn-family": 1 };
    const data = metricData({ findings: { counts, errors }, ...measured }, 0);
    expect(data).toMatchObject({ Shadowing: 5, ShadowingErrors: 2, Architecture: 1 });
    expect(data).not.toHaveProperty("ArchitectureErrors");
    expect(data._aws.CloudWatchMetrics[0]?.Metrics).toContainEqual({ Name: "ShadowingErrors" });
  });

  it("claim no health where nothing was observed", () => {
    const unobserved = metricData({ ...measured, findings: null, loaded: null }, 0);
    expect(Object.keys(unobserved)).toEqual(["OverheadMs", "_aws"]);
    expect(emfProblems({ function_name: "f", ...unobserved })).toEqual([]);
  });

  it("leave out how much is loaded when that is as it was", () => {
    const unchanged = metricData({ ...measured, findings: { counts: none, errors: none }, loaded: null }, 0);
    expect(unchanged).not.toHaveProperty("ModulesLoaded");
    expect(unchanged._aws.CloudWatchMetrics[0]?.Metrics.map(({ Name }) => Name)).toEqual([
      "Shadowing",
      "Architecture",
      "OverheadMs",
    ]);
    expect(emfProblems({ function_name: "f", ...unchanged })).toEqual([]);
  });

  it("have the function as their only dimension", () => {
    const [directive] = metricData({ findings: { counts: none, errors: none }, ...measured }, 0)._aws
      .CloudWatchMetrics;
    expect(directive?.Dimensions).toEqual([["function_name"], []]);
  });
});

describe("the EMF check", () => {
  const valid = {
    function_name: "f",
    ...metricData({ findings: { counts: none, errors: none }, ...measured }, 0),
  };
  it.each([
    [
      "a dimension that is missing",
      { ...valid, function_name: undefined },
      "dimension function_name is not text at the root",
    ],
    ["a metric that is text", { ...valid, Shadowing: "1" }, "metric Shadowing is not a number at the root"],
    ["no metadata", { function_name: "f" }, "has no _aws"],
  ])("sees %s", (_, document, problem) => {
    expect(emfProblems(document)).toContain(problem);
  });
});

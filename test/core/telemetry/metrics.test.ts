import { describe, expect, it } from "vitest";
import type { FindingCode } from "../../../core/findings/finding.ts";
import { findingKinds } from "../../../core/findings/finding.ts";
import {
  type EmfMetadata,
  initFailureData,
  type Measured,
  metricData,
} from "../../../core/telemetry/metrics.ts";
import { emfProblems } from "../../support/emf.ts";

const codes = Object.keys(findingKinds) as FindingCode[];
const none = Object.fromEntries(codes.map((code) => [code, 0])) as Record<FindingCode, number>;
const measured: Measured = {
  findings: { counts: none, errors: none },
  coverage: "full",
  first: false,
  loaded: null,
  eventful: false,
  further: 0,
  overheadMs: 1.23456,
};
const news = { first: true, loaded: { modules: 70, layerModules: 12 }, eventful: true } as const;

/** Names by dimension set. */
function declared({ _aws }: { readonly _aws?: EmfMetadata }): Record<string, string[]> {
  const sets: Record<string, string[]> = {};
  for (const { Dimensions, Metrics } of _aws?.CloudWatchMetrics ?? [])
    for (const set of Dimensions)
      sets[set.join()] = [...(sets[set.join()] ?? []), ...Metrics.map(({ Name }) => Name)];
  return sets;
}

describe("the metrics of an invocation", () => {
  it.each(["sparse", "by-function"] as const)(
    "are a valid EMF document, whatever is counted: %s",
    (detail) => {
      const all = Object.fromEntries(codes.map((code, i) => [code, i + 1])) as Record<FindingCode, number>;
      for (const counts of [none, all])
        for (const more of [{}, news, { ...news, further: 3 }, { coverage: "none" } as const]) {
          const data = metricData(
            { ...measured, findings: { counts, errors: counts }, ...more },
            1_700_000_000_000,
            detail,
          );
          expect(emfProblems({ function_name: "f", ...data })).toEqual([]);
        }
    },
  );

  it("of a healthy function are of the fleet alone: families with news, else the heartbeat", () => {
    const first = metricData({ ...measured, ...news }, 0, "sparse");
    expect(first).toMatchObject({ Shadowing: 0, Architecture: 0, ModulesLoaded: 70, OverheadMs: 1.235 });
    expect(declared(first)).toEqual({ "": ["Shadowing", "Architecture", "OverheadMs"] });
    const warm = metricData(measured, 0, "sparse");
    expect(declared(warm)).toEqual({ "": ["OverheadMs"] });
    expect(Object.keys(warm)).toEqual(["OverheadMs", "_aws"]);
  });

  it("are of the function too where they are not zero, also without news", () => {
    const counts = { ...none, "shadowed-package": 2, "wrong-platform": 1 };
    for (const more of [{}, news]) {
      const data = metricData({ ...measured, ...more, findings: { counts, errors: none } }, 0, "sparse");
      expect(data).toMatchObject({ Shadowing: 2, ShadowedPackage: 2, Architecture: 1, WrongPlatform: 1 });
      expect(data).not.toHaveProperty("ShadowingErrors");
      const own = ["Shadowing", "ShadowedPackage", "Architecture", "WrongPlatform"];
      expect(declared(data)).toEqual({ function_name: own, "": ["OverheadMs", ...own] });
    }
  });

  it("distinguish a family's errors, once there is one", () => {
    const counts = { ...none, "range-violation": 3, "torn-family": 2, "wrong-platform": 1 };
    const errors = { ...none, "range-violation": 1, "torn-family": 1 };
    const data = metricData({ ...measured, findings: { counts, errors } }, 0, "sparse");
    expect(data).toMatchObject({ Shadowing: 5, ShadowingErrors: 2, Architecture: 1 });
    expect(data).not.toHaveProperty("ArchitectureErrors");
    expect(declared(data)["function_name"]).toContain("ShadowingErrors");
  });

  it("are all of the function if it asks for that", () => {
    const all = metricData({ ...measured, ...news, further: 2 }, 0, "by-function");
    const names = [
      "Shadowing",
      "Architecture",
      "FurtherInvocations",
      "OverheadMs",
      "ModulesLoaded",
      "LayerModulesLoaded",
    ];
    expect(declared(all)).toEqual({ function_name: names, "": names });
    const warm = metricData(measured, 0, "by-function");
    expect(declared(warm)["function_name"]).toEqual(["Shadowing", "Architecture", "OverheadMs"]);
  });

  it("claim no health where nothing was observed, and say so by function", () => {
    const unseen = { ...measured, findings: null, coverage: "none" } as const;
    for (const detail of ["sparse", "by-function"] as const) {
      const data = metricData(unseen, 0, detail);
      expect(Object.keys(data)).toEqual(["CoverageNone", "OverheadMs", "_aws"]);
      expect(declared(data)).toEqual({ function_name: ["CoverageNone"], "": ["CoverageNone"] });
    }
    expect(Object.keys(metricData({ ...unseen, coverage: null }, 0, "sparse"))).toEqual(["OverheadMs"]);
  });

  it("name a bundle", () => {
    const data = metricData({ ...measured, ...news, coverage: "bundled" }, 0, "sparse");
    expect(declared(data)["function_name"]).toEqual(["CoverageBundled"]);
    expect(declared(data)[""]).toEqual(["OverheadMs", "CoverageBundled"]);
    const warm = metricData({ ...measured, coverage: "bundled" }, 0, "sparse");
    expect(Object.keys(warm)).toEqual(["OverheadMs", "_aws"]);
    const own = metricData({ ...measured, coverage: "bundled" }, 0, "by-function");
    expect(declared(own)["function_name"]).toEqual(["OverheadMs"]);
  });

  it("of a failed init are a count, what was found, and missing coverage", () => {
    const counts = { ...none, "wrong-architecture": 1 };
    const data = initFailureData({ counts, errors: counts }, "full", 5);
    expect(data).toMatchObject({ InitFailures: 1, Architecture: 1, ArchitectureErrors: 1, Shadowing: 0 });
    expect(data).not.toHaveProperty("OverheadMs");
    expect(emfProblems({ function_name: "f", ...data })).toEqual([]);
    expect(declared(data)["function_name"]).not.toContain("Shadowing");
    expect(Object.keys(initFailureData(null, "none", 5))).toEqual(["CoverageNone", "InitFailures", "_aws"]);
  });
});

describe("the EMF check", () => {
  const valid = {
    function_name: "f",
    ...metricData(
      { ...measured, ...news, findings: { counts: { ...none, "dual-format": 1 }, errors: none } },
      0,
      "sparse",
    ),
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

import { describe, expect, it } from "vitest";
import type { Finding } from "../../../core/findings/finding.ts";
import { findingLine } from "../../../core/telemetry/lines.ts";

const copy = (version: string, root: "function" | "layer", path: string) => ({
  package: "lodash",
  version,
  root,
  path,
});
const finding = {
  code: "range-violation",
  severity: "error",
  package: "lodash",
  winner: copy("4.17.21", "layer", "/opt/nodejs/node_modules/lodash"),
  loser: null,
  importer: { path: "/var/task/index.js", copy: copy("1.0.0", "function", "/var/task") },
  range: "^3.0.0",
  evidence: { field: "dependencies", declaredIn: "/var/task/package.json" },
  key: "k",
  importers: 2,
  accepted: null,
} as unknown as Finding;

describe("a finding's line", () => {
  it("is the finding, flat", () => {
    expect(findingLine(finding, "shadowing", "docs/findings/range-violation.md", "Do this.")).toEqual({
      outcrop: "finding",
      code: "range-violation",
      family: "shadowing",
      severity: "error",
      package: "lodash",
      winner_version: "4.17.21",
      winner_root: "layer",
      winner_path: "/opt/nodejs/node_modules/lodash",
      loser_version: null,
      loser_root: null,
      loser_path: null,
      importer: "/var/task/index.js",
      importers: 2,
      range: "^3.0.0",
      evidence: '{"field":"dependencies","declaredIn":"/var/task/package.json"}',
      fix: "Do this.",
      docs: "docs/findings/range-violation.md",
    });
  });

  it("names the layers where they are known", () => {
    const [winner, loser] = ["shop-utils:7", "base:3"].map((layer) => ({ ...finding.winner, layer }));
    expect(findingLine({ ...finding, winner, loser } as Finding, "shadowing", "d", "f")).toMatchObject({
      winner_layer: "shop-utils:7",
      loser_layer: "base:3",
    });
  });

  it("carries the reason of an accepted one", () => {
    expect(findingLine({ ...finding, accepted: "known" } as Finding, "shadowing", "d", "f")).toMatchObject({
      accepted: "known",
    });
  });
});

import type { Root } from "../../../../core/layout/roots.ts";
import {
  analysis,
  type Case,
  cause,
  copy,
  entry,
  environment,
  error,
  explained,
  gap,
  incident,
  origin,
  quoted,
  series,
  start,
} from "./fixtures.ts";

/** Thousands of everything, and names of 10 KB among them. */
export function largeCase(): Case {
  const long = `@long/${"n".repeat(10_000)}`;
  const copies = Array.from({ length: 1_000 }, (_, at) =>
    copy(
      at === 0 ? long : `@fleet/package-${at}`,
      `${at % 9}.0.1`,
      (["function", "layer", "runtime"] as const)[at % 3] as Root,
    ),
  );
  const causes = Array.from({ length: 1_500 }, (_, at) =>
    cause({
      code: "shadowed-package",
      severity: "warning",
      package: `@fleet/package-${at}`,
      winner: copies[at % 1_000] ?? null,
      message: "m".repeat(10_000),
    }),
  );
  const errors = Array.from({ length: 2_000 }, (_, at) =>
    error({
      name: `Error${at}`,
      message: "<".repeat(10_000),
      frames: Array.from({ length: 40 }, (_, frame) => `at f (/var/task/${"d/".repeat(400)}${frame}.js:1:1)`),
      examples: [{ requestId: "r", environment: null, origin: origin(at, "&".repeat(4_096)) }],
    }),
  );
  return {
    incident: incident({
      environments: Array.from({ length: 5_000 }, (_, at) =>
        environment(`large-${at}`, copies, { functionName: `function-${at % 300}` }),
      ),
      errors,
      series: Array.from({ length: 600 }, (_, at) =>
        series(
          "1",
          `${at}`.padStart(16, "0"),
          start,
          Array.from({ length: 240 }, () => [9, 1] as const),
          `function-${at % 300}`,
        ),
      ),
      totals: {
        files: 9,
        events: 9_000_000,
        outcropLines: 400_000,
        duplicates: 0,
        invocations: 1_000_000,
        failed: 10_000,
        reports: 0,
      },
    }),
    analysis: analysis({
      answer: {
        ...analysis().answer,
        verdict: "no-collision",
        summary: {
          kind: "no-collision",
          errors: [0],
          handled: false,
          findings: 0,
          line: null,
          explained: 0,
          before: null,
        },
        because: Array.from({ length: 200 }, () => ({
          kind: "link",
          grade: "lead",
          level: 1,
          mechanism: null,
          link: { kind: "loader-message", package: "b".repeat(5_000) },
        })),
      },
      causes,
      errors: errors.map((each) => explained(each, { explanation: quoted("t".repeat(10_000)) })),
      timeline: Array.from({ length: 4_000 }, (_, at) =>
        entry(at % 2 === 0 ? "error-first" : "finding-first", start + at * 1_000, Math.abs(1_400 - at)),
      ),
      drift: Array.from({ length: 300 }, () => ({
        functionName: "orders",
        from: { fingerprint: "a", versions: ["1"], until: start },
        to: { fingerprint: "b", versions: ["2"], since: start },
        changes: copies.map((each) => ({
          kind: "added" as const,
          package: each.package,
          before: null,
          after: each,
        })),
        onlyOwnCode: false,
        between: [{ kind: "unknown" as const }],
      })),
      gaps: Array.from({ length: 1_000 }, (_, at) =>
        gap("limit", "g".repeat(4_000), { count: at, origin: origin(at, "z".repeat(4_096)) }),
      ),
    }),
  };
}

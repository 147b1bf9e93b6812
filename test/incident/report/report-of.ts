/** A report made by hand, with each of its texts as a test wants it. */
import type { CopyRef, Finding } from "../../../core/findings/finding.ts";
import type { Analysis, Answer, Cause, ExplainedError } from "../../../incident/analysis/analysis.ts";
import type { Copy, DistinctError, Gap, ObservedFinding, Origin } from "../../../incident/model/model.ts";
import type { Report } from "../../../incident/report/report.ts";
import { at, incidentOf, type Texts } from "./incident-of.ts";

export function reportOf(t: Texts): Report {
  const origin = (line: number): Origin => ({
    file: t("logs/orders.jsonl"),
    line,
    logStream: t("2026/03/14/[7]ab"),
    at: at("03:12:04"),
    text: t('{"outcrop":"finding"}'),
  });
  const ref = (name: string, version: string, root: CopyRef["root"], path: string): CopyRef => ({
    package: t(name),
    version: t(version),
    root,
    path: t(path),
  });
  const copy = (of: CopyRef): Copy => ({
    ...of,
    link: null,
    importer: t("/var/task/index.js"),
    specifier: null,
    how: "require",
    origin: origin(12),
  });
  const old = ref("zod", "3.24.4", "layer", "/opt/nodejs/node_modules/zod");
  const own = ref("zod", "4.1.0", "function", "/var/task/node_modules/zod");
  const code = ref("orders", "1.4.0", "function", "/var/task");

  const finding = {
    code: "range-violation",
    severity: "error",
    package: t("zod"),
    winner: old,
    loser: own,
    importer: { path: t("/var/task/index.js"), copy: code },
    range: t("^4.1.0"),
    evidence: { field: "dependencies", declaredIn: t("/var/task/package.json") },
    key: "range-violation zod",
    importers: 3,
    accepted: null,
  } as unknown as Finding;
  const observed: ObservedFinding = {
    finding,
    message: t(
      "orders@1.4.0 asks for zod ^4.1.0 (dependencies of /var/task/package.json) and got zod@3.24.4 in " +
        "the layer.",
    ),
    fix: t("Install zod ^4.1.0 next to orders@1.4.0 in the function."),
    docs: "docs/findings/range-violation.md",
    at: at("03:12:04"),
    origin: origin(12),
  };
  const blast = {
    functions: [t("orders")],
    versions: [t("orders:7")],
    environments: 12,
    invocations: 1_400,
    failed: 400,
    without: { invocations: 5_000, failed: 2 },
  };
  const cause: Cause = {
    code: "range-violation",
    package: t("zod"),
    severity: "error",
    observed,
    first: at("03:12:04"),
    last: at("04:00:00"),
    standing: {
      kind: "linked",
      link: { kind: "loader-message", package: t("zod") },
      explained: 400,
      failures: 400,
      contrast: true,
      appeared: true,
    },
    explains: [0],
    blast,
    fix: observed.fix,
    docs: observed.docs,
  };
  const shadow = {
    ...finding,
    code: "shadowed-package",
    severity: "warning",
    range: null,
    accepted: t("known until May"),
  } as unknown as Finding;
  const other: Cause = {
    ...cause,
    code: "shadowed-package",
    severity: "warning",
    observed: {
      ...observed,
      finding: shadow,
      message: t("zod@3.24.4 in the layer hides zod@4.1.0 in the function."),
    },
    standing: { kind: "accepted", reason: t("known until May") },
    explains: [],
    blast: { ...blast, without: null },
    fix: t("Keep one copy of zod."),
    docs: "docs/findings/shadowed-package.md",
  };
  const minor: Cause = {
    ...other,
    code: "duplicate-instance",
    severity: "info",
    observed: { ...other.observed, finding: { ...shadow, severity: "info" } },
  };

  const error: DistinctError = {
    functionName: t("orders"),
    functionVersions: [t("7")],
    kind: "error",
    name: t("TypeError"),
    code: null,
    message: t("z.iso is not a function"),
    frames: [t("at parse (/opt/nodejs/node_modules/zod/index.js:3:1)")],
    causes: [
      {
        name: t("ZodError"),
        code: t("E_ZOD"),
        message: t("iso is undefined"),
        frames: [t("at iso (/opt/nodejs/node_modules/zod/iso.js:7:1)")],
      },
    ],
    level: "error",
    endings: { succeeded: 0, failed: 400, unknown: 0 },
    sources: ["outcrop", "function"],
    told: null,
    count: 400,
    first: at("03:12:04"),
    last: at("03:59:58"),
    environments: ["0123456789abcdef"],
    fingerprints: ["bbbbbbbbbbbbbbbb"],
    examples: [{ requestId: t("c1a571f8"), environment: "0123456789abcdef", origin: origin(14) }],
  };
  const explained: ExplainedError = {
    error,
    frames: [
      { text: t("at parse (/opt/nodejs/node_modules/zod/index.js:3:1)"), copy: old },
      { text: t("at handler (/var/task/index.js:9:3)"), copy: { ...code, version: null } },
      { text: t("at node:internal/process"), copy: null },
    ],
    mixed: { kind: "failure-line", quotation: t("The stack mixes zod from the layer and the function.") },
    explanation: {
      kind: "finding",
      link: { kind: "loader-message", package: t("zod") },
      message: observed.message,
      mechanism: { kind: "name-missing", name: t("z.iso"), loserHas: true },
      winner: old,
    },
    certain: true,
    causes: [0],
    confidence: "high",
    equals: 1,
  };
  const gap: Gap = {
    kind: "environment-start",
    text: t("The start of one environment is not in these logs."),
    functionName: t("orders"),
    from: at("03:00:00"),
    to: null,
    count: 1,
    origin: origin(1),
  };
  const answer: Answer = {
    verdict: "collision",
    summary: {
      kind: "collision",
      cause: 0,
      equals: [],
      errors: [0],
      failures: 400,
      handled: false,
      others: 0,
      before: { kind: "drift", drift: 0 },
    },
    cause: 0,
    since: at("03:12:04"),
    ended: null,
    fix: observed.fix,
    confidence: "high",
    because: [
      {
        kind: "link",
        grade: "mechanism",
        level: 3,
        link: { kind: "loader-message", package: t("zod") },
        mechanism: { kind: "loader-names" },
      },
      { kind: "error-elsewhere", environments: 1 },
    ],
    missing: [{ kind: "gap", gap: 0 }],
  };
  const analysis: Analysis = {
    answer,
    answers: [answer],
    causes: [cause, other, minor],
    errors: [explained],
    drift: [
      {
        functionName: t("orders"),
        from: { fingerprint: "aaaaaaaaaaaaaaaa", versions: [t("6")], until: at("03:11:00") },
        to: { fingerprint: "bbbbbbbbbbbbbbbb", versions: [t("7")], since: at("03:12:04") },
        onlyOwnCode: false,
        between: [{ kind: "deploy", versions: { before: [t("6")], after: [t("7")] } }],
        changes: [
          { kind: "root", package: t("zod"), before: copy(own), after: copy(old) },
          {
            kind: "version",
            package: t("zod"),
            before: copy(old),
            after: copy({ ...old, version: t("3.25.0") }),
          },
          {
            kind: "path",
            package: t("zod"),
            before: copy(own),
            after: copy({ ...own, path: t("/var/task/vendor/zod") }),
          },
          {
            kind: "added",
            package: t("ulid"),
            before: null,
            after: copy(ref("ulid", "3.0.0", "layer", "/opt/nodejs/node_modules/ulid")),
          },
          {
            kind: "removed",
            package: t("uuid"),
            before: copy(ref("uuid", "9.0.0", "function", "/var/task/node_modules/uuid")),
            after: null,
          },
        ],
      },
    ],
    timeline: [
      {
        at: at("03:11:30"),
        kind: "deploy",
        functionName: t("orders"),
        news: { kind: "environment", before: t("6"), after: t("7") },
        origin: null,
      },
      {
        at: at("03:12:04"),
        kind: "finding-first",
        functionName: t("orders"),
        origin: origin(12),
        index: 0,
      },
      {
        at: at("03:12:04"),
        kind: "finding-first",
        functionName: t("orders"),
        origin: origin(13),
        index: 2,
      },
      {
        at: at("03:12:04"),
        kind: "error-first",
        functionName: null,
        origin: origin(14),
        index: 0,
      },
    ],
    gaps: [gap],
  };
  return {
    incident: incidentOf(t, [copy(old), copy(code)], observed, gap, error),
    analysis,
    comparison: null,
  };
}

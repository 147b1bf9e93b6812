/** Incidents of any content, also incomplete ones. */
import fc from "fast-check";
import { findingKinds } from "../../../core/findings/finding.ts";
import type {
  Copy,
  DistinctError,
  Environment,
  Gap,
  Incident,
  Load,
  ObservedFinding,
  Origin,
  Series,
} from "../../../incident/model/model.ts";

/** Few of each, so that they meet; odd ones, since anyone may write to a log. */
const names = fc.constantFrom(
  "zod",
  "@aws-sdk/core",
  "@smithy/core",
  "orders",
  "(function)",
  "__proto__",
  "a b\n<c>",
  "",
);
const versions = fc.constantFrom("1.0.0", "2.0.0", null);
const roots = fc.constantFrom("function", "layer", "runtime", "node", "other") satisfies fc.Arbitrary<
  Copy["root"]
>;
const paths = fc.constantFrom(
  "/var/task",
  "/var/task/node_modules/zod",
  "/opt/nodejs/node_modules/zod",
  "/var/runtime/node_modules/@aws-sdk/core",
  "/",
  "node:fs",
  "/opt/x/node_modules",
);
const files = fc.oneof(
  paths.map((path) => `${path}/index.js`),
  fc.constantFrom("", "x", "/"),
);
export const times = fc.oneof(
  fc.integer({ min: 1_700_000_000_000, max: 1_700_000_200_000 }),
  fc.constantFrom(0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const functionNames = fc.constantFrom("orders", "payments", "__proto__");
const functionVersions = fc.constantFrom("$LATEST", "1", "2");
const ids = fc.constantFrom("e1", "e2", "e3", "e4");
const counts = fc.nat(50);
const text = fc.oneof(
  fc.constantFrom("", "Cannot find module 'zod'", "range-violation zod", "ECONNRESET"),
  fc.string({ maxLength: 20 }),
);
const namedFinding = fc.record({ code: text, package: text });
const orNull = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { nil: null });

const origins: fc.Arbitrary<Origin> = fc.record({
  file: text,
  line: counts,
  logStream: orNull(text),
  at: orNull(times),
  text,
});
const copies: fc.Arbitrary<Copy> = fc.record({
  package: names,
  version: versions,
  root: roots,
  path: paths,
  link: orNull(paths),
  importer: orNull(files),
  specifier: orNull(text),
  how: fc.constantFrom("require", "import"),
  origin: orNull(origins),
});
export const sets = fc.array(copies, { maxLength: 6 });
const refs = fc.record({ package: names, version: versions, root: roots, path: paths });
const findings: fc.Arbitrary<ObservedFinding> = fc
  .record({
    code: fc.constantFrom(...Object.keys(findingKinds)),
    severity: fc.constantFrom("info", "warning", "error"),
    package: names,
    winner: orNull(refs),
    loser: orNull(refs),
    importer: orNull(fc.record({ path: files, copy: refs })),
    range: orNull(text),
    evidence: fc.oneof(
      fc.constant({}),
      fc.object({ maxDepth: 2 }),
      fc.record({
        outcome: fc.constantFrom("failed", "died", "latent", 7),
        rangeAcceptsWinner: fc.boolean(),
      }),
    ),
    key: fc.constantFrom("k1", "k2", "k3", "k4", "k5"),
    importers: counts,
    accepted: orNull(text),
  })
  // The reader keeps one finding for each key, and makes the key of what the finding is about.
  .map((finding) => ({
    ...finding,
    key: [finding.key, finding.code, finding.severity, finding.accepted].join(" "),
  }))
  .chain((finding) =>
    fc.record({
      finding: fc.constant(finding as unknown as ObservedFinding["finding"]),
      message: text,
      fix: text,
      docs: text,
      at: times,
      origin: origins,
    }),
  );
const loads: fc.Arbitrary<Load> = fc.record({
  fingerprint: fc.constantFrom("f1", "f2", "f3"),
  codeFingerprints: fc.array(fc.constantFrom("c1", "c2", "c3"), { maxLength: 2 }),
  copies: sets,
  since: times,
  until: times,
  invocations: counts,
  failed: counts,
  origin: orNull(origins),
});
const environments: fc.Arbitrary<Environment> = fc.record({
  id: ids,
  functionName: functionNames,
  functionVersion: functionVersions,
  logGroup: fc.constant(null),
  logStream: fc.constant(null),
  runtimeVersion: fc.constant(null),
  runtimeVersionArn: orNull(fc.constantFrom("arn:a", "b")),
  facts: fc.constant(null),
  first: times,
  last: times,
  loads: fc.array(loads, { maxLength: 4 }),
  findings: fc.array(findings, { maxLength: 5 }),
  invocations: counts,
  failed: counts,
  shutdown: fc.constant(null),
});
const frames = fc.array(
  fc.oneof(
    files.map((file) => `at f (${file}:1:2)`),
    files.map((file) => `    at file://${file}:3:4`),
    text,
  ),
  { maxLength: 5 },
);
export const errors: fc.Arbitrary<DistinctError> = fc.record({
  functionName: orNull(functionNames),
  functionVersions: fc.array(functionVersions, { maxLength: 2 }),
  kind: fc.constantFrom("error", "logged", "timeout", "out-of-memory", "exit", "init"),
  name: fc.constantFrom("TypeError", "Error", "Runtime.ImportModuleError", "Throttling", ""),
  code: orNull(fc.constantFrom("ERR_REQUIRE_ESM", "ECONNRESET", "x")),
  message: orNull(text),
  frames,
  causes: fc.array(
    fc.record({
      name: fc.constantFrom("TypeError", "Error", ""),
      code: orNull(fc.constantFrom("ECONNRESET", "x")),
      message: orNull(text),
      frames,
    }),
    { maxLength: 3 },
  ),
  level: fc.constantFrom("error" as const, "warn" as const, "info" as const),
  endings: fc.record({ succeeded: fc.nat(3), failed: fc.nat(3), unknown: fc.nat(3) }),
  sources: fc.constant(["function" as const]),
  told: orNull(
    fc.record({
      explanation: text,
      mixedRoots: orNull(text),
      findings: fc.array(namedFinding, { maxLength: 3 }),
      cause: orNull(
        fc.record({ code: text, package: text, path: orNull(text), confidence: fc.constant("low" as const) }),
      ),
      isJudged: fc.boolean(),
      missing: orNull(
        fc.record({
          kind: fc.constantFrom("not-a-function" as const, "undefined-property" as const, "other" as const),
          name: orNull(text),
          of: orNull(text),
          winnerHas: orNull(fc.boolean()),
          loserHas: orNull(fc.boolean()),
        }),
      ),
      thrown: fc.constantFrom("by-engine" as const, "on-purpose" as const, "wrapping" as const, null),
      called: fc.constantFrom(null, new Set<string>(), new Set(["zod"])),
      chain: fc.array(fc.record({ name: text, code: orNull(text), frames }), { maxLength: 2 }),
    }),
  ),
  count: counts,
  first: times,
  last: times,
  environments: fc.array(ids, { maxLength: 3 }),
  fingerprints: fc.constant([]),
  examples: fc.array(
    fc.record({ requestId: orNull(fc.constantFrom("r1", "r2")), environment: orNull(ids), origin: origins }),
    {
      maxLength: 3,
    },
  ),
});
const series: fc.Arbitrary<Series> = fc.record({
  functionName: functionNames,
  functionVersion: functionVersions,
  fingerprint: orNull(fc.constantFrom("f1", "f2")),
  start: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_200_000 }),
  bucketMs: fc.constantFrom(1000, 8000),
  invocations: fc.array(counts, { maxLength: 4 }),
  failed: fc.array(counts, { maxLength: 4 }),
});
const gaps: fc.Arbitrary<Gap> = fc.record({
  kind: fc.constantFrom("no-times", "partial-export", "no-outcrop-lines"),
  text,
  functionName: orNull(functionNames),
  from: orNull(times),
  to: orNull(times),
  count: counts,
  origin: orNull(origins),
});
export const incidents: fc.Arbitrary<Incident> = fc.record({
  span: orNull(fc.record({ from: times, to: times })),
  environments: fc.array(environments, { maxLength: 5 }),
  errors: fc.array(errors, { maxLength: 5 }),
  series: fc.array(series, { maxLength: 3 }),
  loadTimes: fc.constant([]),
  gaps: fc.array(gaps, { maxLength: 3 }),
  totals: fc.record({
    files: counts,
    events: counts,
    outcropLines: counts,
    duplicates: counts,
    invocations: counts,
    failed: counts,
    reports: counts,
  }),
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingKinds } from "../../../core/findings/finding.ts";
import { differences } from "../../../incident/analysis/differences.ts";
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
import { analyse, compare } from "./in-words.ts";
import { splitAt } from "./split.ts";

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
const times = fc.oneof(
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
const sets = fc.array(copies, { maxLength: 6 });
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
const errors: fc.Arbitrary<DistinctError> = fc.record({
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
      thrown: fc.constantFrom("by-engine" as const, "on-purpose" as const, null),
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
const incidents: fc.Arbitrary<Incident> = fc.record({
  span: orNull(fc.record({ from: times, to: times })),
  environments: fc.array(environments, { maxLength: 5 }),
  errors: fc.array(errors, { maxLength: 5 }),
  series: fc.array(series, { maxLength: 3 }),
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

/** One incident as it might have happened, with a collision as its cause. */
import type { TimelineEntry } from "../../../../incident/analysis/analysis.ts";
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
  minute,
  moment,
  origin,
  quoted,
  ref,
  series,
  start,
} from "./fixtures.ts";
import { plain } from "./ordinary-packages.ts";

const zod3 = copy("zod", "3.24.4", "layer");

const zod4 = copy("zod", "4.1.12", "function");

const logger2 = copy("@aws-lambda-powertools/logger", "2.36.0", "function");

const logger1 = copy("@aws-lambda-powertools/logger", "1.18.1", "layer");

const ulid = copy("ulid", "2.3.0", "layer");

const sdk = Array.from({ length: 40 }, (_, at) => copy(`@smithy/part-${at + 1}`, "4.2.0", "runtime"));

const before = [zod4, logger2, ...plain, ...sdk];

const after = [zod3, logger2, logger1, ulid, ...plain, ...sdk];

/** The layer brought an older zod in a new version of the function. */
export function collisionCase(): Case {
  const frames = [
    { text: "at z.iso.datetime (/opt/nodejs/node_modules/zod/lib/types.js:1180:24)", copy: ref(zod3) },
    {
      text: "at parseOrder (/var/task/orders/parse.mjs:41:12)",
      copy: ref(copy("orders", "1.4.0", "function", { path: "/var/task" })),
    },
    {
      text: "at Runtime.handler (/var/task/index.mjs:12:18)",
      copy: ref(copy("orders", "1.4.0", "function", { path: "/var/task" })),
    },
  ];
  const line =
    '{"outcrop":"failure","schema":1,"error_name":"TypeError","phase":"invoke",' +
    '"request_id":"c1bc8901-e046-4231-84c5-40b2ab8bee9d"}';
  const typeError = error({
    message: "z.iso.datetime is not a function",
    frames: frames.map(({ text }) => text),
    told: {
      explanation: "zod 3.24.4 of the layer was used by code of the function that asks for ^4.1.0.",
      mixedRoots: "function, layer",
      findings: [{ code: "range-violation", package: "zod" }],
      cause: { code: "range-violation", package: "zod", path: zod3.path, confidence: "high" },
      isJudged: true,
      missing: null,
      thrown: null,
      called: null,
      chain: [],
    },
    count: 1_102,
    last: start + 39 * minute,
    environments: Array.from({ length: 14 }, (_, at) => `environment-${at}`),
    examples: [
      {
        requestId: "c1bc8901-e046-4231-84c5-40b2ab8bee9d",
        environment: "0ccd38917e267cb5",
        origin: origin(48, line),
      },
      { requestId: null, environment: null, origin: origin(2_310, line) },
    ],
  });
  const timeout = error({
    kind: "timeout",
    name: "Task timed out",
    count: 3,
    sources: ["platform"],
    first: start - 31 * minute,
    functionName: "invoices",
    functionVersions: ["7"],
  });
  const causes = [
    cause({
      code: "range-violation",
      package: "zod",
      winner: zod3,
      loser: zod4,
      range: "^4.1.0",
      message:
        "orders@1.4.0 asks for zod ^4.1.0 (dependencies of /var/task/package.json) and got zod@3.24.4 in " +
        "the layer (/opt/nodejs/node_modules/zod).",
      fix:
        "Either install zod ^4.1.0 next to orders@1.4.0 in the function, or change the range and the code " +
        "to fit the copy that it gets.",
      evidence: {
        field: "dependencies",
        declaredIn: "/var/task/package.json",
        otherLine: true,
        overriddenIn: null,
        byOwnPaths: false,
      },
      explains: [0],
    }),
    cause({
      code: "duplicate-instance",
      severity: "warning",
      package: "@aws-lambda-powertools/logger",
      winner: logger2,
      loser: logger1,
      message:
        "@aws-lambda-powertools/logger@2.36.0 in the function and @aws-lambda-powertools/logger@1.18.1 " +
        "in the layer both run in one process.",
      fix:
        "Deliver @aws-lambda-powertools/logger from one root: remove it from the function or from the " +
        "layer.",
      evidence: { thread: 0, sameVersion: false, peerDeclarers: [], brokenPeer: null },
    }),
    cause({
      code: "unresolved-module",
      severity: "info",
      package: "ulid",
      message: 'orders@1.4.0 asked for "ulid" by import and got ERR_MODULE_NOT_FOUND.',
      evidence: {
        searched: ["/var/task/node_modules", "/opt/nodejs/node_modules"],
        nearMisses: [{ kind: "wrong-layer-folder", path: "/opt/nodejs/node20/node_modules/ulid" }],
      },
      blast: {
        functions: ["orders"],
        versions: ["orders:42"],
        environments: 2,
        invocations: 90,
        failed: 80,
        without: null,
      },
    }),
  ];
  const wave = (minutes: number, height: number, failing: number) =>
    Array.from({ length: minutes }, (_, at) => {
      const all = Math.round(height * (1 + 0.4 * Math.sin(at / 5)));
      return [all, Math.round(all * failing)] as const;
    });
  const fleet = [
    ...Array.from({ length: 40 }, (_, at) =>
      environment(`before-${at}`, before, { functionVersion: "41", fingerprint: "a11ce0ffee123456" }),
    ),
    ...Array.from({ length: 14 }, (_, at) => environment(`environment-${at}`, after, { failed: 80 })),
    ...Array.from({ length: 6 }, (_, at) =>
      environment(`invoices-${at}`, [...plain, ...sdk], {
        functionName: "invoices",
        functionVersion: "7",
        fingerprint: "0ff1ce0ff1ce0000",
      }),
    ),
  ];
  const gaps = [
    gap(
      "no-platform-lines",
      "The platform's own lines are missing for invoices: timeouts and memory of it are not known.",
      {
        functionName: "invoices",
      },
    ),
    gap("truncated-line", "Lines that end in the middle; the export cut them.", {
      count: 4,
      from: start,
      to: start + minute,
      origin: origin(77, '{"outcrop":"resolution","schema":1,"pack'),
    }),
  ];
  const timeline: readonly TimelineEntry[] = [
    { ...moment(start - 31 * minute, "", "invoices"), kind: "timeout", index: 1 },
    {
      ...moment(start - 2 * minute),
      kind: "deploy",
      news: { kind: "environment", before: "41", after: "42" },
    },
    { ...moment(start - minute), kind: "fingerprint", fingerprint: "cd4a5fdd84ca5500", copies: 119 },
    entry("finding-first", start, 0),
    entry("error-first", start + 2_000, 0),
    entry("finding-first", start + 6 * minute, 1),
    {
      ...moment(start + 20 * minute),
      kind: "runtime-update",
      news: { kind: "environment", before: "nodejs:22.v41", after: "nodejs:22.v42" },
    },
    entry("error-last", start + 39 * minute, 0),
  ];
  return {
    incident: incident({
      environments: fleet,
      errors: [typeError, timeout],
      series: [
        series("41", "a11ce0ffee123456", start - 60 * minute, wave(58, 90, 0)),
        series("42", "cd4a5fdd84ca5500", start - 2 * minute, wave(30, 34, 0.89)),
        series("42", "beefbeefbeefbeef", start + 20 * minute, wave(20, 12, 0.6)),
        series("7", "0ff1ce0ff1ce0000", start - 60 * minute, wave(98, 6, 0.02), "invoices"),
        series("3", null, start - 50 * minute, wave(80, 9, 0), "refunds"),
      ],
      gaps,
      totals: {
        files: 3,
        events: 48_210,
        outcropLines: 7_114,
        duplicates: 212,
        invocations: 6_558,
        failed: 1_105,
        reports: 6_540,
      },
    }),
    analysis: analysis({
      answer: {
        verdict: "collision",
        summary: {
          kind: "collision",
          cause: 0,
          equals: [],
          errors: [0],
          failures: 1_102,
          handled: false,
          others: 0,
          before: { kind: "drift", drift: 0 },
        },
        cause: 0,
        since: start,
        ended: null,
        fix:
          "Either install zod ^4.1.0 next to orders@1.4.0 in the function, or change the range and the " +
          "code " +
          "to fit the copy that it gets.",
        confidence: "high",
        because: [
          {
            kind: "link",
            grade: "circumstance",
            level: 2,
            mechanism: null,
            link: {
              kind: "stack",
              by: "frame",
              position: 0,
              frame: {
                path: `${zod3.path}/lib/types.js`,
                line: 1180,
                column: 24,
                copy: ref(zod3),
                own: false,
              },
              package: "zod",
              winner: ref(zod3),
            },
          },
          {
            kind: "contrast",
            with: { invocations: 1_240, failed: 1_102 },
            without: { invocations: 5_318, failed: 3 },
            chance: 0.0001,
          },
          { kind: "appeared" },
        ],
        missing: [{ kind: "gap", gap: 0 }],
      },
      causes,
      errors: [
        explained(typeError, {
          frames,
          mixed: { kind: "failure-line", quotation: "The stack runs through the layer and the function." },
          explanation: quoted("The code of orders calls what only zod 4 has, and got zod 3 from the layer."),
          causes: [0],
          confidence: "high",
          equals: 1,
        }),
        explained(timeout, { explanation: quoted("No collision explains it: invoices has no finding.") }),
      ],
      drift: [
        {
          functionName: "orders",
          from: { fingerprint: "a11ce0ffee123456", versions: ["41"], until: start - 2 * minute },
          to: { fingerprint: "cd4a5fdd84ca5500", versions: ["42"], since: start - minute },
          changes: [
            { kind: "root", package: "zod", before: zod4, after: zod3 },
            { kind: "added", package: logger1.package, before: null, after: logger1 },
            { kind: "added", package: "ulid", before: null, after: ulid },
          ],
          onlyOwnCode: false,
          between: [
            { kind: "deploy", versions: { before: ["41"], after: ["42"] } },
            { kind: "layer-change", versions: { before: ["41"], after: ["42"] } },
          ],
        },
      ],
      timeline,
      gaps,
    }),
  };
}

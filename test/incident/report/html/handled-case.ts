/** Errors that the function caught, logged and answered: no invocation failed. */
import type { Answer } from "../../../../incident/analysis/analysis.ts";
import {
  analysis,
  type Case,
  cause,
  copy,
  entry,
  environment,
  error,
  explained,
  incident,
  origin,
  ref,
  series,
  start,
} from "./fixtures.ts";
import { plain } from "./ordinary-packages.ts";

const rates = copy("rates", "1.9.0", "layer");
const link = {
  kind: "stack",
  by: "importer",
  frame: {
    path: "/var/task/total.mjs",
    line: 7,
    column: 12,
    copy: ref(copy("orders", "1.4.0", "function", { path: "/var/task" })),
    own: true,
  },
  position: 0,
  package: "rates",
  winner: ref(rates),
} as const;
const mechanism = { kind: "name-missing", name: "convertAll", loserHas: true } as const;

export function handledCase(): Case {
  const found = cause({
    code: "range-violation",
    package: "rates",
    winner: rates,
    loser: copy("rates", "2.0.0", "function"),
    range: "^2.0.0",
    message: "orders@1.4.0 asks for rates ^2.0.0 and got rates@1.9.0 in the layer.",
    fix: "Install rates ^2.0.0 next to orders@1.4.0 in the function.",
    explains: [0],
    blast: {
      functions: ["orders"],
      versions: ["orders:42"],
      environments: 2,
      invocations: 180,
      failed: 0,
      without: null,
    },
  });
  const caught = error({
    kind: "logged",
    message: "rates.convertAll is not a function",
    frames: ["at total (/var/task/total.mjs:7:12)"],
    count: 24,
    sources: ["function"],
    endings: { succeeded: 24, failed: 0, unknown: 0 },
    examples: [
      { requestId: "c1bc8901", environment: "handled-0", origin: origin(7, '{"level":50,"err":{}}') },
    ],
  });
  const answer: Answer = {
    verdict: "collision",
    summary: {
      kind: "collision",
      cause: 0,
      equals: [],
      errors: [0],
      failures: 24,
      handled: true,
      others: 0,
      before: { kind: "always" },
    },
    cause: 0,
    since: start,
    ended: null,
    fix: found.fix,
    confidence: "high",
    because: [
      { kind: "link", grade: "mechanism", level: 3, link, mechanism },
      { kind: "share", explained: 24, failures: 24, handled: true },
    ],
    missing: [{ kind: "environment-without" }],
  };
  return {
    incident: incident({
      environments: [0, 1].map((at) => environment(`handled-${at}`, [rates, ...plain])),
      errors: [caught],
      series: [
        series(
          "42",
          "cd4a5fdd84ca5500",
          start,
          Array.from({ length: 40 }, () => [4, 0] as const),
        ),
      ],
      totals: {
        files: 1,
        events: 400,
        outcropLines: 190,
        duplicates: 0,
        invocations: 160,
        failed: 0,
        reports: 160,
      },
    }),
    analysis: analysis({
      answer,
      causes: [found],
      errors: [
        explained(caught, {
          causes: [0],
          confidence: "high",
          equals: 1,
          explanation: {
            kind: "finding",
            link,
            message: found.observed.message,
            mechanism,
            winner: ref(rates),
          },
        }),
      ],
      timeline: [entry("finding-first", start, 0), entry("error-first", start + 1000, 0)],
    }),
  };
}

/**
 * Two collisions that fit an error equally, in one of two functions; the other one's error has no collision.
 * The logs are sparse: a few invocations in a day.
 */
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
  minute,
  moment,
  origin,
  ref,
  series,
  start,
} from "./fixtures.ts";
import { plain } from "./ordinary-packages.ts";

const hour = 60 * minute;
const rates = copy("rates", "1.9.0", "layer");
const texts = copy("text-tools", "2.0.1", "layer");
const own = copy("orders", "1.4.0", "function", { path: "/var/task" });

function violated(name: string, winner: ReturnType<typeof copy>, range: string) {
  return cause({
    code: "range-violation",
    package: name,
    winner,
    loser: copy(name, "3.1.0", "function"),
    range,
    message: `orders@1.4.0 asks for ${name} ${range} and got ${name}@${winner.version} in the layer.`,
    fix: `Install ${name} ${range} next to orders@1.4.0 in the function.`,
    explains: [0],
  });
}

export function ambiguousCase(): Case {
  const causes = [violated("rates", rates, "^2.0.0"), violated("text-tools", texts, "^3.0.0")];
  const frames = [
    { text: "at total (/var/task/total.mjs:7:12)", copy: ref(own) },
    { text: "at handler (/var/task/index.mjs:12:18)", copy: ref(own) },
  ];
  const wrapped = error({
    name: "QuoteError",
    message: "no quote for order 17",
    frames: frames.map(({ text }) => text),
    causes: [
      {
        name: "TypeError",
        code: null,
        message: "a.convertAll is not a function",
        frames: ["at total (/var/task/total.mjs:5:9)"],
      },
    ],
    count: 6,
    last: start + 9 * hour,
    endings: { succeeded: 2, failed: 4, unknown: 0 },
    examples: [{ requestId: "c1bc8901-e046", environment: "sparse-0", origin: origin(48, "TypeError") }],
  });
  const refused = error({
    functionName: "invoices",
    functionVersions: ["7"],
    name: "Error",
    code: "ECONNREFUSED",
    message: "connect ECONNREFUSED 10.0.0.7:5432",
    first: start + hour,
    last: start + hour,
    count: 2,
  });
  const frame = { path: "/var/task/total.mjs", line: 7, column: 12, copy: ref(own), own: true };
  const answer: Answer = {
    verdict: "collision",
    summary: {
      kind: "collision",
      cause: 0,
      equals: [1],
      errors: [0],
      failures: 4,
      handled: false,
      others: 0,
      before: { kind: "drift", drift: 1 },
    },
    cause: 0,
    since: start,
    ended: null,
    fix: causes[0]?.fix ?? null,
    confidence: "low",
    because: [
      {
        kind: "link",
        grade: "circumstance",
        level: 1,
        link: { kind: "stack", by: "importer", frame, position: 0, package: "rates", winner: ref(rates) },
        mechanism: null,
      },
      { kind: "contradiction", contradiction: { kind: "unknown-name", name: "a.convertAll" } },
      { kind: "equals", packages: ["text-tools"] },
    ],
    missing: [{ kind: "environment-without" }],
  };
  const other: Answer = {
    ...answer,
    verdict: "no-collision",
    summary: {
      kind: "no-collision",
      errors: [1],
      handled: false,
      findings: 0,
      line: null,
      explained: 0,
      before: null,
    },
    cause: null,
    since: start + hour,
    ended: null,
    fix: null,
    confidence: "high",
    because: [{ kind: "errors-judged", errors: 1 }],
    missing: [],
  };
  return {
    incident: incident({
      span: { from: start - 20 * hour, to: start + 10 * hour },
      environments: [
        environment("sparse-0", [rates, texts, ...plain], { invocations: 9, failed: 4 }),
        environment("sparse-1", plain, { functionName: "invoices", functionVersion: "7", failed: 2 }),
      ],
      errors: [wrapped, refused],
      series: [
        series("41", "a11ce0ffee123456", start - 20 * hour, [[2, 0]]),
        series("41", "a11ce0ffee123456", start - 14 * hour, [[1, 0]]),
        series("42", "cd4a5fdd84ca5500", start, [[3, 2]]),
        series("42", "cd4a5fdd84ca5500", start + 9 * hour, [[2, 2]]),
        series("7", "0ff1ce0ff1ce0000", start + hour, [[4, 2]], "invoices"),
      ],
      totals: {
        files: 2,
        events: 310,
        outcropLines: 64,
        duplicates: 0,
        invocations: 12,
        failed: 6,
        reports: 12,
      },
    }),
    analysis: analysis({
      answer,
      answers: [answer, other],
      causes,
      errors: [
        explained(wrapped, {
          frames,
          causes: [0, 1],
          confidence: "low",
          equals: 2,
          explanation: {
            kind: "finding",
            link: { kind: "stack", by: "importer", frame, position: 0, package: "rates", winner: ref(rates) },
            message: causes[0]?.observed.message ?? "",
            mechanism: null,
            winner: ref(rates),
          },
        }),
        explained(refused, { explanation: { kind: "foreign", name: "ECONNREFUSED" } }),
      ],
      drift: [
        {
          functionName: "orders",
          from: { fingerprint: "a11ce0ffee120000", versions: ["41"], until: start - 15 * hour },
          to: { fingerprint: "a11ce0ffee123456", versions: ["41"], since: start - 14 * hour },
          changes: [
            { kind: "added", package: "dayjs", before: null, after: copy("dayjs", "1.11.0", "function") },
          ],
          onlyOwnCode: false,
          between: [{ kind: "within" }],
        },
        {
          functionName: "orders",
          from: { fingerprint: "a11ce0ffee123456", versions: ["41"], until: start - 14 * hour },
          to: { fingerprint: "cd4a5fdd84ca5500", versions: ["42"], since: start },
          changes: [
            { kind: "added", package: "ulid", before: null, after: copy("ulid", "2.3.0", "layer") },
            { kind: "root", package: "rates", before: copy("rates", "3.1.0", "function"), after: rates },
          ],
          onlyOwnCode: false,
          between: [{ kind: "deploy", versions: { before: ["41"], after: ["42"] } }],
        },
      ],
      timeline: [
        { ...moment(start - 20 * hour), kind: "fingerprint", fingerprint: "a11ce0ffee123456", copies: 75 },
        {
          ...moment(start - minute),
          kind: "deploy",
          news: { kind: "environment", before: "41", after: "42" },
        },
        entry("finding-first", start, 0),
        entry("finding-first", start, 1),
        entry("error-first", start + 1000, 0),
        { ...moment(start + hour, "", "invoices"), kind: "error-first", index: 1 },
        entry("error-last", start + 9 * hour, 0),
      ],
    }),
  };
}

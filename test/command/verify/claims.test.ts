import { describe, expect, it, test } from "vitest";
import { claims, judge } from "../../../command/verify/claims.ts";
import { type Answer, Evidence, type Facts } from "../../../command/verify/evidence.ts";
import { mostCost } from "../../../command/verify/plan.ts";

const emf = {
  Timestamp: 1,
  CloudWatchMetrics: [{ Namespace: "N", Dimensions: [[]], Metrics: [{ Name: "M" }] }],
};
const headers = "content-length lambda-extension-identifier";
const probe = { http_version: "1.1", status: 200, header_names: headers };
const eventKeys = "deadlineMs eventType invokedFunctionArn requestId tracing";
const wellLines = [
  "START RequestId: 1 Version: $LATEST",
  { outcrop: "environment", coverage: "full" },
  { outcrop: "finding", package: "outcrop-verify-shadowed", winner_root: "function", loser_root: "layer" },
  { outcrop: "invocation", level: "INFO" },
  { outcrop_verify: "register", ...probe },
  { outcrop_verify: "event", ...probe, body_keys: eventKeys, _aws: emf },
];

const answer: Answer = {
  cpuInInit: 0.98,
  cpuInInvocation: 0.07,
  node: "v24.1.0",
  nodePath:
    "/opt/nodejs/node24/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task",
  requiredFromLayer: null,
  importedFromLayer: null,
  requiredModule: "ERR_REQUIRE_ESM",
};

interface Given extends Omit<Facts, "lines" | "probeMetric" | "answers"> {
  readonly answer: Answer;
  readonly lines: readonly (string | object)[];
  readonly samples: number;
}

const well: Given = {
  answer,
  lines: wellLines,
  samples: 1,
  outcropMetrics: { Shadowing: 2 },
  dashboard: { prefix: null },
  alarms: { silence: null },
  queries: { cost: null },
  templates: { "a.yaml": null },
  sources: { names: 3, prefix: 3 },
};

function verdictOf(id: string, change: Partial<Given>): string {
  const given = { ...well, ...change };
  const evidence = new Evidence();
  evidence.set("answers", [given.answer]);
  for (const format of ["text", "json", "levels"] as const) {
    evidence.setOf(
      "lines",
      format,
      given.lines.map((one) => (typeof one === "string" ? one : JSON.stringify(one))),
    );
    evidence.setOf("probeMetric", format, given.samples);
  }
  evidence.set("outcropMetrics", given.outcropMetrics);
  evidence.set("dashboard", given.dashboard);
  evidence.set("alarms", given.alarms);
  evidence.set("queries", given.queries);
  evidence.set("templates", given.templates);
  evidence.set("sources", given.sources);
  const claim = claims.find((one) => one.id === id);
  if (claim === undefined) throw new Error(`no claim ${id}`);
  return judge(claim, evidence).verdict;
}

const without = (outcrop: string) => wellLines.filter((line) => Object(line).outcrop !== outcrop);
const withProbe = (change: object) =>
  wellLines.map((line) =>
    Object(line).outcrop_verify === undefined ? line : { ...Object(line), ...change },
  );
const wrapped = [{ level: "INFO", message: JSON.stringify({ outcrop: "invocation" }) }];

/** What makes each claim untrue. */
const untrue: readonly (readonly [id: string, change: Partial<Given>])[] = [
  ["lines-text", { lines: without("invocation") }],
  ["lines-json", { lines: [...wellLines, ...wrapped] }],
  ["lines-levels", { lines: [] }],
  ["emf-text", { samples: 0 }],
  ["emf-json", { samples: 0 }],
  ["emf-levels", { samples: 0 }],
  ["emf-outcrop", { outcropMetrics: { Shadowing: 2, OverheadMs: 0 } }],
  ["observed", { lines: [{ outcrop: "environment", coverage: "none" }] }],
  ["shadowing", { lines: without("finding") }],
  ["extensions-api", { lines: withProbe({ http_version: "1.0" }) }],
  ["extensions-api", { lines: withProbe({ header_names: "date" }) }],
  ["extensions-api", { lines: withProbe({ status: 403 }) }],
  ["extension-event", { lines: withProbe({ body_keys: "eventType deadlineMs" }) }],
  ["cpu", { answer: { ...answer, cpuInInvocation: 0.6 } }],
  ["node-path", { answer: { ...answer, nodePath: "/opt/nodejs/node_modules" } }],
  ["node-path", { answer: { ...answer, nodePath: null } }],
  ["layer-modules", { answer: { ...answer, importedFromLayer: "ERR_MODULE_NOT_FOUND" } }],
  ["layer-modules", { answer: { ...answer, requiredFromLayer: "MODULE_NOT_FOUND" } }],
  ["require-esm", { answer: { ...answer, requiredModule: null } }],
  ["source-names", { sources: { names: 0, prefix: 3 } }],
  ["source-prefix", { sources: { names: 3, prefix: "Invalid NamePrefix" } }],
  ["dashboard", { dashboard: { prefix: "it has an error" } }],
  ["alarms", { alarms: { silence: null, other: "no" } }],
  ["queries", { queries: { cost: "no" } }],
  ["templates", { templates: { "a.yaml": "no" } }],
];

/** What leaves a claim open although its step was done. */
const open: readonly (readonly [id: string, change: Partial<Given>])[] = [
  ["emf-text", { lines: [] }],
  ["emf-outcrop", { outcropMetrics: {} }],
  ["observed", { lines: [] }],
  ["extensions-api", { lines: [] }],
  ["extension-event", { lines: [] }],
  ["alarms", { alarms: {} }],
  ["widgets", {}],
];

describe("a claim", () => {
  it.each(claims.filter(({ id }) => id !== "widgets"))("holds where what it says was seen: $id", ({ id }) => {
    expect(verdictOf(id, {})).toBe("held");
  });

  it.each(untrue)("does not hold where the opposite was seen: %s", (id, change) => {
    expect(verdictOf(id, change)).toBe("did not hold");
  });

  it.each(open)("is left open where nothing decides it: %s", (id, change) => {
    expect(verdictOf(id, change)).toBe("unknown");
  });

  it.each(claims)("is left open, with a reason, where nothing was done: $id", (claim) => {
    const evidence = new Evidence();
    evidence.miss("*", "the run was interrupted");
    const { verdict, seen } = judge(claim, evidence);
    expect(verdict).toBe("unknown");
    expect(seen).not.toBe("");
  });

  it("can be shown to be untrue, each", () => {
    const shown = new Set(untrue.map(([id]) => id));
    expect(claims.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual(["widgets"]);
  });
});

test("a run costs less than the page says", () => {
  expect(mostCost()).toBeLessThan(0.2);
});

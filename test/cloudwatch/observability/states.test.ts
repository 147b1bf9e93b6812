/**
 * What dashboard, alarms and queries show for a function in each state. None calls an unseen function
 * healthy.
 * docs/observability.md has the same table.
 */
import { readFileSync } from "node:fs";
import { buildSync } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { evaluate } from "../../../cloudwatch/insights/evaluate.ts";
import { alarms } from "../../../cloudwatch/observability/alarms.ts";
import { drawDashboard, previewPage } from "../../../cloudwatch/observability/preview/preview.ts";
import { query as functions } from "../../../cloudwatch/observability/queries/functions.ts";
import { savedQueries } from "../../../cloudwatch/observability/queries/index.ts";
import { alarmState } from "../../../cloudwatch/preview/alarm-state.ts";
import type { Drawn } from "../../../cloudwatch/preview/drawn.ts";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { runFunction, type SandboxOptions } from "../../../sandbox/index.ts";
import { Folders, packageFiles, type Tree, withLayer } from "../../support/layer-run.ts";
import { handler, type NeverInvoked, neverInvoked } from "../../support/never-invoked.ts";
import { collect } from "../preview/lines.ts";

const folders = new Folders();
afterAll(() => folders.remove());

function bundle(): string {
  const source = folders.make({
    "index.js": "const a = require('a'); exports.handler = async () => a;",
    ...packageFiles("node_modules", "a"),
  });
  const options = { bundle: true, platform: "node", write: false, absWorkingDir: source } as const;
  const [file] = buildSync({ ...options, entryPoints: ["index.js"] }).outputFiles;
  // A file that is smaller holds no package, as far as Outcrop looks.
  return `${file?.text ?? ""}\n${"// what else was packed\n".repeat(100)}`;
}

const unobserved = { env: { AWS_LAMBDA_EXEC_WRAPPER: "" } };
const states: Readonly<Record<string, { task: Tree; options?: Partial<SandboxOptions> }>> = {
  ...Object.fromEntries(
    Object.entries<NeverInvoked>(neverInvoked).map(([way, made]) => [`fails in init: ${way}`, made]),
  ),
  "is a bundle": { task: { "index.js": bundle() } },
  "lacks the wrapper variable": { task: { "index.js": handler }, options: unobserved },
  "lacks the wrapper variable and fails in init": {
    task: { "index.js": "process.exit(7);" },
    options: unobserved,
  },
  "has OUTCROP_DISABLED=1": { task: { "index.js": handler }, options: { env: { OUTCROP_DISABLED: "1" } } },
  "is healthy": { task: { "index.js": handler } },
};

async function eventsOf(
  { task, options }: (typeof states)[string],
  settings: Readonly<Record<string, string>> = {},
): Promise<LogEvent[]> {
  const env = { ...options?.env, ...settings };
  const run = { ...withLayer({ task: folders.make(task), ...options, env }), functionName: "orders" };
  const { logs } = await runFunction({ ...run, events: [{}] });
  return logs.stream.map(({ timestamp, message }, at) => ({
    message,
    timestamp,
    logGroup: "/aws/lambda/orders",
    logStream: "2026/01/01/[$LATEST]0",
    eventId: null,
    file: "run",
    line: at + 1,
  }));
}

const asked = ["init-failures", "failures", "functions-unobserved", "coverage"];

/** The function's state in the dashboard's list, without its rank; none if it is not in the list. */
function listed(events: readonly LogEvent[]): string {
  const { fields, rows } = evaluate(functions.text, events);
  return rows.map((cells) => String(cells[fields.indexOf("worst_state")]).slice(2)).join(", ") || "none";
}

function row(state: string, events: readonly LogEvent[]): string {
  const drawn = drawDashboard(collect(...events));
  const raised = drawn
    .flatMap((each) => (each.kind === "alarms" ? each.alarms : []))
    .filter((each) => each.state === "ALARM")
    .map(({ alarm: { id } }) => alarms.find((alarm) => alarm.id === id)?.name ?? id);
  const answers = asked.flatMap((name) => {
    const text = savedQueries.find((query) => query.name === name)?.text ?? "";
    const { fields, rows } = evaluate(text, events);
    const coverage = rows.map((cells) => cells[fields.indexOf("coverage")]);
    if (rows.length === 0) return [];
    return name === "coverage" ? [`coverage: ${[...new Set(coverage)].join()}`] : [name];
  });
  const cells = [
    state,
    listed(events),
    raised.join(", ") || "none",
    sayGood(drawn) ? "good" : "unknown",
    answers.join(", ") || "none",
  ];
  return `| ${cells.join(" | ")} |`;
}

const sayGood = (drawn: readonly Drawn[]): boolean =>
  drawn.some((each) => each.kind === "empty" && each.empty.state === "good");

describe("a function that", () => {
  const page = readFileSync("docs/observability.md", "utf8");

  it.each(Object.entries(states))("%s is shown as docs/observability.md says", async (state, made) => {
    const events = await eventsOf(made);
    expect(page).toContain(row(state, events));
    const collected = collect(...events);
    const drawn = drawDashboard(collected);
    expect(sayGood(drawn)).toBe(state === "is healthy");
    expect(listed(events) === "healthy").toBe(state === "is healthy");
    expect(previewPage(drawn, collected, { title: "", notes: [] }).includes("saw in full.")).toBe(
      state === "is healthy",
    );
  });

  it.each(
    ["is a bundle", "lacks the wrapper variable", "is healthy"].flatMap((state) => [
      { state, OUTCROP_METRICS: "by-function", OUTCROP_EMIT: "each-minute" },
      { state, OUTCROP_METRICS: "sparse", OUTCROP_EMIT: "on-change" },
    ]),
  )("$state is shown likewise with $OUTCROP_METRICS and $OUTCROP_EMIT", async ({ state, ...settings }) => {
    const made = states[state];
    if (made === undefined) throw new Error(`no state ${state}`);
    const events = await eventsOf(made, settings);
    const drawn = drawDashboard(collect(...events));
    // By function a healthy one shows zeros; one that was not seen, or only in part, shows none.
    const zeros = drawn.filter(
      (each) =>
        each.kind === "metrics" &&
        /^Shadowing by function/.test(each.title ?? "") &&
        each.result.series.some(({ points }) => points.some(({ value }) => value === 0)),
    );
    expect(zeros.length > 0).toBe(state === "is healthy" && settings.OUTCROP_METRICS === "by-function");
    if (zeros.length === 0) expect(page).toContain(row(state, events));
  });

  it("is a bundle raises the alarm of those who watch bundles", async () => {
    const alarm = alarms.find(({ id }) => id === "BundledAlarm");
    const made = states["is a bundle"];
    const healthy = states["is healthy"];
    if (typeof alarm?.threshold !== "number" || made === undefined || healthy === undefined)
      throw new Error("no alarm, or no state");
    const watched = { ...alarm, threshold: alarm.threshold };
    expect(alarmState(watched, collect(...(await eventsOf(made)))).state).toBe("ALARM");
    expect(alarmState(watched, collect(...(await eventsOf(healthy)))).state).not.toBe("ALARM");
  });

  it("is in no other state on that page", () => {
    const [, table = ""] = /\n\| a function that \|[^\n]*\n\|[-|]+\n((?:\|[^\n]*\n)+)/.exec(page) ?? [];
    expect(
      table
        .trim()
        .split("\n")
        .map((line) => line.split(" | ")[0]?.slice(2)),
    ).toEqual(Object.keys(states));
  });
});

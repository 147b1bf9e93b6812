/**
 * `npm run what-if-truth`: how often `outcrop what-if` foretells that a layer's update breaks a function. The
 * function runs before the update with Outcrop attached, and what-if gets these logs and both layers; then it
 * runs after the update, which decides what is right.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { folderTree } from "../../../../check/lambda/folder-tree.ts";
import { runtimeOf } from "../../../../check/lambda/runtime.ts";
import { judgeFunction } from "../../../../check/what-if/judge-function.ts";
import { layersOf } from "../../../../check/what-if/layers.ts";
import { namesUsedIn } from "../../../../check/what-if/names-used.ts";
import type { Outcome, Verdict } from "../../../../check/what-if/verdict.ts";
import { capturedEvents } from "../../../../command/shared/capture.ts";
import { seenInLogs } from "../../../../command/what-if/seen-in-logs.ts";
import { buildIncident } from "../../../../incident/model/build.ts";
import { runFunction } from "../../../../sandbox/index.ts";
import { outcomeOf } from "../../../../sandbox/outcome.ts";
import { nodeBinary } from "../../../../sandbox/runtime/nodes.ts";
import { exportTo } from "../../../incident/captures/export.ts";
import { Recorder } from "../../../incident/captures/record.ts";
import { Roots } from "../../../incident/captures/roots.ts";
import { Folders } from "../../../support/layer-run.ts";
import type { World } from "../../../truth/world.ts";
import { kindsOfUpdates, type Update, updatesOf } from "./updates.ts";

interface Row {
  readonly name: string;
  readonly broke: boolean;
  readonly harmlessMajor: boolean;
  readonly byLogs: Outcome;
  readonly withCode: Outcome;
  readonly codes: readonly string[];
}

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "1-10" }, all: { type: "boolean" } },
});
const [first = 1, last = first] = values.seeds.split("-").map(Number);
const rows: Row[] = [];
const updates: Update[] = [];
for (let seed = first; seed <= last; seed++)
  for (const kind of kindsOfUpdates) updates.push(...(await updatesOf(seed, kind)));

/** Several at a time: a function that starts leaves the CPU alone for most of its time. */
async function work(): Promise<void> {
  for (let update = updates.shift(); update !== undefined; update = updates.shift()) {
    const row = await measured(update);
    if (row === null) continue;
    rows.push(row);
    const isAsExpected = isAlarm(row.byLogs) === row.broke || row.harmlessMajor;
    if (values.all === true || !isAsExpected)
      console.log(
        `${row.broke ? "broke  " : "healthy"} ${row.byLogs} / ${row.withCode} ${row.name} ${row.codes.join(" ")}`,
      );
  }
}

const share = (of: readonly Row[], isIt: (row: Row) => boolean): string => {
  const count = of.filter(isIt).length;
  return `${count} of ${of.length} (${of.length === 0 ? "-" : ((100 * count) / of.length).toFixed(1)}%)`;
};
await Promise.all(Array.from({ length: availableParallelism() }, work));
const broke = rows.filter((row) => row.broke);
const healthy = rows.filter((row) => !row.broke && !row.harmlessMajor);
const majors = rows.filter((row) => !row.broke && row.harmlessMajor);
console.log(`updates that broke, foretold: by logs ${share(broke, ({ byLogs }) => isAlarm(byLogs))}`);
console.log(`  with the code ${share(broke, ({ withCode }) => isAlarm(withCode))}`);
console.log(`  as certain to break: by logs ${share(broke, ({ byLogs }) => byLogs === "breaks")}`);
console.log(`  with the code ${share(broke, ({ withCode }) => withCode === "breaks")}`);
console.log(`healthy updates with an alarm: by logs ${share(healthy, ({ byLogs }) => isAlarm(byLogs))}`);
console.log(`  with the code ${share(healthy, ({ withCode }) => isAlarm(withCode))}`);
console.log(`major steps that keep everything, at risk: ${share(majors, ({ byLogs }) => byLogs === "risk")}`);
console.log(`  said to break: ${share(majors, ({ byLogs }) => byLogs === "breaks")}`);

function isAlarm(outcome: Outcome): boolean {
  return outcome === "breaks" || outcome === "risk";
}

/** Null where the function fails before the update, so that nothing can be said about it. */
async function measured(update: Update): Promise<Row | null> {
  const { before, after, events, layer, name, harmlessMajor } = update;
  const start = await failures(before, events);
  if (start.some(Boolean)) return null;
  const broke = (await failures(after, events)).some(Boolean);
  const folders = new Folders();
  const roots = new Roots();
  const logs = mkdtempSync(join(tmpdir(), "outcrop-what-if-truth-"));
  try {
    const { task, layers, env, nodeLine, timeoutMs, logFormat } = before;
    const streams = await new Recorder(roots).record({
      name: "what-if",
      happened: "",
      kind: "incident",
      cause: null,
      shape: { as: "filter-log-events" },
      deployments: [
        {
          functionName: "orders",
          functionVersion: "1",
          runtimeVersion: `nodejs:${nodeLine}.v18`,
          hoursAgo: 1,
          nodeLine,
          environments: 1,
          events,
          task: { files: task },
          layers: layers.map((files) => ({ files })),
          options: { env, timeoutMs, logFormat, memoryMb: 512 },
        },
      ],
    } as Parameters<Recorder["record"]>[0]);
    exportTo(logs, streams, { as: "filter-log-events" });
    const onProblem = (): void => {};
    const incident = await buildIncident(
      capturedEvents([logs], { onProblem, signal: new AbortController().signal }),
      { onProblem },
    );
    const [seen] = seenInLogs(incident);
    if (seen === undefined) {
      console.log(`left out: the logs show no function: ${name}`);
      return null;
    }
    const runtimes = ["nodejs22.x", "nodejs24.x"].flatMap((each) => runtimeOf(each) ?? []);
    const tree = (files: World["task"]) => folderTree(folders.make(files));
    const replaced = { tree: tree(layers[layer] ?? {}), label: null };
    const given = layersOf(tree(after.layers[layer] ?? {}), replaced, runtimes, onProblem);
    const byLogs = judgeFunction(seen, given, null);
    const withCode: Verdict = judgeFunction(seen, given, namesUsedIn(tree(task)));
    return {
      name,
      broke,
      harmlessMajor,
      byLogs: byLogs.outcome,
      withCode: withCode.outcome,
      codes: withCode.reasons.map(({ code, package: of }) => `${code}:${of}`),
    };
  } finally {
    folders.remove();
    roots.remove();
    rmSync(logs, { recursive: true, force: true });
  }
}

/** Of each event, whether it fails. Outcrop is not attached. */
async function failures(world: World, events: readonly unknown[]): Promise<readonly boolean[]> {
  const folders = new Folders();
  try {
    const { responses } = await runFunction({
      task: folders.make(world.task),
      layers: world.layers.map((tree) => folders.make(tree)),
      env: world.env,
      node: nodeBinary(world.nodeLine),
      timeoutMs: 3 * world.timeoutMs,
      logFormat: world.logFormat,
      memoryMb: 512,
      events,
    });
    return events.map((_, index) => {
      const response = responses[index];
      return response === undefined || outcomeOf(response).kind !== "succeeds";
    });
  } finally {
    folders.remove();
  }
}

/**
 * `npm run truth`: how often `outcrop incident` is right, on incidents made up from seeds, whose causes are
 * known by replay. Look at seeds 1 to 500 while you tune the product. Seeds from 10001 on are
 * kept for the final report: do not look at them one by one.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { captures } from "../incident/captures/captures.ts";
import { captureRows } from "./captures.ts";
import { type KindName, kinds } from "./kinds/kinds.ts";
import { studySeeds } from "./seeds.ts";
import { showSeed } from "./show.ts";
import { type Row, summaryOf } from "./summary.ts";
import { told } from "./tables.ts";
import { brokenPromises } from "./thresholds.ts";

const help = `npm run truth -- [--seeds 1-100] [--jobs N] [--kind KIND] [--json] [--check]
npm run truth -- --captures [--json] [--check]
npm run truth -- --show SEED [--kind KIND]

  --seeds 1-500   the seeds, both ends included. Default: 1-100. Seeds 1 to 500 are for tuning, seeds
                  from 10001 on for the final report
  --jobs N        how many at once. Default: one for each CPU
  --kind KIND     make this kind of every seed: ${Object.keys(kinds).join(", ")}
  --check         ends with code 1 where a promise of thresholds.ts is broken
  --captures      the captures of incidents instead of seeds
  --json          rows and summary as JSON
  --show SEED     writes the function, its layers, the logs, the report and the label to dist/truth/SEED
`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1-100" },
    jobs: { type: "string", default: String(availableParallelism()) },
    kind: { type: "string" },
    check: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    captures: { type: "boolean", default: false },
    show: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(help);
else if (values.show !== undefined) console.log(await showSeed(whole(values.show), kindOf(values.kind)));
else await run();

async function run(): Promise<void> {
  const started = performance.now();
  const { rows, count } = values.captures ? await captured() : await made();
  const summary = summaryOf(rows);
  console.log(values.json ? JSON.stringify({ summary, rows }, null, 2) : told(summary, rows));
  const seconds = (performance.now() - started) / 1_000;
  process.stderr.write(`${seconds.toFixed(0)} s, ${(seconds / count).toFixed(2)} s each\n`);
  const broken = values.check ? brokenPromises(summary) : [];
  for (const sentence of broken) process.stderr.write(`${sentence}\n`);
  if (broken.length > 0) process.exitCode = 1;
}

interface Rows {
  readonly rows: readonly Row[];
  readonly count: number;
}

async function captured(): Promise<Rows> {
  const rows = await captureRows(progressOf(captures.length));
  return { rows, count: rows.length };
}

async function made(): Promise<Rows> {
  const [first = "", last = first] = (/^(\d+)(?:-(\d+))?$/.exec(values.seeds) ?? fail("--seeds")).slice(1);
  const seeds = { first: whole(first), last: whole(last) };
  const count = seeds.last - seeds.first + 1;
  const onRow = progressOf(count);
  const rows = await studySeeds({ ...seeds, jobs: whole(values.jobs), kind: kindOf(values.kind), onRow });
  return { rows, count };
}

function progressOf(count: number): (done: number) => void {
  return (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${count}${done === count ? "\n" : ""}`);
  };
}

function kindOf(name: string | undefined): KindName | undefined {
  if (name === undefined || Object.hasOwn(kinds, name)) return name as KindName | undefined;
  return fail("--kind");
}

function whole(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : fail(`the number ${text}`);
}

function fail(what: string): never {
  throw new Error(`bad ${what}\n${help}`);
}

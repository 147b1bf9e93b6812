/**
 * `npm run truth`: how often `outcrop incident` is right, on incidents made up from seeds, whose causes are known
 * by replay. Seeds 1 to 500 are there to be looked at while the product is tuned. Seeds from 10001 on are kept
 * for the final report: do not look at them one by one.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { type KindName, kinds } from "./kinds/kinds.ts";
import { showSeed } from "./show.ts";
import { study } from "./study.ts";
import { type Row, rowOf, summaryOf } from "./summary.ts";
import { told } from "./tables.ts";

const help = `npm run truth -- [--seeds 1-100] [--jobs N] [--kind KIND] [--json]
npm run truth -- --show SEED [--kind KIND]

  --seeds 1-500   the seeds, both ends included. Default: 1-100. Seeds 1 to 500 are for tuning, seeds
                  from 10001 on for the final report
  --jobs N        how many at once. Default: one for each CPU
  --kind KIND     make this kind of every seed: ${Object.keys(kinds).join(", ")}
  --json          rows and summary as JSON
  --show SEED     writes the function, its layers, the logs, the report and the label to dist/truth/SEED
`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1-100" },
    jobs: { type: "string", default: String(availableParallelism()) },
    kind: { type: "string" },
    json: { type: "boolean", default: false },
    show: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(help);
else if (values.show !== undefined) console.log(await showSeed(whole(values.show), kindOf(values.kind)));
else await run();

async function run(): Promise<void> {
  const started = performance.now();
  const [first, last] = (/^(\d+)(?:-(\d+))?$/.exec(values.seeds) ?? fail("--seeds")).slice(1);
  const seeds = Array.from(
    { length: whole(last ?? first ?? "") - whole(first ?? "") + 1 },
    (_, index) => whole(first ?? "") + index,
  );
  const kind = kindOf(values.kind);
  const rows: Row[] = [];
  const waiting = [...seeds];
  const worker = async (): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      rows.push(rowOf(await study(seed, kind)));
      if (process.stderr.isTTY) process.stderr.write(`\r${rows.length} of ${seeds.length}`);
    }
  };
  await Promise.all(Array.from({ length: whole(values.jobs) }, worker));
  if (process.stderr.isTTY) process.stderr.write("\r");
  rows.sort((left, right) => left.seed - right.seed);
  const summary = summaryOf(rows);
  if (values.json) console.log(JSON.stringify({ summary, rows }, null, 2));
  else console.log(told(summary, rows));
  const seconds = (performance.now() - started) / 1_000;
  process.stderr.write(`${seconds.toFixed(0)} s, ${(seconds / seeds.length).toFixed(2)} s a seed\n`);
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

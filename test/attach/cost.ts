/** docs/generated/cost.md: what Outcrop costs, worked out from the benchmarks and list prices. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { logTable, metricTable, traffic } from "./fleet-cost.ts";
import { listPrices } from "./list-prices.ts";
import { recordedCosts } from "./recorded-costs.ts";

export const benchmarksPath = resolve("docs/generated/benchmarks.md");

const prices = { ...listPrices, metricMonth: listPrices.metricTiers[0].each };

/** A row of a table of benchmarks.md: its median. @throws Error if there is not one */
export function median(benchmarks: string, section: string, arm: string, measure: string): number {
  const start = benchmarks.indexOf(`\n## ${section}\n`);
  const end = benchmarks.indexOf("\n## ", start + 1);
  const text = start === -1 ? "" : benchmarks.slice(start, end === -1 ? undefined : end);
  const cells = text.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const value = Number(cells.find(([, first, second]) => first === arm && second === measure)?.[6]);
  if (!Number.isFinite(value))
    throw new Error(`docs/generated/benchmarks.md has no median of "${measure}" for "${arm}" in ${section}`);
  return value;
}

const million = 1_000_000;
const memoryGigabytes = 0.5;

/** Three figures are more than the measurements are good for. */
function dollars(amount: number): string {
  if (amount >= 100) return `$${amount.toFixed(0)}`;
  return `$${amount >= 0.095 || amount === 0 ? amount.toFixed(2) : Number(amount.toPrecision(2))}`;
}

const whole = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 0 });

/** Dollars for a million of something that writes so many bytes. */
export const ingested = (bytes: number): number => ((bytes * million) / 1e9) * prices.ingestionPerGigabyte;

/** Dollars for so many milliseconds in each of a million, at 512 MB. */
const computed = (ms: number): number => ((ms * million) / 1000) * memoryGigabytes * prices.gigabyteSecond;

export function costPage(benchmarks = readFileSync(benchmarksPath, "utf8")): string {
  const costs = recordedCosts();
  const logRows = Object.entries(costs.detail).map(([detail, { warm, coldStart }]) => {
    const mixed = warm + coldStart / 100;
    return (
      `| \`${detail}\` | ${whole(warm)} | ${dollars(ingested(warm))} | ${whole(coldStart)} | ` +
      `${dollars(ingested(coldStart))} | ${dollars(ingested(mixed))} |`
    );
  });
  const { warm, coldStart: cold } = costs.detail.inventory;
  const warmMs = median(benchmarks, "invoke/24", "Outcrop, nothing new", "median of next to next");
  const coldMs = (measure: string): number =>
    median(benchmarks, "cold-start/512/real/24", "Outcrop", measure) -
    median(benchmarks, "cold-start/512/real/24", "without a layer", measure);
  const answerMs = coldMs("first answer");
  const endMs = coldMs("first invoke's end");
  const logs = ingested(warm + cold / 100);
  const compute = computed(warmMs + endMs / 100);
  const megabytes = whole((warm * million) / 1e6);
  const storage = dollars(((warm * million) / 1e9) * prices.storagePerGigabyteMonth);

  return `# What it costs

Written by \`npm run generate\`; a test fails when it is stale. Bytes and metrics are those of a run in the local
Lambda on ${costs.measured} (Node 24), and times are from [benchmarks.md](benchmarks.md). The prices are those of
us-east-1 as of ${listPrices.asOf} (${listPrices.sources.map((page, at) => `[${at + 1}](${page})`).join(", ")}).
Look them up for your region and your contract before you make a budget.

| price | |
| --- | --: |
| log ingestion, Standard class, first tier, for 10^9 bytes | ${dollars(prices.ingestionPerGigabyte)} |
| log storage, for 10^9 bytes and month | $${prices.storagePerGigabyteMonth} |
| custom metric, first 10,000, for a month with data in every hour | ${dollars(prices.metricMonth)} |
| Lambda, x86_64, for a GB-second | $${prices.gigabyteSecond} |

## In short

A million invocations, one in a hundred of them a cold start, of a function of 120 packages with 512 MB:

| | arithmetic | |
| --- | --- | --: |
| log | (${whole(warm)} + ${whole(cold)} / 100) bytes x 10^6 / 10^9 \
x ${dollars(prices.ingestionPerGigabyte)} | ${dollars(logs)} |
| time | (${warmMs} + ${whole(endMs)} / 100) ms x 10^6 / 1,000 x ${memoryGigabytes} GB \
x $${prices.gigabyteSecond} | ${dollars(compute)} |
| **a million invocations** | | **${dollars(logs + compute)}** |

The metrics of a healthy function add nothing: they are those of the whole fleet.

## A fleet, a month

Metrics, if every function is invoked in every hour:

${metricTable(costs)}

Logs of ${whole(traffic.functions)} functions with ${whole(traffic.invocations)} invocations each, one in \
${traffic.ofColdStart} of them a cold start, and one
every ${traffic.secondsBetween} seconds as long as an environment lives:

${logTable(costs)}

*Before* is the version whose metrics had the function as a dimension, zero or not, and whose warm lines had all
keys. It was measured with the same function, of ${costs.packages} packages of ${costs.modules} modules. A look at the
dashboard is in [observability.md](../observability.md#prices).

## Log

Bytes by \`OUTCROP_DETAIL\`, with \`OUTCROP_EMIT=each-invoke\`, of a function of 120 packages of 5 modules
without findings. Each finding is one more line (about 1.2 KB) in each environment. A cold start includes its
environment's last line. The last column has one cold start in a hundred.

| \`OUTCROP_DETAIL\` | bytes, warm | a million | bytes, cold start | a million | a million, mixed |
| --- | --: | --: | --: | --: | --: |
${logRows.join("\n")}

With \`OUTCROP_EMIT=each-minute\` and \`on-change\` uneventful invocations share a line of \
${whole(costs.shared.warm)} bytes. Storage of a million warm invocations is ${megabytes} MB \
x $${prices.storagePerGigabyteMonth} / 1,000 = ${storage} a month. The real cost
is lower, because CloudWatch compresses it.

## Metrics

Each metric and dimension set is paid for in each hour in which it has a value: ${dollars(prices.metricMonth)} for a month of
such hours, and less beyond 10,000 metrics. In a healthy fleet there are ${costs.healthy.length}: \
${costs.healthy.map((metric) => `\`${metric}\``).join(", ")}.
A function with a shadowed package adds \
${costs.colliding
  .filter((metric) => !costs.healthy.includes(metric))
  .map((metric) => `\`${metric}\``)
  .join(", ")}:
those with \`[function_name]\` for each such function, those with \`[]\` once. A function that Outcrop does not see,
or a bundle, adds \`CoverageNone\` or \`CoverageBundled\` in the same way, a bundle only in hours with a cold start.
\`OUTCROP_METRICS=by-function\` costs 3 x ${dollars(prices.metricMonth)} for each function.

## Time

Measured in the sandbox at the CPU that 512 MB have, with about 600 modules. On a warm invocation the
environment is ready ${warmMs} ms later (median); the caller has its answer before. A cold start answers
${whole(answerMs)} ms later, and the first invocation ends ${whole(endMs)} ms later, because Outcrop then
analyses what was loaded. Both are billed.

| | arithmetic | a million |
| --- | --- | --: |
| warm | ${warmMs} ms x 10^6 / 1,000 x ${memoryGigabytes} GB \
x $${prices.gigabyteSecond} | ${dollars(computed(warmMs))} |
| cold start | ${whole(endMs)} ms x 10^6 / 1,000 x ${memoryGigabytes} GB \
x $${prices.gigabyteSecond} | ${dollars(computed(endMs))} |

Lambda bills whole milliseconds, so a part of a millisecond costs nothing or one millisecond; on average it
costs what it is. On Managed Instances you pay for the instance, not for the invocation: Outcrop costs log and
metrics there.

## To pay less

- \`OUTCROP_DETAIL=findings\`: no line for each copy. Findings, metrics and failures stay.
- \`OUTCROP_EMIT=each-minute\` or \`on-change\`: invocations without news share a line. No alarm changes its truth.
- Attach to one stage, or to the functions that have layers.
- A shorter retention of the log group. Do not use the Infrequent Access class: it has no metrics.
`;
}

/** docs/generated/cost.md: what Outcrop costs, worked out from the benchmarks and list prices. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

export const benchmarksPath = resolve("docs/generated/benchmarks.md");

/**
 * List prices of us-east-1 in US dollars, to be checked against AWS's pages before a budget is made of them.
 */
export const prices = {
  /** CloudWatch Logs, Standard class, for 10^9 bytes taken in; the first tier. */
  ingestionPerGigabyte: 0.5,
  /** For 10^9 bytes a month, as CloudWatch compresses them; reckoned here as if it did not. */
  storagePerGigabyteMonth: 0.03,
  /** A custom metric and month, the first 10,000; in proportion to the hours it has data in. */
  metricMonth: 0.3,
  /** Lambda, x86_64, a GB-second. arm64 costs a fifth less. */
  gigabyteSecond: 0.0000166667,
} as const;

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
  const bytes = (arm: string, measure: string): number => median(benchmarks, "log-bytes/24", arm, measure);
  const logRows = ["packages", "findings", "modules"].map((detail) => {
    const cold = bytes(`${detail}, each-invoke`, "cold start") + bytes(`${detail}, each-invoke`, "shutdown");
    const warm = bytes(`${detail}, each-invoke`, "warm invoke");
    const mixed = warm + cold / 100;
    return (
      `| \`${detail}\` | ${whole(warm)} | ${dollars(ingested(warm))} | ${whole(cold)} | ` +
      `${dollars(ingested(cold))} | ${dollars(ingested(mixed))} |`
    );
  });
  const warm = bytes("packages, each-invoke", "warm invoke");
  const cold = bytes("packages, each-invoke", "cold start");
  const end = bytes("packages, each-invoke", "shutdown");
  const warmMs = median(benchmarks, "invoke/24", "Outcrop, nothing new", "median of next to next");
  const coldMs = (measure: string): number =>
    median(benchmarks, "cold-start/512/real/24", "Outcrop", measure) -
    median(benchmarks, "cold-start/512/real/24", "without a layer", measure);
  const answerMs = coldMs("first answer");
  const endMs = coldMs("first invoke's end");
  const logs = ingested(warm + (cold + end) / 100);
  const compute = computed(warmMs + endMs / 100);
  const megabytes = whole((warm * million) / 1e6);
  const storage = dollars(((warm * million) / 1e9) * prices.storagePerGigabyteMonth);
  const perFunction = 3 * prices.metricMonth;

  return `# What it costs

Written by \`npm run generate\` from [benchmarks.md](benchmarks.md) (Node 24) and list prices; a
test fails when it is stale. The prices are those of us-east-1. Look them up for your region and your contract
before you make a budget. Dollars are rounded.

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
| log | (${whole(warm)} + (${whole(cold)} + ${whole(end)}) / 100) bytes x 10^6 / 10^9 \
x ${dollars(prices.ingestionPerGigabyte)} | ${dollars(logs)} |
| time | (${warmMs} + ${whole(endMs)} / 100) ms x 10^6 / 1,000 x ${memoryGigabytes} GB \
x $${prices.gigabyteSecond} | ${dollars(compute)} |
| **a million invocations** | | **${dollars(logs + compute)}** |

Added to this, whatever the number of invocations, are about ${dollars(perFunction)} a month for the metrics
of a function that is invoked in every hour.

## Log

Bytes by \`OUTCROP_DETAIL\`, with \`OUTCROP_EMIT=each-invoke\`, of a function of 120 packages of 5 modules
without findings. Each finding is one more line (about 1.2 KB) in each environment. A cold start includes its
environment's last line. The last column has one cold start in a hundred.

| \`OUTCROP_DETAIL\` | bytes, warm | a million | bytes, cold start | a million | a million, mixed |
| --- | --: | --: | --: | --: | --: |
${logRows.join("\n")}

With \`OUTCROP_EMIT=on-change\` a warm invocation writes nothing: only cold starts, failures and changes are
left. Storage of a million warm invocations is ${megabytes} MB \
x $${prices.storagePerGigabyteMonth} / 1,000 = ${storage} a month. The real cost
is lower, because CloudWatch compresses it.

## Metrics

Each metric name and function is one custom metric, and each name is one more over all functions. A healthy
function always has \`Shadowing\`, \`Architecture\` and \`OverheadMs\`: 3 x ${dollars(prices.metricMonth)} =
${dollars(perFunction)} a month if it is invoked in every hour, and in proportion if not. \`ModulesLoaded\`
and \`LayerModulesLoaded\` come with cold starts. Each kind of finding that a function has is one more. A
hundred functions: 100 x ${dollars(perFunction)} + ${dollars(perFunction)} = ${dollars(101 * perFunction)} a
month. For many small functions this is the largest part.

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
- \`OUTCROP_EMIT=on-change\`: no line for an invocation without news. Metrics are then sparse too: "no data"
  no longer means "does not report".
- Attach to one stage, or to the functions that have layers.
- A shorter retention of the log group. Do not use the Infrequent Access class: it has no metrics.
`;
}

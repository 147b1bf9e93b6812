/**
 * What a fleet costs a month: the arithmetic over what a run in the sandbox wrote, and what the same cost
 * before the metrics were sparse and warm lines short.
 */
import { listPrices } from "./list-prices.ts";
import type { RecordedCosts, WrittenBytes } from "./recorded-costs.ts";

/**
 * Before: the same function in the sandbox at commit f95ef70a, docs/generated/benchmarks.md of 2026-11
 * (log-bytes/24), and the metrics that its lines declared with the sets [function_name] and [].
 */
export const before: Pick<RecordedCosts, "healthy" | "colliding"> & { readonly bytes: WrittenBytes } = {
  bytes: { coldStart: 49_376, warm: 651, lines: 20 },
  healthy: bothSets("Shadowing", "Architecture", "OverheadMs"),
  colliding: bothSets("Shadowing", "ShadowedPackage", "Architecture", "OverheadMs"),
};

function bothSets(...names: readonly string[]): string[] {
  return names.flatMap((name) => [`${name} of [function_name]`, `${name} of []`]);
}

/** Dollars a month for so many metrics that have data in every hour. */
export function metricDollars(metrics: number): number {
  let left = metrics;
  let dollars = 0;
  for (const { upTo, each } of listPrices.metricTiers) {
    const count = Math.min(left, upTo);
    dollars += count * each;
    left -= count;
  }
  return dollars;
}

/** How many metrics a fleet has in an hour in which every function is invoked. */
export function metricsOfFleet(
  { healthy, colliding }: Pick<RecordedCosts, "healthy" | "colliding">,
  functions: number,
  share: number,
): number {
  const own = (metrics: readonly string[]): number =>
    metrics.filter((metric) => metric.endsWith("[function_name]")).length;
  const fleet = new Set(
    [...healthy, ...(share > 0 ? colliding : [])].filter((metric) => metric.endsWith("[]")),
  );
  const collide = Math.round(functions * share);
  return fleet.size + (functions - collide) * own(healthy) + collide * own(colliding);
}

/** One cold start in a hundred, and an invocation every five seconds as long as the environment lives. */
export const traffic = { functions: 1_000, invocations: 1_000_000, ofColdStart: 100, secondsBetween: 5 };

/** Dollars a month for the logs of the whole fleet. @param everySeconds how often one line is for all; 0 never */
export function logDollars(bytes: WrittenBytes, shared: WrittenBytes, everySeconds: number): number {
  const { functions, invocations, ofColdStart, secondsBetween } = traffic;
  const environments = (functions * invocations) / ofColdStart;
  const warm = ofColdStart - 1;
  const lines = Math.ceil((warm * secondsBetween) / Math.max(everySeconds, secondsBetween));
  const ofWarm = everySeconds === 0 ? warm * bytes.warm : lines * shared.warm;
  return ((environments * (bytes.coldStart + ofWarm)) / 1e9) * listPrices.ingestionPerGigabyte;
}

const usd = (amount: number): string =>
  amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = (amount: number): string => amount.toLocaleString("en-US", { maximumFractionDigits: 0 });

const shares = [
  ["healthy", 0],
  ["10 % of them with a shadowed package", 0.1],
] as const;

export function metricTable(now: RecordedCosts): string {
  const rows = [100, 1_000, 10_000].flatMap((functions) =>
    shares.map(([what, share]) => {
      const [old, sparse] = [before, now].map((fleet) =>
        metricDollars(metricsOfFleet(fleet, functions, share)),
      );
      const each = ((sparse ?? 0) / functions).toFixed(4);
      return `| ${whole(functions)}, ${what} | ${usd(old ?? 0)} | ${usd(sparse ?? 0)} | ${each} |`;
    }),
  );
  return ["| functions | before | now | now, each function |", "| --- | --: | --: | --: |", ...rows].join(
    "\n",
  );
}

export function logTable({ detail, shared }: RecordedCosts): string {
  const { inventory, findings } = detail;
  const cold = shared.coldStart;
  const rows: readonly (readonly [string, WrittenBytes, number])[] = [
    ["before, `each-invoke`", before.bytes, 0],
    ["`each-invoke` (default)", inventory, 0],
    ["`each-minute`", { ...inventory, coldStart: cold }, 60],
    ["`on-change`", { ...inventory, coldStart: cold }, 300],
    ["`each-invoke`, `OUTCROP_DETAIL=findings`", findings, 0],
    ["`each-minute`, `OUTCROP_DETAIL=findings`", findings, 60],
  ];
  return [
    "| `OUTCROP_EMIT` | bytes, cold start | bytes, warm line | USD a month |",
    "| --- | --: | --: | --: |",
    ...rows.map(([what, bytes, every]) => {
      const warm = every === 0 ? bytes.warm : shared.warm;
      const dollars = usd(logDollars(bytes, shared, every));
      return `| ${what} | ${whole(bytes.coldStart)} | ${whole(warm)} | ${dollars} |`;
    }),
  ].join("\n");
}

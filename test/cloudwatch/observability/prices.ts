/**
 * What each part costs a month, for fleets of three sizes: the arithmetic behind the prices in
 * docs/observability.md and in the parameters. Prices: list prices of us-east-1 (Amazon CloudWatch Pricing),
 * without the free tier. Verify them for your region.
 */
export const listPrices = {
  dashboard: 3,
  /** Each metric that an alarm looks at; for a Metrics Insights query each metric it matches. */
  alarmMetric: 0.1,
  insightRule: 0.5,
  millionInsightEvents: 0.02,
  scannedGigabyte: 0.005,
  customMetric: 0.3,
} as const;

/** Each scans the three hours that are shown, whenever the dashboard is looked at. */
export const logWidgets = 3;

/** The part of a day that the dashboard opens with. */
const shownDays = 3 / 24;

export const fleetSizes = [10, 100, 1000] as const;

export interface PriceRow {
  readonly what: string;
  /** In words, for N functions. */
  readonly arithmetic: string;
  /** USD a month. */
  readonly cost: (functions: number) => number;
}

/**
 * Assumptions: one function in ten has findings of severity error, one in ten an unresolved module, none
 * fails in init or is not seen; 1,000 cold starts a month, 3 findings in each.
 */
export const priceRows: readonly PriceRow[] = [
  { what: "`Dashboard=on`", arithmetic: "3.00, before it is looked at", cost: () => listPrices.dashboard },
  {
    what: "one look at the dashboard",
    arithmetic: `${logWidgets} log widgets x 3 of 24 hours x N x 0.1 GB a day x 0.005`,
    cost: (functions) => logWidgets * shownDays * functions * 0.1 * listPrices.scannedGigabyte,
  },
  { what: "`Alarms=fleet`", arithmetic: "5 metrics x 0.10", cost: () => 5 * listPrices.alarmMetric },
  {
    what: "`Alarms=function`",
    arithmetic: "(N/10 + N/10) x 0.10",
    cost: (functions) => functions * 0.2 * listPrices.alarmMetric,
  },
  {
    what: "`SilenceBelowPercent` above 0",
    arithmetic: "3 metrics x 0.10",
    cost: () => 3 * listPrices.alarmMetric,
  },
  {
    what: "`WatchBundled=on`",
    arithmetic: "1 metric x 0.10",
    cost: () => listPrices.alarmMetric,
  },
  {
    what: "silence.yaml for every function",
    arithmetic: "2 metrics x N x 0.10",
    cost: (functions) => 2 * functions * listPrices.alarmMetric,
  },
  {
    what: "`ContributorInsights=on`",
    arithmetic: "2 x 0.50 + 2 x N x 1,000 x 3 events x 0.02 a million",
    cost: (functions) =>
      2 * listPrices.insightRule + ((2 * functions * 3000) / 1e6) * listPrices.millionInsightEvents,
  },
  { what: "saved queries", arithmetic: "nothing, until one is run: 0.005 a GB", cost: () => 0 },
  {
    what: "Outcrop's metrics, healthy fleet",
    arithmetic: "3 metrics x 0.30",
    cost: () => 3 * listPrices.customMetric,
  },
  {
    what: "the same with `OUTCROP_METRICS=by-function`",
    arithmetic: "3 metrics x (N + 1) x 0.30",
    cost: (functions) => 3 * (functions + 1) * listPrices.customMetric,
  },
];

/** The table in docs/observability.md. */
export const priceTable = (): string =>
  [
    `| what | arithmetic | ${fleetSizes.map((size) => size.toLocaleString("en")).join(" | ")} functions |`,
    `|---|---|${fleetSizes.map(() => "---|").join("")}`,
    ...priceRows.map(
      ({ what, arithmetic, cost }) =>
        `| ${what} | ${arithmetic} | ${fleetSizes.map((size) => cost(size).toFixed(2)).join(" | ")} |`,
    ),
  ].join("\n");

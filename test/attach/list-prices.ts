/**
 * List prices of us-east-1 in US dollars. The prices of metrics and of log ingestion are those of a guide of
 * February 2026; the others are older. Check them against AWS's pages before you make a budget.
 */
export const listPrices = {
  asOf: "February 2026",
  sources: [
    "https://aws.amazon.com/cloudwatch/pricing/",
    "https://aws.amazon.com/lambda/pricing/",
    "https://signoz.io/guides/cloudwatch-pricing",
  ],
  /** CloudWatch Logs, Standard class, for 10^9 bytes taken in; the first tier. */
  ingestionPerGigabyte: 0.5,
  /** For 10^9 bytes a month, as CloudWatch compresses them; reckoned here as if it did not. */
  storagePerGigabyteMonth: 0.03,
  /** Custom metrics with data in every hour of a month; in proportion to the hours, if fewer. */
  metricTiers: [
    { upTo: 10_000, each: 0.3 },
    { upTo: 240_000, each: 0.1 },
    { upTo: 750_000, each: 0.05 },
    { upTo: Number.POSITIVE_INFINITY, each: 0.02 },
  ],
  /** Lambda, x86_64, a GB-second. arm64 costs a fifth less. */
  gigabyteSecond: 0.0000166667,
} as const;

/** What a run would make, before it makes anything. */
import { alarms } from "../../cloudwatch/observability/alarms.ts";
import { savedQueries } from "../../cloudwatch/observability/queries/index.ts";
import { everyAlarm, templates } from "./ask.ts";
import { claims } from "./claims.ts";
import { formats, prefix, rolePath } from "./names.ts";
import { invocations } from "./observe.ts";
import type { VerifyOptions } from "./options.ts";

/**
 * USD, list prices of us-east-1 without the free tier: an alarm on one metric and a custom metric for a
 * month, the dashboard for a month, 1 GB of logs in and scanned, a GB-second of a function (AWS's pricing
 * pages of CloudWatch and Lambda).
 */
const prices = {
  alarm: 0.1,
  metric: 0.3,
  dashboard: 3,
  logs: 0.5,
  scanned: 0.005,
  gigabyteSecond: 0.0000167,
};

/** CloudWatch charges alarms, metrics and dashboards by the hour; a run touches at most two of them. */
const hours = 2 / 730;
/** Far above what a run was seen to use in the local Lambda. */
const most = { metricsOfFunction: 30, logGigabytes: 0.01, secondsOfInvocation: 10 };

/** An upper bound for one run, USD. */
export function mostCost(): number {
  const byHour =
    everyAlarm("one").length * 2 * prices.alarm +
    formats.length * most.metricsOfFunction * prices.metric +
    2 * prices.dashboard;
  const seconds = formats.length * invocations * most.secondsOfInvocation;
  const logs = most.logGigabytes * (prices.logs + prices.scanned * (savedQueries.length + 2));
  return byHour * hours + logs + seconds * 0.125 * prices.gigabyteSecond;
}

/** An alarm by GROUP BY is charged for each metric that it looks at: USD for this many functions. */
function costOfOthers(functions: number): number {
  const queries = everyAlarm("one")
    .flatMap(({ metrics }) => metrics)
    .filter(({ Expression }) => Expression?.startsWith("SELECT"));
  return queries.length * functions * prices.alarm * hours;
}

export function planText({ role, layer, runtime, architecture, region, waitMs }: VerifyOptions): string {
  const made = [
    ...(role === null
      ? [`1 IAM role with the path ${rolePath}, which may write to the log groups below`]
      : []),
    ...(layer === null ? ["1 layer version with Outcrop"] : []),
    "1 layer version with a probe",
    `${formats.length} functions (${runtime}, ${architecture}, 128 MB), each invoked ${invocations} times`,
    `${formats.length} log groups that keep events for a day`,
    `${everyAlarm("one").length} alarms without actions: each of the ${alarms.length} in its forms, and one of silence.yaml`,
    "2 dashboards",
  ];
  const asked = `${savedQueries.length + 2} queries of Logs Insights, and for ${templates.length} templates to be validated`;
  const minutes = Math.ceil((2 * waitMs) / 60_000);
  return [
    "A plan: nothing was called. Add --execute to do it.",
    "",
    `In the account of your credentials${region === undefined ? "" : `, in ${region}`}, it would make and then remove:`,
    ...made.map((line) => `  - ${line}`),
    "",
    `Every name starts with ${prefix} and the run's id, and what can have tags has one. It would ask for`,
    `${asked}. It waits at most ${minutes} minutes for logs and metrics.`,
    `It costs at most ${mostCost().toFixed(2)} USD, and ${costOfOthers(100).toFixed(2)} USD more for each 100 functions that have Outcrop already.`,
    "The metrics cannot be deleted; CloudWatch forgets them after 15 months and charges nothing for them.",
    "docs/organization/policies/verify.json has the permissions that it needs.",
    "",
    "It checks:",
    ...claims.map(({ claim }) => `  - ${claim}`),
    "",
  ].join("\n");
}

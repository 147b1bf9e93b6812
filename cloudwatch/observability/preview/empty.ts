/**
 * An empty widget says what it would show, and whether it is good that it is empty. It is good only where
 * Outcrop saw what was loaded: nothing was counted of what nothing observed, and of an init that failed, only
 * what was loaded until then.
 */

import type { Collection, Sight } from "../../preview/collect.ts";
import type { Content } from "../../preview/dashboard-body.ts";
import type { Empty } from "../../preview/drawn.ts";
import { gauges, type OwnMetric } from "../dashboard/parts/metric-names.ts";
import { savedQueries } from "../queries/index.ts";

/** Queries whose rows are troubles. */
const troubles: ReadonlySet<string> = new Set([
  "what-to-fix",
  "findings-by-package",
  "findings-by-function",
  "failures",
]);

/** Metrics of log groups, whatever function the reader chose. */
const groupMetrics: readonly string[] = ["EMFParsingErrors", "EMFValidationErrors"];

/** Metrics that are there once something is wrong. */
const troubleMetrics: readonly string[] = [
  ...[...gauges].filter((name) => !name.endsWith("ModulesLoaded")),
  "InitFailures" satisfies OwnMetric,
  ...groupMetrics,
];

/** Whether a widget's properties, as JSON, name a metric: in a list, a search or a Metrics Insights query. */
const shows = (properties: string, metric: string) =>
  [`"${metric}"`, `${metric}\\"`, `(${metric})`].some((text) => properties.includes(text));

/** @param isChosen whether the reader chose this function: the widget is about it */
export function explainEmpty(
  content: Content,
  collected: Collection,
  notInLogs: readonly string[] = [],
  isChosen: (functionName: string) => boolean = () => true,
): Empty {
  if (notInLogs.length > 0)
    return { state: "unknown", text: `Not in these logs: ${notInLogs.join(", ")}. CloudWatch shows it.` };
  if (collected.lines === 0) return { state: "unknown", text: "These logs have no lines from Outcrop." };
  if (content.type === "log") {
    const saved = savedQueries.find(({ text }) => content.properties.query.endsWith(text));
    if (saved !== undefined && troubles.has(saved.name)) {
      const { state, text } = nothing("None", sightsOf(collected, isChosen));
      return { state, text: `${text} ${saved.reading}` };
    }
    const would = saved === undefined ? "No event in these logs matches." : `No rows. ${saved.reading}`;
    return { state: "unknown", text: would };
  }
  if (content.type === "metric") {
    const { insightRule } = content.properties;
    const names = JSON.stringify(content.properties);
    const isOfEvery = !names.includes("SEARCH(");
    if (insightRule !== undefined || troubleMetrics.some((name) => shows(names, name))) {
      const empty = nothing("Nothing counted", sightsOf(collected, isOfEvery ? () => true : isChosen));
      // A tile is narrow, and the list says the same of each function.
      return empty.state === "unknown" && content.properties.view === "singleValue"
        ? { ...empty, text: "Nothing counted, which proves nothing: see the list of functions." }
        : empty;
    }
  }
  return { state: "unknown", text: "No values in these logs." };
}

interface Sights extends Readonly<Record<Sight, number>> {
  /** Functions that were invoked and did not start in these logs: how much of them was seen is not known. */
  readonly notStarted: number;
}

function sightsOf({ sights }: Collection, isChosen: (functionName: string) => boolean): Sights {
  const total = { observed: 0, unobserved: 0, "init-failed": 0, whole: 0, partly: 0, notStarted: 0 };
  for (const [name, counts] of sights) {
    if (!isChosen(name)) continue;
    for (const sight of Object.keys(counts) as Sight[]) total[sight] += counts[sight];
    if (counts.observed > 0 && counts.whole + counts.partly === 0) total.notStarted++;
  }
  return total;
}

/** Whether it is good news that nothing was found. */
function nothing(none: string, sights: Sights): Empty {
  const { observed, unobserved, "init-failed": failed, partly, notStarted } = sights;
  const doubts = [
    ...(failed > 0 ? ["An init failed, and Outcrop saw only what was loaded until then."] : []),
    ...(unobserved > 0 ? [`Outcrop did not observe ${invocations(unobserved)}.`] : []),
    ...(partly > 0 ? ["A function is a bundle: Outcrop does not see the packages inside it."] : []),
    ...(notStarted > 0 ? ["A function has no start in these logs, which would say how much was seen."] : []),
    ...(observed + unobserved + failed === 0 ? ["These logs have no invocation that Outcrop reported."] : []),
  ];
  if (doubts.length > 0)
    return {
      state: "unknown",
      text: [`${none} in ${invocations(observed)}, which proves nothing.`, ...doubts].join(" "),
    };
  return {
    state: "good",
    text: `${none} in ${invocations(observed)}, of functions that Outcrop saw in full.`,
  };
}

const invocations = (count: number): string => `${count} ${count === 1 ? "invocation" : "invocations"}`;

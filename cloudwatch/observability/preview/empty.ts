/** An empty widget says what it would show, and whether it is good that it is empty. */

import type { Collection } from "../../preview/collect.ts";
import type { Content } from "../../preview/dashboard-body.ts";
import type { Empty } from "../../preview/drawn.ts";
import { gauges } from "../dashboard/parts/metric-names.ts";
import { savedQueries } from "../queries/index.ts";

/** Queries whose rows are troubles. */
const troubles: ReadonlySet<string> = new Set([
  "newest-findings",
  "findings-by-package",
  "findings-by-function",
  "failures",
]);

/** Metrics that are there once something is wrong. */
const troubleMetrics: readonly string[] = [
  ...[...gauges].filter((name) => !name.endsWith("ModulesLoaded")),
  "EMFParsingErrors",
  "EMFValidationErrors",
];

export function explainEmpty(
  content: Content,
  collected: Collection,
  notInLogs: readonly string[] = [],
): Empty {
  if (notInLogs.length > 0)
    return { state: "unknown", text: `Not in these logs: ${notInLogs.join(", ")}. CloudWatch shows it.` };
  if (collected.lines === 0) return { state: "unknown", text: "These logs have no lines from Outcrop." };
  const { invocations } = collected;
  const ofInvocations = `${invocations} ${invocations === 1 ? "invocation" : "invocations"}`;
  if (content.type === "log") {
    const saved = savedQueries.find(({ text }) => content.properties.query.endsWith(text));
    const would = saved === undefined ? "No event in these logs matches." : `No rows. ${saved.reading}`;
    if (saved !== undefined && troubles.has(saved.name))
      return { state: "good", text: `None in ${ofInvocations}: good. ${saved.reading}` };
    return { state: "unknown", text: would };
  }
  const written = JSON.stringify(content.properties);
  if (
    content.type === "metric" &&
    (content.properties.insightRule !== undefined ||
      troubleMetrics.some((name) => written.includes(`${name}\\"`)))
  )
    return { state: "good", text: `Nothing counted in ${ofInvocations}: good.` };
  return { state: "unknown", text: "No values in these logs." };
}

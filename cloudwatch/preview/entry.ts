/**
 * The entries of a metric widget: a metric with its dimensions, or an expression. `"."` repeats the value
 * there in the entry before, `"..."` all of it but the end.
 */

import { DashboardError } from "../metric-math/dashboard-error.ts";
import type { Dimensions } from "../metric-math/metric.ts";
import type { Expression, MetricEntry, Rendering } from "./dashboard-body.ts";

export interface Entry {
  readonly rendering: Rendering;
  readonly source:
    | { readonly expression: string }
    | { readonly namespace: string; readonly name: string; readonly dimensions: Dimensions };
}

export function readEntries(entries: readonly MetricEntry[]): Entry[] {
  let before: readonly string[] = [];
  return entries.map((entry): Entry => {
    const last = entry.at(-1);
    const rendering = typeof last === "object" ? last : {};
    if (isExpression(rendering)) {
      const { expression, ...rest } = rendering;
      return { rendering: rest, source: { expression } };
    }
    const written = (entry as readonly (string | Rendering)[]).filter((part) => typeof part === "string");
    const repeated: readonly string[] =
      written[0] === "..."
        ? [...before.slice(0, before.length - written.length + 1), ...written.slice(1)]
        : written;
    const parts = repeated.map((part, at) => (part === "." ? (before[at] ?? "") : part));
    before = parts;
    const [namespace, name, ...pairs] = parts;
    if (namespace === undefined || name === undefined || pairs.length % 2 !== 0)
      throw new DashboardError(`no metric: ${JSON.stringify(entry)}`);
    const dimensions = Object.fromEntries(
      pairs.flatMap((key, at) => (at % 2 === 0 ? [[key, pairs[at + 1] ?? ""]] : [])),
    );
    return { rendering, source: { namespace, name, dimensions } };
  });
}

function isExpression(rendering: Rendering | (Expression & Rendering)): rendering is Expression & Rendering {
  return "expression" in rendering;
}

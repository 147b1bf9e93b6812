/**
 * The metrics that a SEARCH finds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */

import type { Metric } from "./metric.ts";
import type { Search, Term } from "./search-expression.ts";

export function findsMetric({ namespace, dimensions, term }: Search, metric: Metric): boolean {
  const names = Object.keys(metric.dimensions);
  return (
    metric.namespace === namespace &&
    names.length === dimensions.length &&
    names.every((name) => dimensions.includes(name)) &&
    (term === null || holds(term, metric))
  );
}

function holds(term: Term, metric: Metric): boolean {
  switch (term.kind) {
    case "and":
      return term.terms.every((part) => holds(part, metric));
    case "or":
      return term.terms.some((part) => holds(part, metric));
    case "not":
      return !holds(term.term, metric);
    case "text": {
      const { property } = term;
      const texts =
        property === null
          ? [metric.name, metric.namespace, ...Object.entries(metric.dimensions).flat()]
          : [propertyOf(metric, property)];
      return texts.some((text) => matches(text, term));
    }
  }
}

function propertyOf(metric: Metric, property: string): string {
  if (property === "MetricName") return metric.name;
  if (property === "Namespace") return metric.namespace;
  return Object.hasOwn(metric.dimensions, property) ? (metric.dimensions[property] as string) : "";
}

/** Quoted text must be the whole; a word must be one of the words, where case does not matter. */
function matches(
  text: string,
  { text: wanted, exact }: { readonly text: string; readonly exact: boolean },
): boolean {
  return text === wanted || (!exact && words(text).includes(wanted.toLowerCase()));
}

/** A name is split at other characters than letters and digits, and where lower case turns to upper. */
function words(text: string): string[] {
  return text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

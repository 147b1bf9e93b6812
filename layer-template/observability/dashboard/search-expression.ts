/**
 * What SEARCH looks for: `{namespace,dimension,…} terms`. Only what tells whether it can find anything: the schema, and the metrics named by
 * `MetricName="…"`. Source: Amazon CloudWatch User Guide, "CloudWatch search expression syntax".
 */
import { ExpressionError } from "./expression.ts";

export interface Search {
  readonly namespace: string;
  readonly dimensions: readonly string[];
  readonly metrics: readonly string[];
}

/** @throws ExpressionError */
export function parseSearch(text: string): Search {
  const schema = /^\s*\{([^{}]*)\}(.*)$/s.exec(text);
  if (schema === null) throw new ExpressionError("SEARCH has no {namespace,dimensions} at its beginning");
  const [, inner = "", terms = ""] = schema;
  const [namespace = "", ...dimensions] = inner.split(",").map(nameOf);
  const quotes = terms.match(/"/g)?.length ?? 0;
  if (quotes % 2 !== 0) throw new ExpressionError("a quote of SEARCH is not closed");
  balanced(terms.replace(/"[^"]*"/g, ""));
  const metrics = [...terms.matchAll(/\bMetricName="([^"]*)"/g)].map(([, metric = ""]) => metric);
  if (metrics.length === 0) throw new ExpressionError('SEARCH names no metric by MetricName="…"');
  return { namespace, dimensions, metrics };
}

/** Quotes are needed around a name that is not only letters and digits; AWS's own namespaces stand without, in AWS's own examples. */
function nameOf(part: string): string {
  const text = part.trim();
  const quoted = /^"([^"]+)"$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  if (!/^(AWS\/)?[A-Za-z0-9]+$/.test(text))
    throw new ExpressionError(`${text || "an empty name"} in the braces of SEARCH must stand in quotes`);
  return text;
}

function balanced(terms: string): void {
  let open = 0;
  for (const sign of terms) {
    if (sign === "(") open++;
    if (sign === ")" && --open < 0) break;
  }
  if (open !== 0) throw new ExpressionError("the parentheses of SEARCH do not match");
}

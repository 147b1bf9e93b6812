/**
 * Contributor Insights over the same lines: the events a rule matches, counted by its keys.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-RuleSyntax.html
 */

import type { Document } from "../../core/telemetry/documents.ts";
import type { LogEvent } from "../../core/telemetry/log-event.ts";
import { documentOf } from "./document.ts";

export interface Contributor {
  /** The values of the rule's keys. */
  readonly keys: readonly string[];
  readonly count: number;
}

/** A rule's body, as much of it as decides what it counts. */
export interface RuleBody {
  readonly Contribution: {
    /** JSON paths of scalars. */
    readonly Keys: readonly string[];
    readonly Filters: readonly { readonly Match: string; readonly In: readonly string[] }[];
  };
}

/** Forged lines could hold as many values as there are lines. */
const maxContributors = 10_000;

/**
 * Those that contribute most first; the log groups of the rule are not looked at, since the logs were chosen
 * already.
 */
export function contributorsOf(
  { Contribution: { Keys, Filters } }: RuleBody,
  events: Iterable<LogEvent>,
): Contributor[] {
  const counts = new Map<string, number>();
  for (const event of events) {
    const document = documentOf(event.message);
    if (
      document === null ||
      !Filters.every(({ Match, In }) => In.includes(String(memberOf(document, Match))))
    )
      continue;
    const keys = Keys.map((path) => memberOf(document, path));
    if (keys.some((key) => key === null)) continue;
    const key = JSON.stringify(keys);
    if (counts.has(key) || counts.size < maxContributors) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([key, count]) => ({ keys: JSON.parse(key) as string[], count }))
    .sort((a, b) => b.count - a.count);
}

/** A scalar at a path such as `$.package`; deeper paths are used by no rule. */
function memberOf(document: Document, path: string): string | null {
  const name = path.slice("$.".length);
  const value = Object.hasOwn(document, name) ? document[name] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

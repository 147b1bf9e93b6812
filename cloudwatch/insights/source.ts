import type { LogEvent } from "../../core/telemetry/log-event.ts";
import type { Command } from "./syntax.ts";

/**
 * Whether the query's SOURCE clauses take the event in. An event whose export does not name its log group may
 * be of any.
 */
export function sourceOf(commands: readonly Command[]): (event: LogEvent) => boolean {
  const sources = commands.filter((command) => command.command === "source");
  if (sources.length === 0) return () => true;
  const groups = new Set(sources.flatMap((source) => source.groups));
  const prefixes = sources.flatMap((source) => source.prefixes);
  return ({ logGroup }) =>
    logGroup === null || groups.has(logGroup) || prefixes.some((prefix) => logGroup.startsWith(prefix));
}

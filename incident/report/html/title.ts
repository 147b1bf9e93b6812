/** What the page is called: after the functions that failed, the one that failed most first. */

import { counted, listed } from "../../../page/counts.ts";
import { shortened } from "../../../page/html.ts";
import type { Answer } from "../../analysis/analysis.ts";
import type { Incident } from "../../model/model.ts";
import { fromTo } from "../words/time.ts";

const maxName = 64;
const maxNames = 8;

/** @param answer shows whether the function handled its errors */
export function titleOf(incident: Incident, answer: Answer | null = null): string {
  const failing = failuresByFunction(incident);
  const [first, ...others] = [...failing.keys()].sort(
    (left, right) => (failing.get(right) ?? 0) - (failing.get(left) ?? 0),
  );
  if (first !== undefined) return `Incident in ${named(first, others)}`;
  if (answer !== null && "handled" in answer.summary && answer.summary.handled) {
    const logging = incident.errors.flatMap(({ functionName }) => functionName ?? []);
    const [handling, ...rest] = new Set(logging);
    return handling === undefined ? "Handled errors" : `Handled errors in ${named(handling, rest)}`;
  }
  const [quiet, ...more] = functionsOf(incident);
  return quiet === undefined ? "Logs" : `Logs of ${named(quiet, more)}`;
}

/** Of when the logs are, and of which functions where they are several. */
export function subtitleOf(incident: Incident): string {
  const { span } = incident;
  const names = functionsOf(incident).map((name) => shortened(name, maxName));
  const when = span === null ? "No line carries a time" : fromTo(span.from, span.to);
  return names.length > 1 ? `${when}, ${listed(names, maxNames)}` : when;
}

function named(first: string, others: readonly string[]): string {
  const more = others.length === 0 ? "" : ` and ${counted(others.length, "more function")}`;
  return `${shortened(first, maxName)}${more}`;
}

function functionsOf({ environments, errors }: Incident): string[] {
  return [
    ...new Set([
      ...environments.map(({ functionName }) => functionName),
      ...errors.flatMap(({ functionName }) => functionName ?? []),
    ]),
  ];
}

function failuresByFunction({ environments, errors }: Incident): ReadonlyMap<string, number> {
  const failures = new Map<string, number>();
  const add = (name: string, count: number) =>
    count > 0 && failures.set(name, (failures.get(name) ?? 0) + count);
  for (const { functionName, failed } of environments) add(functionName, failed);
  for (const { functionName, kind, count } of errors)
    if (functionName !== null && kind !== "logged") add(functionName, count);
  return failures;
}

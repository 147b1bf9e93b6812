/** Variables that change nothing, or that CloudWatch refuses. */

import type { DashboardBody } from "../../../../../cloudwatch/preview/dashboard-body.ts";
import type { Problem } from "./known.ts";

/** As CloudWatch takes it, which is wider than what Outcrop writes. */
interface AnyVariable {
  readonly type: "property" | "pattern";
  readonly property?: string;
  readonly pattern?: string;
  readonly inputType: "input" | "select" | "radio";
  readonly id: string;
  readonly defaultValue?: unknown;
  readonly values?: readonly { readonly value: unknown }[];
  readonly search?: string;
  readonly populateFrom?: string;
}

export function variableProblems({ variables = [], widgets }: DashboardBody): Problem[] {
  const text = JSON.stringify(widgets);
  const seen = new Set<string>();
  return (variables as readonly AnyVariable[]).flatMap((variable, i) => {
    const messages = [...targetProblems(variable, text), ...choiceProblems(variable)];
    if (seen.has(variable.id)) messages.push(`has the id of another variable, ${variable.id}`);
    seen.add(variable.id);
    return messages.map((message) => ({ path: `/variables/${i}`, message }));
  });
}

function targetProblems({ type, property, pattern }: AnyVariable, widgets: string): string[] {
  const target = type === "property" ? property : pattern;
  if (target === undefined) return [`is of type ${type} and has no ${type}`];
  if (type === "property")
    return widgets.includes(`"${target}"`) ? [] : [`changes the property ${target}, which no widget has`];
  try {
    return new RegExp(target).test(widgets) ? [] : [`replaces ${target}, which is in no widget`];
  } catch {
    return [`has a pattern that is not a regular expression: ${target}`];
  }
}

function choiceProblems({ inputType, values, search, populateFrom, defaultValue }: AnyVariable): string[] {
  if (inputType === "input")
    return values === undefined && search === undefined ? [] : ["takes any text, so it must not list values"];
  if (values === undefined && (search === undefined || populateFrom === undefined))
    return [`is a ${inputType} and has neither values nor search with populateFrom`];
  if (
    values !== undefined &&
    defaultValue !== undefined &&
    !values.some(({ value }) => value === defaultValue)
  )
    return [`has a default that is not among its values: ${defaultValue}`];
  return [];
}

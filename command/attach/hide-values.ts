/**
 * Messages of Lambda without the values of variables. Where it refuses variables it repeats them all, as JSON
 * after "String measured".
 */
import type { Settings } from "./settings.ts";

export function hideValues(message: string, variables: readonly Settings["variables"][]): string {
  const [start = ""] = String(message).split(/String measured|[{[]/);
  const values = variables.flatMap((one) => Object.values(one)).filter((value) => value.length > 3);
  return values.reduce((text, value) => text.replaceAll(value, "…"), start.trim());
}

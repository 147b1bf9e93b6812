/**
 * Whether an error wraps another one that is in no line: what failed first may be anything that the function
 * runs.
 */
import type { DistinctError } from "../model/model.ts";

export function wrapsUnknown({ name, causes, told }: DistinctError): boolean {
  if (causes.length > 0 || (told !== null && told.chain.length > 0)) return false;
  return name === "AggregateError" || told?.thrown === "wrapping";
}

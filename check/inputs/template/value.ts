/** What may be asked of the value of an expression. */
import type { Value } from "./stack.ts";

export const known = (value: unknown): Value => ({ kind: "known", value });
export const unknown = (what: string): Value => ({ kind: "unknown", what: what.slice(0, 200) });

/** Null where it is not known to be text. Numbers are text where text is wanted, as for CloudFormation. */
export function textOfValue(value: Value): string | null {
  if (value.kind !== "known") return null;
  const { value: plain } = value;
  if (typeof plain === "string") return plain;
  return typeof plain === "number" || typeof plain === "boolean" ? String(plain) : null;
}

/** What a person calls it. */
export function nameOfValue(value: Value): string {
  if (value.kind === "unknown") return value.what;
  if (value.kind === "resource") return value.id;
  return textOfValue(value) ?? "an expression";
}

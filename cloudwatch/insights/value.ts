/**
 * Values of Logs Insights. Fields have no types there: what reads as a number is one wherever a number is
 * asked for. A field that an event lacks is null and equals nothing. Booleans are the numbers 1 and 0.
 */
export type Value = string | number | Timestamp | Structure | null;

/** `@timestamp` and what is made of it. */
export class Timestamp {
  /** Since the epoch. */
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }

  /** As results show it: UTC, without a zone. */
  toString(): string {
    return Math.abs(this.ms) <= 8.64e15
      ? new Date(this.ms).toISOString().replace("T", " ").replace("Z", "")
      : String(this.ms);
  }
}

/**
 * A map or a list, as jsonParse makes it.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html, Structure types
 */
export class Structure {
  readonly content: object;

  constructor(content: object) {
    this.content = content;
  }

  /** The value behind a name, or at a place in a list. */
  at(key: string): Value {
    return Object.hasOwn(this.content, key)
      ? valueOfJson((this.content as Record<string, unknown>)[key])
      : null;
  }

  /** As results show it; empty if it is nested deeper than the stack. */
  toString(): string {
    try {
      return JSON.stringify(this.content);
    } catch {
      return "";
    }
  }
}

/** A value of JSON. */
export function valueOfJson(json: unknown): Value {
  if (typeof json === "string" || typeof json === "number") return json;
  if (typeof json === "boolean") return json ? 1 : 0;
  return typeof json === "object" && json !== null ? new Structure(json) : null;
}

/** No two parts of it can take the same characters, so it is quick on any text. */
const numeric = /^\s*-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** Null if it is not one of these. */
export function asNumber(value: Value): number | null {
  if (typeof value === "number") return value;
  if (value instanceof Timestamp) return value.ms;
  if (typeof value !== "string" || !numeric.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

export function asText(value: Value): string | null {
  return value === null ? null : String(value);
}

export function isTrue(value: Value): boolean {
  return (asNumber(value) ?? 0) !== 0;
}

/** Equal for values that are the same group or duplicates of each other. */
export function keyOf(values: readonly Value[]): string {
  return JSON.stringify(values.map(asText));
}

/** As a result's cell. */
export function asCell(value: Value): string | number | null {
  return value instanceof Timestamp || value instanceof Structure ? value.toString() : value;
}

/** By number where both are numbers, else by text; null where either is missing. */
export function compare(left: Value, right: Value): number | null {
  if (left === null || right === null) return null;
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== null && b !== null) return a - b;
  return compareText(String(left), String(right));
}

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const chunks = /\d+|\D+/g;

/**
 * The order of `sort`, sortsFirst and sortsLast: texts before numbers; in texts, runs of digits by length,
 * then by value, everything else by Unicode.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html. A missing value counts as an
 * empty text.
 */
export function naturalOrder(left: Value, right: Value): number {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== null || b !== null) return a === null ? -1 : b === null ? 1 : a - b;
  const [these, those] = [asText(left)?.match(chunks) ?? [], asText(right)?.match(chunks) ?? []];
  for (const [index, one] of these.entries()) {
    const other = those[index];
    if (other === undefined) return 1;
    const digits = /^\d/.test(one) && /^\d/.test(other);
    const order = (digits ? one.length - other.length : 0) || compareText(one, other);
    if (order !== 0) return order;
  }
  return these.length - those.length;
}

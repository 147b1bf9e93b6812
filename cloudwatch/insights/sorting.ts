/**
 * `sort`, holding no more rows than the commands after it can show, and `dedup` and `limit`. Rows that
 * compare equal keep their order.
 */
import type { Evaluation } from "./compile.ts";
import type { Row } from "./row.ts";
import { keyOf, naturalOrder, type Value } from "./value.ts";

export interface Key {
  readonly value: Evaluation;
  readonly descending: boolean;
}

interface Held {
  readonly row: Row;
  readonly values: readonly Value[];
}

/** The first `most` rows by these keys. */
export function* sorted(rows: Iterable<Row>, keys: readonly Key[], most: number): Iterable<Row> {
  const order = (a: Held, b: Held): number => {
    for (const [index, { descending }] of keys.entries()) {
      const compared = naturalOrder(a.values[index] ?? null, b.values[index] ?? null);
      if (compared !== 0) return descending ? -compared : compared;
    }
    return 0;
  };
  let held: Held[] = [];
  for (const row of rows) {
    held.push({ row, values: keys.map(({ value }) => value(row)) });
    if (held.length >= most * 2) held = held.sort(order).slice(0, most);
  }
  for (const { row } of held.sort(order).slice(0, most)) yield row;
}

/**
 * The first row of each combination. A missing value is a duplicate of nothing: such rows stay.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Dedup.html
 */
export function* deduplicated(rows: Iterable<Row>, fields: readonly Evaluation[]): Iterable<Row> {
  const seen = new Set<string>();
  for (const row of rows) {
    const values = fields.map((field) => field(row));
    if (!values.includes(null)) {
      const key = keyOf(values);
      if (seen.has(key)) continue;
      seen.add(key);
    }
    yield row;
  }
}

export function* limited(rows: Iterable<Row>, count: number): Iterable<Row> {
  let left = count;
  for (const row of rows) {
    yield row;
    if (--left === 0) return;
  }
}

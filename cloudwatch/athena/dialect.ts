/**
 * Everything in which the two engines differ. The views are written with it, and nothing else is: a question
 * reads views and runs unchanged in both. Athena: engine version 3, whose functions are Trino's. DuckDB: its
 * `json` functions are built in, so nothing is downloaded.
 */
export interface Dialect {
  /** The column that names the file a row was read from. */
  readonly filePath: string;
  /** The text where it is JSON, else null: what an application prints may only look like it. */
  json(text: string): string;
  /** The scalar at a top-level key, as text. */
  jsonText(json: string, key: string): string;
  /**
   * A join with the members of the array at a top-level key, each one `event`. Without a member, the row
   * falls away.
   */
  eachEvent(json: string, key: string): string;
  /** A timestamp in UTC, without a zone, out of ISO 8601. */
  isoTime(text: string): string;
  /** The same out of milliseconds since the epoch. */
  epochTime(milliseconds: string): string;
  /** Length in UTF-8. */
  bytes(text: string): string;
  /** How a replacement names a group of its pattern. */
  group(index: number): string;
}

export const athena: Dialect = {
  filePath: '"$path"',
  json: (text) => `CASE WHEN TRY(json_parse(${text})) IS NOT NULL THEN ${text} END`,
  jsonText: (json, key) => `json_extract_scalar(${json}, '$.${key}')`,
  eachEvent: (json, key) =>
    `CROSS JOIN UNNEST(TRY_CAST(json_extract(${json}, '$.${key}') AS array(json))) AS e (event)`,
  // A view of Athena takes no timestamp with a time zone.
  isoTime: (text) => `TRY(CAST(from_iso8601_timestamp(${text}) AT TIME ZONE 'UTC' AS timestamp(3)))`,
  epochTime: (ms) =>
    `CAST(from_unixtime(TRY_CAST(${ms} AS bigint) / 1000e0) AT TIME ZONE 'UTC' AS timestamp(3))`,
  bytes: (text) => `length(to_utf8(${text}))`,
  group: (index) => `$${index}`,
};

export const duckdb: Dialect = {
  filePath: "filename",
  json: (text) => `CASE WHEN json_valid(${text}) THEN ${text} END`,
  jsonText: (json, key) => `json_extract_string(${json}, '$.${key}')`,
  eachEvent: (json, key) =>
    `CROSS JOIN UNNEST(TRY_CAST(json_extract(${json}, '$.${key}') AS json[])) AS e (event)`,
  isoTime: (text) => `TRY_CAST(${text} AS timestamp)`,
  epochTime: (ms) => `epoch_ms(TRY_CAST(${ms} AS bigint))`,
  bytes: (text) => `strlen(${text})`,
  group: (index) => `\\${index}`,
};

/**
 * What Athena's text needs that DuckDB has not, as Trino's documentation describes it, so that the very views
 * for Athena can run. Two spellings are changed in the text, since they are syntax: the type of an array, and
 * how a replacement names a group.
 */
export const trinoFunctions: readonly string[] = [
  "CREATE MACRO json_parse(text) AS CAST(text AS json)",
  // A scalar as text; null for an object, an array, and a missing value.
  `CREATE MACRO json_extract_scalar(document, path) AS
    CASE WHEN json_type(document, path) NOT IN ('OBJECT', 'ARRAY')
    THEN json_extract_string(document, path) END`,
  "CREATE MACRO from_iso8601_timestamp(text) AS CAST(text AS timestamptz)",
  "CREATE MACRO from_unixtime(seconds) AS to_timestamp(seconds)",
  // Only its length is asked for.
  "CREATE MACRO to_utf8(text) AS repeat('x', strlen(text))",
];

export function inDuckDbSpelling(sql: string): string {
  return sql
    .replaceAll("array(json)", "json[]")
    .replaceAll('"$path"', "filename")
    .replace(/\$(\d)\//g, "\\$1/");
}

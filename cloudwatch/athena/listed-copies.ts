/**
 * The copies of `inventory` lines as rows of the view `resolution`: core/telemetry/inventory.ts says what an
 * item is. Its characters that are percent-encoded are never a `+`, which `url_decode` would take for a blank.
 */
import { separator, usualFolders } from "../../core/telemetry/inventory.ts";
import type { Dialect } from "./dialect.ts";

/** One subquery with an alias, whose rows have the columns that are carried on and those of `resolution`. */
export function listedCopies(carried: readonly string[], dialect: Dialect): string {
  const list = carried.join(", ");
  const items = [
    `SELECT ${list}, ${dialect.jsonText("record", "importer")} AS line_importer, ` +
      `${dialect.jsonText("record", "how")} AS line_how, item`,
    "FROM line",
    `CROSS JOIN UNNEST(split(${dialect.jsonText("record", "copies")}, '${separator}')) AS c (item)`,
    `WHERE outcrop = 'inventory' AND regexp_extract(item, '^[^ ]+ [a-z]+(:[^ ]+)? [0-9]+') <> ''`,
  ];
  const words = [
    `SELECT ${list}, line_importer, line_how`,
    ...Object.entries({
      package: decoded(matched("^(@?[^@ ]*)")),
      version: decoded(matched("^@?[^@ ]*@([^ ]+)")),
      root: matched("^[^ ]+ ([a-z]+)"),
      folder: `CASE ${matched("^[^ ]+ ([a-z]+)")} ${folders()} ELSE '' END`,
      place: decoded(matched("^[^ ]+ [a-z]+:([^ ]+)")),
      modules: `TRY_CAST(${matched("^[^ ]+ [^ ]+ ([0-9]+)")} AS bigint)`,
      layer: decoded(matched(" in=([^ ]+)")),
      has_link: "strpos(item, ' link=') > 0",
      link_place: decoded(matched(" link=([^ ]+)")),
      has_importer: "strpos(item, ' by=') > 0",
      own_importer: decoded(matched(" by=([^ ]+)")),
      specifier: decoded(matched(" as=([^ ]+)")),
      own_how: matched(" how=([^ ]+)"),
    }).map(([name, sql]) => `${sql} AS ${name}`),
  ];
  const columns = [
    `SELECT ${list}`,
    "package",
    "version",
    "root",
    `${path("place")} AS path`,
    "layer",
    `CASE WHEN has_link THEN ${path("link_place")} END AS link`,
    "modules",
    "CAST(NULL AS varchar) AS module",
    `CASE WHEN has_importer THEN ${lengthened("own_importer")} ELSE line_importer END AS importer`,
    "specifier",
    "COALESCE(own_how, line_how) AS how",
  ];
  return [
    "(",
    `  ${columns.join(",\n    ")}`,
    "  FROM (",
    `    ${words.join(",\n      ")}`,
    "    FROM (",
    `      ${items.join("\n      ")}`,
    "    ) AS items",
    "  ) AS words",
    ") AS copies",
  ].join("\n");
}

/** The pattern's group in the item; null if the item has none. */
function matched(pattern: string): string {
  return `NULLIF(regexp_extract(item, '${pattern}', 1), '')`;
}

function decoded(text: string): string {
  return `TRY(url_decode(replace(${text}, '+', '%2B')))`;
}

function folders(): string {
  return [...usualFolders].map(([root, folder]) => `WHEN '${root}' THEN '${folder}'`).join(" ");
}

function lengthened(text: string): string {
  return (
    `CASE WHEN strpos(${text}, '=') = 1 THEN substr(${text}, 2) WHEN strpos(${text}, '/') = 1 THEN ${text} ` +
    `ELSE folder || ${text} END`
  );
}

function path(place: string): string {
  const path = lengthened(place);
  return (
    `CASE WHEN ${place} IS NULL THEN folder || package ` +
    `WHEN substr(${place}, -1) = '/' AND strpos(${place}, '=') <> 1 ` +
    `THEN ${path} || 'node_modules/' || package ELSE ${path} END`
  );
}

/**
 * The SQL as it is written: complete against the schema, up to date, and made of nothing but what Athena's
 * and Trino's documentation lists.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { viewFiles } from "../../../build/generate/athena.ts";
import {
  commonColumns,
  eventColumns,
  type RecordKind,
  recordColumns,
  recordKinds,
} from "../../../cloudwatch/athena/columns.ts";
import { questions } from "../../../cloudwatch/athena/questions.ts";
import { sourceNames, tableOf } from "../../../cloudwatch/athena/sources.ts";
import { sqlFolder, tableDefinition } from "./engine.ts";

interface Property {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly $ref?: string;
}

interface Described {
  readonly properties: Readonly<Record<string, Property>>;
}

const schema = JSON.parse(readFileSync("docs/telemetry.schema.json", "utf8")) as Described & {
  $defs: Record<string, Described & Property>;
};

const files = readdirSync(sqlFolder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".sql"),
);
const read = (path: string): string => readFileSync(`${sqlFolder}/${path}`, "utf8");
const selects = files.filter((name) => /^(questions|views)\/|\.view\.sql$/.test(name));

/** A text without its comments and literals. */
const bare = (sql: string): string => sql.replace(/--.*/g, "").replace(/'(?:[^']|'')*'/g, "''");

function typeOf(property: Property): string {
  if (property.$ref !== undefined)
    return typeOf(schema.$defs[property.$ref.replace("#/$defs/", "")] as Property);
  if (property.format === "date-time") return "timestamp";
  const [example] = property.enum ?? [property.const];
  const type = property.type ?? (typeof example === "number" ? "integer" : typeof example);
  return { string: "varchar", integer: "bigint", number: "double", boolean: "boolean" }[type] ?? type;
}

const described = ({ properties }: Described): string[] =>
  Object.entries(properties).flatMap(([key, property]) =>
    key === "_aws" ? [] : [`${key} ${typeOf(property)}`],
  );

describe("the columns", () => {
  it("are those of docs/telemetry.schema.json, with their types", () => {
    const own = (kind: RecordKind) => recordColumns[kind].map(({ key, type }) => `${key} ${type}`).sort();
    for (const kind of recordKinds) {
      const expected = described(schema.$defs[kind] as Described).filter(
        (key) => !key.startsWith("outcrop "),
      );
      expect(own(kind)).toEqual(expected.sort());
    }
    expect(commonColumns.map(({ key, type }) => `${key} ${type}`).sort()).toEqual(described(schema).sort());
    const kinds = schema.properties["outcrop"]?.enum?.filter((kind) => kind !== "diagnostic");
    expect([...recordKinds].sort()).toEqual([...(kinds ?? [])].sort());
  });

  it("are named as the keys, the metrics in snake_case, and no two alike", () => {
    for (const kind of recordKinds) {
      const names = [
        ...Object.keys(eventColumns),
        ...[...commonColumns, ...recordColumns[kind]].map(({ name }) => name),
        "bytes",
      ];
      expect(names.filter((name) => !/^[a-z]+(_[a-z]+)*$/.test(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    }
    const renamed = recordKinds
      .flatMap((kind) => recordColumns[kind])
      .filter(({ name, key }) => name !== key);
    expect(renamed.filter(({ key }) => !/^[A-Z]/.test(key))).toEqual([]);
    expect(renamed.find(({ key }) => key === "LayerModulesLoaded")?.name).toBe("layer_modules_loaded");
  });
});

describe("the SQL files", () => {
  it("are those that the generator writes, those by hand, and no others", () => {
    const byHand = [
      ...sourceNames.map((name) => `sources/${name}.table.sql`),
      ...questions.map(({ name }) => `questions/${name}.sql`),
    ];
    expect([...files].sort()).toEqual([...viewFiles().keys(), ...byHand, "database.sql"].sort());
  });

  it("are one statement each", () => {
    expect(files.filter((path) => bare(read(path)).includes(";"))).toEqual([]);
  });

  it("name their parameters, and read no more days than they are asked to", () => {
    const named = /'((?:[A-Z]+_)*[A-Z]+)'/g;
    for (const { name, parameters } of questions) {
      const text = read(`questions/${name}.sql`);
      const found = [...text.matchAll(named)].map(([, parameter]) => parameter);
      expect([...new Set(found)].sort()).toEqual([...parameters].sort());
      const scans = [
        ...bare(text).matchAll(
          /\b(?:FROM|JOIN) (?:line|log_event|environment|inventory|init|resolution|finding|invocation|failure|shutdown)\b/g,
        ),
      ];
      expect([...text.matchAll(/\.day >= 'FROM_DAY'/g)]).toHaveLength(scans.length);
    }
  });
});

/**
 * What a text may call. Trino's documentation, pages "JSON functions", "Date and time functions", "Regular
 * expression functions", "String functions", "Binary functions", "Conditional expressions", "Conversion
 * functions", "Aggregate functions", "Window functions"; Athena's page "Functions in Amazon Athena" refers to
 * them for engine version 3.
 */
const documented = {
  views: [
    "json_parse",
    "json_extract",
    "json_extract_scalar",
    "from_iso8601_timestamp",
    "from_unixtime",
    "regexp_extract",
    "regexp_replace",
    "split",
    "replace",
    "substr",
    "url_decode",
    "nullif",
    "coalesce",
  ].concat(["strpos", "length", "to_utf8", "try", "cast", "try_cast", "unnest", "array", "timestamp"]),
  // Each of them is in DuckDB too, with the same meaning.
  questions: [
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "min_by",
    "max_by",
    "cume_dist",
    "strpos",
    "cast",
    "coalesce",
  ],
} as const;

/** What is before a bracket and is not a function. */
const words = new Set(["as", "in", "and", "over", "filter", "from", "e", "c"]);

/** Athena's page "Escape reserved keywords in queries", the words of SELECT statements. */
const reserved = new Set(
  `alter and as between by case cast constraint create cross cube current_catalog current_date
   current_path current_schema current_time current_timestamp current_user deallocate delete describe
   distinct drop else end escape except execute exists extract false first for from full group grouping
   having in inner insert intersect into is join json_array json_exists json_object json_query json_table
   json_value last left like listagg localtime localtimestamp natural normalize not null on or order
   outer prepare recursive right rollup select skip table
   then trim true uescape unescape union unnest using values when where with`.split(/\s+/),
);

describe("the dialect", () => {
  it.each(selects)("%s calls only what is documented", (path) => {
    const called = [...bare(read(path)).matchAll(/(\w+)\s*\(/g)].map(([, name]) =>
      (name as string).toLowerCase(),
    );
    const allowed: readonly string[] = path.startsWith("questions/")
      ? documented.questions
      : documented.views;
    expect(called.filter((name) => !words.has(name) && !allowed.includes(name))).toEqual([]);
  });

  it("no column, view or table has a reserved name", () => {
    const columns = [...commonColumns, ...recordKinds.flatMap((kind) => recordColumns[kind])].map(
      ({ name }) => name,
    );
    const aliases = selects.flatMap((path) =>
      [...bare(read(path)).matchAll(/\bAS ([a-z_]+)\b/g)].map(([, name]) => name as string),
    );
    const names = [
      ...columns,
      ...aliases,
      ...Object.keys(eventColumns),
      ...recordKinds,
      "line",
      "log_event",
      ...sourceNames.map(tableOf),
    ];
    expect(names.filter((name) => reserved.has(name))).toEqual([]);
  });

  it("a view has no column of a type that the catalogue has not", () => {
    for (const path of selects.filter((name) => !name.startsWith("questions/"))) {
      const outer = read(path).split("\nFROM")[0] as string;
      // A time keeps no zone, and JSON stays text.
      expect([...outer.matchAll(/from_(?:iso8601_timestamp|unixtime)\(/g)]).toHaveLength(
        [...outer.matchAll(/AT TIME ZONE 'UTC' AS timestamp\(3\)\)/g)].length,
      );
      expect(outer).not.toMatch(/^ {2}(?:json_parse|json_extract)\(/m);
    }
  });
});

describe("the tables", () => {
  it.each(sourceNames)("%s holds text, and its days are projected from the keys", (source) => {
    const { name, columns, regex, properties } = tableDefinition(source);
    expect(name).toBe(tableOf(source));
    expect(columns).toContain("text");
    expect(new RegExp(`${regex.replace("(?s)", "")}|`).exec("")).toHaveLength(columns.length + 1);
    expect(regex).not.toContain("\\");
    const folder = source === "s3-export" ? "exports" : "firehose";
    expect(properties).toEqual({
      "projection.enabled": "true",
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.range": "2026/01/01,NOW",
      "projection.day.interval": "1",
      "projection.day.interval.unit": "DAYS",
      "storage.location.template": `s3://BUCKET/${folder}/\${day}/`,
    });
    expect(read(`sources/${source}.table.sql`)).toContain(`LOCATION 's3://BUCKET/${folder}/'`);
  });
});

describe("docs/athena.md", () => {
  const page = readFileSync("docs/athena.md", "utf8");

  it("shows every question and table", () => {
    const shown = [...page.matchAll(/\]\(\.\.\/cloudwatch\/athena\/([\w/.-]+\.sql)\)\n\n```sql/g)].map(
      ([, path]) => path,
    );
    expect(shown).toEqual(expect.arrayContaining(questions.map(({ name }) => `questions/${name}.sql`)));
    expect(shown).toEqual(expect.arrayContaining(sourceNames.map((name) => `sources/${name}.table.sql`)));
  });
});

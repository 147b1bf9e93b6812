/** A saved query names no field, and compares it with no value, that the lines it asks for can never have. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { platformFieldNames } from "../../../../cloudwatch/insights/platform-fields.ts";
import { savedQueries } from "../../../../cloudwatch/observability/queries/index.ts";
import { fieldsOf, type QueryFields } from "./query-fields.ts";

interface Schema {
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly { readonly $ref: string }[];
}

const schema = JSON.parse(readFileSync("docs/telemetry.schema.json", "utf8")) as Schema;
const lineTypes = (schema.oneOf ?? []).map(({ $ref }) => $ref.replace("#/$defs/", ""));

/** What CloudWatch and Lambda's own lines have: the latter as the Telemetry API's schema names it. */
const platform = new Set([
  ...["@timestamp", "@message", "@logStream", "@log", "@ingestionTime", "@ptr"],
  ...platformFieldNames,
  ...[
    "type",
    "record.status",
    "record.initializationType",
    "record.metrics.durationMs",
    "record.metrics.initDurationMs",
  ],
]);

/** The types of lines that a query can be about, and a type's schema with what is common to all. */
function typesOf({ required }: QueryFields): string[] {
  const asked = required.find(({ field }) => field === "outcrop")?.values;
  return lineTypes.filter((type) => asked === undefined || asked.includes(type));
}
const propertiesOf = (type: string): Record<string, Schema> => ({
  ...schema.properties,
  ...schema.$defs?.[type]?.properties,
});
const requiredOf = (type: string): readonly string[] => [
  ...(schema.required ?? []),
  ...(schema.$defs?.[type]?.required ?? []),
];

/** What is wrong with a query's fields; each one a sentence. */
const problemsOf = (text: string): string[] => problemsWith(fieldsOf(text));

function problemsWith(fields: QueryFields): string[] {
  const { named, newest, compared, present, inner } = fields;
  const types = typesOf(fields);
  const problems = types.length === 0 ? ["no line has this type"] : [];
  for (const name of named)
    if (!platform.has(name) && !types.some((type) => name in propertiesOf(type)))
      problems.push(`no line has ${name}`);
  for (const name of newest)
    if (!platform.has(name) && !present.has(name) && !types.every((type) => requiredOf(type).includes(name)))
      problems.push(`not every line has ${name}`);
  for (const { field, values } of compared) {
    const known = types
      .flatMap((type) => propertiesOf(type)[field] ?? [])
      .flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const]));
    const foreign = known.length === 0 ? [] : values.filter((value) => !known.includes(value));
    problems.push(...foreign.map((value) => `${field} is never ${value}`));
  }
  return [...problems, ...inner.flatMap(problemsWith)];
}

describe("the fields of", () => {
  it.each(savedQueries.map((query) => [query.name, query] as const))("%s are there", (_name, { text }) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it("cost take in every type of line", () => {
    const cost = savedQueries.find(({ name }) => name === "cost");
    expect([...typesOf(fieldsOf(cost?.text ?? "limit 1"))].sort()).toEqual([...lineTypes].sort());
    expect(lineTypes.length).toBeGreaterThan(5);
  });

  it("a query are checked", () => {
    expect(problemsOf('filter outcrop = "finding" and sevrity = "error"')).toEqual(["no line has sevrity"]);
    expect(problemsOf('filter outcrop = "finding" | stats count(*) by fingerprint')).toEqual([
      "no line has fingerprint",
    ]);
    expect(
      problemsOf('filter outcrop = "invocation" | stats latest(ModulesLoaded) by function_name'),
    ).toEqual(["not every line has ModulesLoaded"]);
    expect(problemsOf('filter outcrop = "finding" and severity in ["warn", "error"]')).toEqual([
      "severity is never warn",
    ]);
    expect(problemsOf('filter outcrop = "findings"')).toEqual([
      "no line has this type",
      "no line has outcrop",
    ]);
    expect(problemsOf("filter environment in (fields environment, enviroment)")).toEqual([
      "no line has enviroment",
    ]);
    expect(problemsOf("parse @message /(?<x>a)/ | fields x, y")).toEqual(["no line has y"]);
  });
});

describe("the text of", () => {
  it.each(savedQueries.map((query) => [query.name, query] as const))(
    "%s holds its parameters, and is short enough to be saved",
    (_name, query) => {
      const capitals = new Set(query.text.match(/(?<=["'])[A-Z][A-Z_]+(?=["'])/g) ?? []);
      expect([...capitals].sort()).toEqual(query.parameters.map(({ name }) => name).sort());
      // AWS::Logs::QueryDefinition: at most 10,000 characters; a log widget puts SOURCE before it.
      expect(query.text.length).toBeLessThan(5000);
      expect(query.text).not.toMatch(/^\s*SOURCE/i);
    },
  );

  it("each query has a name of its own, which is its file's", () => {
    const names = savedQueries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(readFileSync(`cloudwatch/observability/queries/${name}.ts`, "utf8")).toContain(
        `name: "${name}"`,
      );
  });
});

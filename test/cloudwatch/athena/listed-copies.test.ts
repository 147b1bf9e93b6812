/** The copies of an inventory line in SQL are those that core reads out of it, whatever their names are. */
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { athena, type Dialect, duckdb } from "../../../cloudwatch/athena/dialect.ts";
import { listedCopies } from "../../../cloudwatch/athena/listed-copies.ts";
import { copiesOf, type ListedCopy, partsOf } from "../../../core/telemetry/inventory.ts";
import { inDuckDbSpelling, trinoFunctions } from "./trino-functions.ts";

const usual = { modules: 1, importer: "/var/task/index.js", how: "require" };
const odd = `a, b+c "d" \\e %2C =f \u00e4\u{1f600}`;

const copies: readonly ListedCopy[] = [
  { ...usual, package: "zod", version: "3.24.4", root: "layer", path: "/opt/nodejs/node_modules/zod" },
  {
    ...usual,
    package: "@s/p",
    version: "1.0.0+build",
    root: "function",
    path: "/var/task/node_modules/@s/p",
  },
  {
    ...usual,
    package: "p",
    version: null,
    root: "runtime",
    path: "/var/runtime/node_modules/a/node_modules/p",
  },
  {
    ...usual,
    package: "p",
    version: "1.0.0",
    root: "layer",
    path: "/opt/nodejs/node22/node_modules/p",
    layer: `p 1:${odd}`,
  },
  { ...usual, package: "p", version: "1.0.0", root: "function", path: "/var/task/index.js", how: "bundled" },
  {
    ...usual,
    package: "p",
    version: "1.0.0",
    root: "function",
    path: "/var/task/node_modules/.pnpm/p@1+2/node_modules/p",
    link: "/var/task/node_modules/p",
    importer: "/var/task/node_modules/q/index.js",
    specifier: "p/sub",
  },
  { ...usual, package: odd, version: odd, root: "other", path: `/srv/${odd}`, link: odd, importer: odd },
  { ...usual, package: `@${odd}`, version: "1@2", root: "function", path: "/var/task/x/", importer: null },
];

const opened: DuckDBInstance[] = [];
let run: (sql: string, values?: string[]) => Promise<Record<string, unknown>[]>;
beforeAll(async () => {
  const instance = await DuckDBInstance.create(":memory:");
  opened.push(instance);
  const connection = await instance.connect();
  run = async (sql, values) => (await connection.runAndReadAll(sql, values)).getRowObjectsJS();
  for (const macro of trinoFunctions) await run(macro);
});
afterAll(() => {
  for (const instance of opened) instance.closeSync();
});

it.each<[string, Dialect]>([
  ["DuckDB", duckdb],
  ["Athena", athena],
])("as %s reads them", async (_name, dialect) => {
  const making = partsOf(copies);
  let step = making.next();
  while (step.done !== true) step = making.next();
  const [part] = step.value;
  if (part === undefined) throw new Error("no part");
  const { truncated: _, ...line } = part;
  await run(
    "CREATE OR REPLACE TABLE line AS SELECT 'inventory' AS outcrop, 7 AS event_id, $1::varchar AS record",
    [JSON.stringify({ outcrop: "inventory", ...line, copies: `${line.copies}, no copy` })],
  );
  const sql = inDuckDbSpelling(`SELECT * FROM ${listedCopies(["event_id"], dialect)}`);
  const rows = (await run(sql)).map(({ event_id, module, modules, ...row }) => {
    expect([event_id, module]).toEqual([7, null]);
    return JSON.stringify(Object.entries({ ...row, modules: Number(modules) }).sort());
  });
  const expected = copiesOf(line.copies, line).map((copy) =>
    JSON.stringify(
      Object.entries({ ...copy, link: copy?.link ?? null, specifier: copy?.specifier ?? null }).sort(),
    ),
  );
  expect(expected).toHaveLength(copies.length);
  expect(rows.sort()).toEqual(expected.sort());
});

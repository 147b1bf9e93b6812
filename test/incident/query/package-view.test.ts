import * as duckDb from "@duckdb/node-api";
import { expect, it } from "vitest";
import { tables } from "../../../command/query/tables.ts";
import { openDatabase } from "../../../incident/query/database.ts";
import { loadTables } from "../../../incident/query/load.ts";
import { cycloneDx } from "../../../page/cyclonedx.ts";

const line = (copies: string, changes: object = {}): string =>
  JSON.stringify({
    outcrop: "inventory",
    schema: 1,
    environment: "0123456789abcdef",
    function_name: "orders",
    function_version: "7",
    timestamp: "2026-11-20T03:12:00.123Z",
    level: "INFO",
    message: "inventory",
    part: 1,
    parts: 1,
    importer: "orders",
    how: "require",
    copies,
    ...changes,
  });

async function packagesIn(lines: readonly string[]): Promise<unknown[]> {
  const database = await openDatabase(duckDb, ":memory:", "", "write");
  const events = lines.map((message, index) => ({
    message,
    timestamp: 1_795_132_800_000 + index,
    logGroup: "/aws/lambda/orders",
    logStream: "s",
    eventId: `${index}`,
    file: "logs.json",
    line: index,
  }));
  try {
    await loadTables(
      duckDb,
      database,
      (async function* () {
        yield events;
      })(),
      { tables, events: false },
    );
    const sql = `SELECT * EXCLUDE (first, last) FROM package ORDER BY "package.path", "package.version"`;
    return (await database.connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    database.close();
  }
}

it("has each loaded copy once, with the names of the draft", async () => {
  const rows = await packagesIn([
    line(
      "zod@3.24.4 layer 11, @s/a@1.0.0+b function 1, (layer) layer:/opt 1, orders@1.0.0 function:/var/task 1",
    ),
    line("zod@3.24.4 layer 11", { environment: "fedcba9876543210" }),
    line("zod@4.1.0 layer 11", { function_version: "8" }),
  ]);
  const of = (
    name: string,
    version: string,
    path: string,
    root: string,
    purl: string,
    functionVersion = "7",
  ) => ({
    function_name: "orders",
    function_version: functionVersion,
    "package.name": name,
    "package.version": version,
    "package.type": "npm",
    "package.path": path,
    "package.purl": purl,
    "package.loaded": true,
    root,
  });
  expect(rows).toEqual([
    of("zod", "3.24.4", "/opt/nodejs/node_modules/zod", "layer", "pkg:npm/zod@3.24.4"),
    of("zod", "4.1.0", "/opt/nodejs/node_modules/zod", "layer", "pkg:npm/zod@4.1.0", "8"),
    of("@s/a", "1.0.0+b", "/var/task/node_modules/@s/a", "function", "pkg:npm/%40s/a@1.0.0%2Bb"),
  ]);
});

it("has the address of the package that the bill of materials has", async () => {
  const names = ["zod", "@s/a", "@s/a.b-c_d", "x~y"];
  const version = "1.0.0-rc.1+build";
  const rows = await packagesIn([line(names.map((name) => `${name}@${version} layer 1`).join(", "))]);
  const copies = names.map((name) => ({
    path: `/opt/nodejs/node_modules/${name}`,
    kind: "package" as const,
    name,
    version,
    root: "layer",
    layer: null,
    techniques: [],
    loaded: "true" as const,
    over: [],
    under: [],
    facts: {},
  }));
  const about = {
    name: "orders",
    version: null,
    phase: "operations",
    at: 0,
    outcropVersion: "",
    facts: {},
  } as const;
  const { components } = cycloneDx({ ...about, copies });
  expect(rows.map((row) => (row as Record<string, unknown>)["package.purl"])).toEqual(
    components.map(({ purl }) => purl),
  );
});

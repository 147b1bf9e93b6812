/** SQL sees the tables and nothing else. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folders } from "../../support/layer-run.ts";
import { ask, rowsOf } from "./asking.ts";
import { findingLine } from "./lines.ts";

const folders = new Folders();
let logs: string;
let folder: string;

beforeAll(() => {
  folder = folders.make({ "secret.csv": "a,b\n1,2\n", "logs.jsonl": `${findingLine({})}\n` });
  logs = join(folder, "logs.jsonl");
});

afterAll(() => folders.remove());

const reads = (path: string): string[] => [
  `SELECT * FROM read_csv('${path}')`,
  `SELECT * FROM read_text('${path}')`,
  `SELECT * FROM read_blob('${path}')`,
  `SELECT * FROM read_json('${path}')`,
  `SELECT * FROM parquet_scan('${path}')`,
  `SELECT * FROM sniff_csv('${path}')`,
  `SELECT * FROM glob('${path}')`,
  `SELECT * FROM '${path}'`,
  `CREATE TEMP TABLE t AS SELECT 1; COPY t FROM '${path}'`,
];

describe("SQL reads no file", () => {
  it.each(reads("secret.csv"))("%s", async (sql) => {
    const { code, out, err } = await ask([
      logs,
      "--sql",
      sql.replace("secret.csv", join(folder, "secret.csv")),
    ]);
    expect([code, out]).toEqual([3, ""]);
    expect(err).toMatch(/disabled by configuration|does not exist/);
  });
});

const forbidden = [
  "COPY finding TO 'FOLDER/out.csv'",
  "EXPORT DATABASE 'FOLDER/out'",
  "ATTACH 'FOLDER/out.db'",
  "INSTALL httpfs",
  "LOAD httpfs",
  "SELECT * FROM 's3://bucket/key.csv'",
  "SELECT * FROM 'https://example.com/a.csv'",
  "SET enable_external_access = true",
  "SET memory_limit = '100GB'",
  "SET threads = 64",
  "SET temp_directory = 'FOLDER/out'",
  "RESET lock_configuration",
  "CALL enable_logging(storage = 'file', storage_path = 'FOLDER/out'); SELECT 1",
  "SELECT * FROM Enable_Logging(storage = 'file', storage_path = 'FOLDER/out')",
  "PRAGMA profiling_output = 'FOLDER/out'",
  "CREATE PERSISTENT SECRET s (TYPE http)",
  "CREATE TABLE mine (a int)",
  "DELETE FROM finding",
  "DROP TABLE finding",
  "UPDATE finding SET code = ''",
];

describe("SQL writes nothing, reaches nothing and changes no setting", () => {
  it.each(forbidden)("%s", async (sql) => {
    const { code, out, err } = await ask([logs, "--sql", sql.replaceAll("FOLDER", folder)]);
    expect([code, out]).toEqual([3, ""]);
    expect(err).not.toBe("");
    expect(readdirSync(folder).sort()).toEqual(["logs.jsonl", "secret.csv"]);
  });
});

describe("what SQL may", () => {
  it("has limits on memory and threads", async () => {
    const settings =
      "SELECT name, value FROM duckdb_settings() WHERE name IN ('memory_limit', 'threads', " +
      "'lock_configuration') ORDER BY 1";
    const rows = await rowsOf([logs], ["--sql", settings]);
    expect(rows.map(({ value }) => value)).toEqual(["true", "384.0 MiB", expect.stringMatching(/^[1-4]$/)]);
  });

  it("several statements: the last is answered", async () => {
    const sql = "CREATE TEMP TABLE t AS SELECT code FROM finding; SELECT count(*) AS n FROM t";
    expect(await rowsOf([logs], ["--sql", sql])).toEqual([{ n: 1 }]);
  });

  it("sorts more than fits into memory", async () => {
    const sql =
      "SELECT max(n) AS n FROM (SELECT *, row_number() OVER (ORDER BY text) AS n FROM (SELECT " +
      "repeat(md5(i::varchar), 20) AS text FROM range(800000) r(i)))";
    expect(await rowsOf([logs], ["--sql", sql])).toEqual([{ n: 800_000 }]);
  });
});

describe("files", () => {
  it("of a kept database are the owner's, and no temporary ones stay", async () => {
    const db = join(folder, "kept.duckdb");
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("outcrop-query-"));
    expect((await ask([logs, "--db", db])).code).toBe(0);
    expect((await ask([logs, "--sql", "nonsense"])).code).toBe(3);
    expect(statSync(db).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(["kept.duckdb", "logs.jsonl", "secret.csv"]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("outcrop-query-"))).toEqual(before);
    expect(await rowsOf([], ["--db", db, "--sql", "SELECT code FROM finding"])).toEqual([
      { code: "shadowed-package" },
    ]);
    expect((await ask([logs, "--db", db])).error).toContain("already exists");
    expect((await ask(["--db", logs, "--sql", "SELECT 1"])).error).toMatch(
      /^QueryError: .*logs\.jsonl cannot be opened: /,
    );
    expect(existsSync(`${logs}.wal`)).toBe(false);
  });
});

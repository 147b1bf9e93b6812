import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ask, rowsOf } from "../incident/query/asking.ts";
import { findingLine } from "../incident/query/lines.ts";
import { joined } from "../support/joined.ts";
import { Folders } from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const logs = (): string =>
  folders.make({ "logs.jsonl": `${findingLine({})}\nGET / 200\n{"outcrop":"finding"\n` });

describe("outcrop query", () => {
  it("without a question lists the tables, and says how to ask", async () => {
    const { code, out, err } = await ask([logs()]);
    expect(code).toBe(0);
    expect(out).toMatch(/^name +rows +first +last +columns$/m);
    expect(out).toMatch(
      joined(
        /^finding +1 +2026-11-20T03:12:00.123Z +2026-11-20T03:12:00.123Z/m,
        / +code family severity package winner_version/,
      ),
    );
    expect(out).toMatch(/^log_event +3 /m);
    expect(err).toContain('--sql "SELECT code, package, count(*)');
  });

  it("answers in SQL, and loads every event only where it is asked for", async () => {
    const folder = logs();
    expect(await rowsOf([folder], ["--sql", "SELECT code, importers, line, timestamp FROM finding"])).toEqual(
      [{ code: "shadowed-package", importers: 2, line: 1, timestamp: "2026-11-20T03:12:00.123Z" }],
    );
    expect(await rowsOf([folder], ["--sql", 'SELECT count(*) AS n FROM "LOG_EVENT"'])).toEqual([{ n: 3 }]);
  });

  it("writes each type as JSON can", async () => {
    const sql = `SELECT 9007199254740993 AS big, 12::hugeint AS huge, 1.50::decimal(9,2) AS exact,
      'nan'::double AS nan, NULL AS nothing, [1, 2] AS list, {'a': 1} AS object, date '2026-11-20' AS day,
      timestamp '2026-11-20 03:12:00.123456' AS micros, timestamptz '2026-11-20 05:12:00+02' AS zoned,
      1 AS big, true AS yes`;
    expect(await rowsOf([logs()], ["--sql", sql])).toEqual([
      {
        big: "9007199254740993",
        huge: 12,
        exact: 1.5,
        nan: "NaN",
        nothing: null,
        list: [1, 2],
        object: { a: 1 },
        day: "2026-11-20",
        micros: "2026-11-20T03:12:00.123456Z",
        zoned: "2026-11-20T03:12:00Z",
        "big:1": 1,
        yes: true,
      },
    ]);
  });

  it("shows DuckDB's words for what it refuses, made plain", async () => {
    const { code, out, err } = await ask([logs(), "--sql", "SELECT \u001b[31m FROM finding"]);
    expect([code, out]).toEqual([3, ""]);
    expect(err).toMatch(/^outcrop: .*Parser Error/);
    expect(err).not.toContain("\u001b");
    expect((await ask([logs(), "--sql", " -- nothing\n"])).err).toContain(
      "the query does not contain a statement; use SQL such as SELECT",
    );
    expect((await ask([logs(), "--sql", "SELECT error('late') FROM finding"])).code).toBe(3);
    expect((await ask([logs(), "--sql", "SELECT 1 WHERE false"])).err).toBe("outcrop: no rows\n");
  });

  it("has nothing to ask where nothing was read, and says what was wrong", async () => {
    const folder = folders.make({ "a.gz": Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]) });
    const { code, out, err } = await ask([folder, "--sql", "SELECT 1", "--db", join(folder, "db")]);
    expect([code, out]).toEqual([3, ""]);
    expect(err).toContain("a.gz:1: ");
    expect(err).toContain("no log events could be read");
    expect((await ask(["--db", join(folder, "db")])).error).toContain("does not exist");
    writeFileSync(join(folder, "plain.log"), "Error: a plain error\n");
    expect((await ask([folder, "--sql", "SELECT 1 AS one"])).err).toContain(
      "these logs do not contain any Outcrop lines",
    );
  });

  it.each([
    [[], "query needs files or folders of logs, or - for stdin"],
    [["/none"], "/none does not exist"],
    [["."].concat("--format", "xml"), "--format must be one of table, json, csv, not xml"],
    [["."].concat("--sql", "SELECT 1", "--ask", "cost"), "pass --sql or --ask, not both"],
    [["."].concat("--set", "package=x"), "--set needs --ask"],
    [["--db", "none.duckdb"], "--db: none.duckdb does not exist. Pass logs to create it"],
    [["."].concat("--db", ""), "--db needs the name of a file"],
    [["--sqll", "x"], "Unknown option '--sqll'"],
  ])("called as %j", async (parameters, message) => {
    expect((await ask(parameters)).error).toBe(`UsageError: ${message}`);
  });

  it("says what to install where DuckDB is not there, or not for this machine", async () => {
    const absent = Object.assign(new Error("Cannot find package '@duckdb/node-api'"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    expect((await ask([logs()], () => Promise.reject(absent))).error).toBe(
      "QueryError: outcrop query needs DuckDB. Run npm install @duckdb/node-api, " +
        "or ask the same questions in Athena (docs/athena.md)",
    );
    const unfit = new Error("libstdc++.so.6: version `GLIBCXX_3.4.26' not found\nmore");
    expect((await ask([logs()], () => Promise.reject(unfit))).error).toBe(
      "QueryError: DuckDB cannot be loaded on this machine: libstdc++.so.6: version `GLIBCXX_3.4.26' not " +
        "found",
    );
  });
});

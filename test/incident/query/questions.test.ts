/**
 * Logs of a fleet that really ran, asked here and, as a check, through the views for Athena: the same rows,
 * for every record and every question.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { questionTextsModule } from "../../../build/generate/question-texts.ts";
import { recordKinds } from "../../../cloudwatch/athena/columns.ts";
import { questions } from "../../../cloudwatch/athena/questions.ts";
import { viewNames } from "../../../cloudwatch/athena/views.ts";
import { fillBucket, hostile } from "../../cloudwatch/athena/bucket.ts";
import { type Engine, openEngine } from "../../cloudwatch/athena/engine.ts";
import { type Fleet, runFleet, type Stream } from "../../cloudwatch/athena/fleet.ts";
import { Folders } from "../../support/layer-run.ts";
import { ask, type Row, rowsOf } from "./asking.ts";

const folders = new Folders();
let fleet: Fleet;
let engine: Engine;
/**
 * The logs as an S3 export, and as `filter-log-events` prints them, where they hold what else an application
 * may print.
 */
let exported: string;
let printed: string;
let kept: string;

beforeAll(async () => {
  fleet = await runFleet(folders);
  const streams = Object.values(fleet) as Stream[];
  exported = folders.make({});
  fillBucket("s3-export", exported, streams);
  engine = await openEngine("s3-export", exported);
  const noise = {
    ...fleet.billing,
    name: "noise",
    events: hostile.map((message) => ({ timestamp: 1_763_632_800_000, message })),
  };
  const documents = [...streams, noise].map(({ group, name, events }) => ({
    logGroup: group,
    events: events.map((event, index) => ({
      ...event,
      logStreamName: name,
      eventId: `${name}-${index}`,
      ingestionTime: event.timestamp,
    })),
  }));
  printed = folders.make({});
  for (const [index, document] of documents.entries())
    writeFileSync(join(printed, `${index}.json.gz`), gzipSync(JSON.stringify(document)));
  kept = join(printed, "kept.duckdb");
  const { code, err } = await ask([join(exported, "exports"), "--db", kept]);
  expect([
    code,
    err.split("\n").filter((line) => !/duplicate Outcrop line|query them with --sql/.test(line)),
  ]).toEqual([0, [""]]);
});

afterAll(() => {
  engine.close();
  folders.remove();
});

const sorted = (rows: readonly Row[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
/** An export holds its log group nowhere but in the folders that the reader of docs/athena.md chose. */
const withoutPlace = ({ file: _, line: __, log_group: ___, ...row }: Row): Row => row;

/** Values that the questions need, of what ran. */
function parametersOf(names: readonly string[]): Record<string, string> {
  const [first] = fleet.ordersFirst.lines.filter(({ outcrop }) => outcrop === "invocation").slice(-1);
  const [second] = fleet.ordersSecond.lines.filter(({ outcrop }) => outcrop === "invocation").slice(-1);
  const all: Record<string, string> = {
    FROM_DAY: "2026/01/01",
    PACKAGE: "shared",
    REQUEST_ID: fleet.ordersSecond.requestIds[1] as string,
    OLD_FINGERPRINT: String(first?.["fingerprint"]),
    NEW_FINGERPRINT: String(second?.["fingerprint"]),
  };
  return Object.fromEntries(names.map((name) => [name, all[name] as string]));
}

describe("the tables", () => {
  it.each(recordKinds)(
    "%s has the columns of Athena's view, file and line behind them, and the same rows",
    async (kind) => {
      const found = await rowsOf([], ["--db", kept, "--sql", `SELECT * FROM ${kind}`]);
      const expected = await engine.rows(`SELECT * FROM ${kind}`);
      expect(expected.length).toBeGreaterThan(0);
      expect(Object.keys(found[0] as Row)).toEqual([...Object.keys(expected[0] as Row), "file", "line"]);
      expect(sorted(found.map(withoutPlace))).toEqual(sorted(expected.map(withoutPlace)));
    },
  );

  it.each(["line", "log_event"])("%s too", async (name) => {
    const found = await rowsOf([], ["--db", kept, "--sql", `SELECT * EXCLUDE (file, line) FROM ${name}`]);
    const expected = await engine.rows(`SELECT * FROM ${name}`);
    const same = ({ record, ...row }: Row): Row => ({
      ...withoutPlace(row),
      record: typeof record === "string" ? JSON.parse(record) : null,
    });
    expect(Object.keys(found[0] as Row)).toEqual(Object.keys(expected[0] as Row));
    expect(sorted(found.map(same))).toEqual(sorted(expected.map(same)));
  });

  it("are all there", async () => {
    const listed = await rowsOf([printed], []);
    expect(listed.map(({ name }) => name).sort()).toEqual([...viewNames, "log_event"].sort());
    const failures = Object.values(fleet).flatMap(({ lines }: Stream) =>
      lines.filter(({ outcrop }) => outcrop === "failure"),
    );
    expect(listed.find(({ name }) => name === "failure")).toMatchObject({ rows: failures.length });
  });

  it("say where and when an event was", async () => {
    const [row] = await rowsOf(
      [printed],
      ["--sql", "SELECT log_group, log_stream, event_id, event_time FROM failure"],
    );
    const at = fleet.ordersSecond.events.findIndex(({ message }) => message.includes('"outcrop":"failure"'));
    const { group, name, events } = fleet.ordersSecond;
    const event_time = new Date(events[at]?.timestamp ?? 0).toISOString();
    expect(row).toEqual({ log_group: group, log_stream: name, event_id: `${name}-${at}`, event_time });
  });

  it("say where each row was read", async () => {
    const [row] = await rowsOf(
      [],
      ["--db", kept, "--sql", "SELECT file, line, record FROM line WHERE outcrop = 'failure'"],
    );
    const file = String(row?.["file"]);
    expect(file).toMatch(/000000\.gz$/);
    const { gunzipSync } = await import("node:zlib");
    const text = gunzipSync(readFileSync(file)).toString().split("\n")[Number(row?.["line"]) - 1] as string;
    expect(JSON.parse(text.slice(text.indexOf("{")))).toEqual(JSON.parse(String(row?.["record"])));
  });
});

describe("the saved questions", () => {
  it("are the files of cloudwatch/athena", () => {
    expect(readFileSync("cloudwatch/athena/question-texts.ts", "utf8")).toBe(questionTextsModule());
  });

  it.each(questions.map(({ name, parameters }) => [name, parameters] as const))(
    "%s is answered as Athena would",
    async (name, parameters) => {
      const values = parametersOf(parameters);
      const sets = Object.entries(values).flatMap(([key, value]) => [
        "--set",
        `${key.toLowerCase()}=${value}`,
      ]);
      const expected = await engine.ask(name, values);
      expect(expected.length).toBeGreaterThan(0);
      expect(sorted(await rowsOf([], ["--db", kept, "--ask", name, ...sets]))).toEqual(sorted(expected));
      // Of all that was read, where no day is named; of logs in another shape, with what else an application
      // printed.
      const withoutDay = sets.filter((_, index) => !sets[index - (index % 2) + 1]?.startsWith("from_day="));
      const elsewhere = await rowsOf([printed], ["--ask", name, ...withoutDay]);
      if (name !== "request" && name !== "cost") expect(sorted(elsewhere)).toEqual(sorted(expected));
      else expect(elsewhere).toHaveLength(expected.length);
    },
  );

  it("take their values as values", async () => {
    for (const value of ["it's none", "' OR ''='", "x' UNION SELECT 1 --", "'PACKAGE'", "--", "a=b"]) {
      expect(await rowsOf([], ["--db", kept, "--ask", "who-loads", "--set", `package=${value}`])).toEqual([]);
    }
  });

  it("name what they need, and what there is", async () => {
    expect((await ask([printed, "--ask", "who-loads"])).error).toBe(
      "UsageError: --ask: who-loads needs --set package=…",
    );
    expect((await ask([printed, "--ask", "who-loads", "--set", "packag=x"])).error).toBe(
      "UsageError: --ask: --set packag=x: who-loads takes package=VALUE, from_day=VALUE",
    );
    expect((await ask([printed, "--ask", "constructor"])).error).toContain(
      "there is no question constructor; use one of loaded-now, who-loads",
    );
    const { out } = await ask(["--questions"]);
    for (const { name, title } of questions)
      expect(out).toMatch(new RegExp(`^${name} +${title}\n +--ask ${name}`, "m"));
  });
});

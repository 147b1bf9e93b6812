/**
 * Every saved query over the log streams of a small fleet that runs for this test. What it must answer is
 * worked out from what was deployed, and from the lines as plain JSON, without the evaluator.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cell, evaluate, type LogEvent } from "../../../../cloudwatch/insights/evaluate.ts";
import { savedQueries, withParameters } from "../../../../cloudwatch/observability/queries/index.ts";
import { type EmittedLine, Folders, ofType } from "../../../support/layer-run.ts";
import { type Environment, recordFleet } from "./recorded.ts";

const folders = new Folders();
let fleet: readonly Environment[];
let [ordersA, ordersB, mails, jobs, orders2] = [] as unknown as [
  Environment,
  Environment,
  Environment,
  Environment,
  Environment,
];

beforeAll(async () => {
  fleet = await recordFleet(folders);
  [ordersA, ordersB, mails, jobs, orders2] = fleet as [
    Environment,
    Environment,
    Environment,
    Environment,
    Environment,
  ];
});
afterAll(() => folders.remove());

type Answer = Readonly<Record<string, Cell>>;

const asked = new Set<string>();

function ask(
  name: string,
  values: Readonly<Record<string, string>> = {},
  events: Iterable<LogEvent> = fleet.flatMap((one) => one.events),
): Answer[] {
  const query = savedQueries.find((one) => one.name === name);
  if (query === undefined) throw new Error(`no query ${name}`);
  expect(Object.keys(values).sort()).toEqual(query.parameters.map((parameter) => parameter.name).sort());
  asked.add(name);
  const { fields, rows } = evaluate(withParameters(query, values), events);
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [fields[index], cell])));
}

/** A key of an environment's lines of one type, in the order they were written. */
const told = ({ lines }: Environment, type: string, key: string): unknown[] =>
  ofType(lines, type).map((line) => line[key]);
const time = (
  environment: Environment,
  type: string,
  which: (line: EmittedLine) => boolean = () => true,
): unknown => ofType(environment.lines, type).find(which)?.["timestamp"];
const of = (name: string) => (line: EmittedLine) => line["package"] === name;
const shape = <K extends string>(rows: readonly Answer[], ...keys: K[]): unknown[] =>
  rows.map((row) => keys.map((key) => row[key]));

describe("what is wrong", () => {
  it("newest-findings: one row for each finding, the newest first", () => {
    const rows = ask("newest-findings");
    expect(shape(rows, "function_name", "code", "package", "severity", "first_seen")).toEqual([
      ["mails", "range-violation", "a", "error", time(mails, "finding")],
      ["orders", "shadowed-package", "a", "warning", time(ordersA, "finding")],
    ]);
    expect(rows[1]).toMatchObject({
      message: told(orders2, "finding", "message")[0],
      fix: told(orders2, "finding", "fix")[0],
    });
  });

  it("first-appearances: since when, with which version, in how many environments", () => {
    const keys = [
      "function_name",
      "code",
      "package",
      "first_seen",
      "first_version",
      "last_seen",
      "severity",
      "environments",
    ];
    expect(shape(ask("first-appearances"), ...keys)).toEqual([
      [
        "mails",
        "range-violation",
        "a",
        time(mails, "finding"),
        "$LATEST",
        time(mails, "finding"),
        "error",
        1,
      ],
      [
        "orders",
        "shadowed-package",
        "a",
        time(ordersA, "finding"),
        "1",
        time(orders2, "finding"),
        "warning",
        3,
      ],
    ]);
  });

  it("findings-by-function and findings-by-package count each once", () => {
    const byFunction = shape(ask("findings-by-function"), "function_name", "findings", "packages");
    expect(byFunction).toHaveLength(2);
    expect(byFunction).toEqual(
      expect.arrayContaining([
        ["orders", 1, 1],
        ["mails", 1, 1],
      ]),
    );
    expect(shape(ask("findings-by-package"), "package", "code", "functions", "newest_function")).toEqual([
      ["a", "shadowed-package", 1, "orders"],
      ["a", "range-violation", 1, "mails"],
    ]);
  });

  it("current-state: the last invocation's word, by function and version", () => {
    const rows = ask("current-state");
    const stateOf = (environment: Environment, shadowing: number, environments: number): Answer => ({
      function_name: environment.name,
      function_version: environment.version,
      shadowing,
      architecture: 0,
      fingerprint: told(environment, "invocation", "fingerprint").at(-1) as string,
      newest_environment: environment.id,
      environments,
      last_report: told(environment, "invocation", "timestamp").at(-1) as string,
    });
    expect(rows).toEqual([
      stateOf(mails, 1, 1),
      stateOf(ordersB, 1, 2),
      stateOf(orders2, 1, 1),
      stateOf(jobs, 0, 1),
    ]);
  });

  it("functions-reporting: who speaks, the one silent longest first", () => {
    expect(
      shape(
        ask("functions-reporting"),
        "function_name",
        "function_version",
        "newest_environment",
        "environments",
        "outcrop",
        "node",
      ),
    ).toEqual(
      [ordersB, mails, jobs, orders2].map((one) => [
        one.name,
        one.version,
        one.id,
        one === ordersB ? 2 : 1,
        told(one, "environment", "outcrop_version")[0],
        process.version,
      ]),
    );
  });

  it("functions-unobserved: who has the layer and not the variable", () => {
    expect(ask("functions-unobserved")).toEqual([]);
    const recorded = JSON.parse(readFileSync("test/attach/recorded-lines.json", "utf8")) as {
      "no-wrapper": EmittedLine[];
    };
    const lines = recorded["no-wrapper"];
    const event = { timestamp: 0, logGroup: null, logStream: null, eventId: null, file: "recorded", line: 1 };
    const events = lines.map((line) => ({ ...event, message: JSON.stringify(line) }));
    expect(
      shape(
        ask("functions-unobserved", {}, events),
        "function_name",
        "function_version",
        "invocations",
        "last_report",
      ),
    ).toEqual([
      [
        "sandbox-function",
        "$LATEST",
        ofType(lines, "invocation").length,
        ofType(lines, "invocation").at(-1)?.["timestamp"],
      ],
    ]);
  });

  it("failures: what failed and what explains it", () => {
    const failure = ofType(mails.lines, "failure")[0];
    expect(
      shape(ask("failures"), "function_name", "phase", "error_name", "findings", "request_id", "explanation"),
    ).toEqual([
      ["mails", "invoke", "TypeError", "range-violation a", mails.requestIds[1], failure?.["explanation"]],
    ]);
  });

  it("errors-beside-findings: failed invocations, and findings in force", () => {
    expect(
      shape(
        ask("errors-beside-findings"),
        "function_name",
        "function_version",
        "invocations",
        "failures",
        "shadowing",
        "architecture",
      ),
    ).toEqual([
      ["mails", "$LATEST", 3, 1, 1, 0],
      ["orders", "1", 3, 0, 1, 0],
      ["orders", "2", 1, 0, 1, 0],
      ["jobs", "$LATEST", 1, 0, 0, 0],
    ]);
  });

  it("request: its lines by the platform, the function and Outcrop, oldest first, in both formats", () => {
    const [failed = ""] = mails.requestIds.slice(1);
    const rows = ask("request", { REQUEST_ID: failed });
    const ofPlatform = rows.filter((row) => row["outcrop"] == null).map((row) => String(row["@message"]));
    const kinds = ofPlatform.map((message) =>
      message.match(/^(START|END|REPORT|\S+Z\t\S+\tERROR)/)?.[0].slice(-6),
    );
    expect(kinds).toEqual(["START", "\tERROR", "END", "REPORT"]);
    // Outcrop's lines come when an answer leaves time for them: at once, or after a later one.
    expect(rows.flatMap((row) => row["outcrop"] ?? [])).toEqual(["failure", "invocation"]);
    const inJson = ask("request", { REQUEST_ID: jobs.requestIds[0] as string });
    expect(inJson.flatMap((row) => row["outcrop"] ?? [])).toEqual(["invocation"]);
    expect(inJson.filter((row) => row["outcrop"] == null).map((row) => row["message"])).toEqual([
      null,
      "served",
      null,
    ]);
    expect(new Set(inJson.map((row) => row["@log"]))).toEqual(new Set(["/aws/lambda/jobs"]));
  });
});

describe("what is loaded", () => {
  it("loaded-now: each copy of each function and version, where it was seen last", () => {
    const rows = ask("loaded-now");
    expect(
      shape(
        rows,
        "function_name",
        "function_version",
        "package",
        "version",
        "root",
        "environments",
        "newest_environment",
      ),
    ).toEqual([
      ["jobs", "$LATEST", "(runtime)", null, "runtime", 1, jobs.id],
      ["jobs", "$LATEST", "b", "5.0.0", "layer", 1, jobs.id],
      ["jobs", "$LATEST", "jobs", "1.0.0", "function", 1, jobs.id],
      ["mails", "$LATEST", "(runtime)", null, "runtime", 1, mails.id],
      ["mails", "$LATEST", "a", "0.9.0", "layer", 1, mails.id],
      ["mails", "$LATEST", "mails", "1.0.0", "function", 1, mails.id],
      ["orders", "2", "(runtime)", null, "runtime", 1, orders2.id],
      ["orders", "2", "a", "2.0.0", "function", 1, orders2.id],
      ["orders", "2", "b", "5.0.0", "layer", 1, orders2.id],
      ["orders", "2", "orders", "2.0.0", "function", 1, orders2.id],
      ["orders", "1", "(runtime)", null, "runtime", 2, ordersB.id],
      ["orders", "1", "a", "1.0.0", "function", 2, ordersB.id],
      ["orders", "1", "b", "5.0.0", "layer", 2, ordersB.id],
      ["orders", "1", "late", "1.0.0", "function", 1, ordersA.id],
      ["orders", "1", "orders", "1.0.0", "function", 2, ordersB.id],
    ]);
    expect(rows.map((row) => row["last_seen"])[13]).toBe(time(ordersA, "resolution", of("late")));
    expect(rows.map((row) => row["path"])[8]).toBe("/opt/nodejs/node_modules/b");
  });

  it("loaded-in-newest-environment: nothing that only older environments loaded, by version", () => {
    const rows = ask("loaded-in-newest-environment", { LOG_GROUP: "/aws/lambda/orders" });
    expect(shape(rows, "function_version", "package", "version", "root", "environment")).toEqual([
      ["2", "(runtime)", null, "runtime", orders2.id],
      ["2", "a", "2.0.0", "function", orders2.id],
      ["2", "b", "5.0.0", "layer", orders2.id],
      ["2", "orders", "2.0.0", "function", orders2.id],
      ["1", "(runtime)", null, "runtime", ordersB.id],
      ["1", "a", "1.0.0", "function", ordersB.id],
      ["1", "b", "5.0.0", "layer", ordersB.id],
      ["1", "orders", "1.0.0", "function", ordersB.id],
    ]);
  });

  it("loaded-in-environment: in the order they were seen", () => {
    const rows = ask("loaded-in-environment", { ENVIRONMENT: ordersA.id });
    expect(shape(rows, "package", "version", "root", "modules", "how")).toEqual([
      ["(runtime)", null, "runtime", expect.any(Number), "import"],
      ["orders", "1.0.0", "function", 1, expect.any(String)],
      ["a", "1.0.0", "function", 1, "require"],
      ["b", "5.0.0", "layer", 1, "require"],
      ["late", "1.0.0", "function", 1, "require"],
    ]);
  });

  it("package-loaders: every function, version and copy, and since when", () => {
    const at = (environment: Environment): unknown => time(environment, "resolution", of("a"));
    const keys = [
      "function_name",
      "function_version",
      "version",
      "root",
      "path",
      "first_seen",
      "last_seen",
      "environments",
      "importer",
    ];
    expect(shape(ask("package-loaders", { PACKAGE: "a" }), ...keys)).toEqual([
      [
        "mails",
        "$LATEST",
        "0.9.0",
        "layer",
        "/opt/nodejs/node_modules/a",
        at(mails),
        at(mails),
        1,
        "/var/task/index.js",
      ],
      [
        "orders",
        "2",
        "2.0.0",
        "function",
        "/var/task/node_modules/a",
        at(orders2),
        at(orders2),
        1,
        "/var/task/index.js",
      ],
      [
        "orders",
        "1",
        "1.0.0",
        "function",
        "/var/task/node_modules/a",
        at(ordersA),
        at(ordersB),
        2,
        "/var/task/index.js",
      ],
    ]);
    expect(ask("package-loaders", { PACKAGE: "absent" })).toEqual([]);
  });

  it("package-shadowed: where one copy hides another, and which", () => {
    const keys = [
      "function_name",
      "function_version",
      "winner_version",
      "winner_root",
      "loser_version",
      "loser_root",
      "severity",
      "environments",
    ];
    expect(shape(ask("package-shadowed", { PACKAGE: "a" }), ...keys)).toEqual([
      ["orders", "2", "2.0.0", "function", "0.9.0", "layer", "warning", 1],
      ["orders", "1", "1.0.0", "function", "0.9.0", "layer", "warning", 2],
    ]);
    expect(ask("package-shadowed", { PACKAGE: "b" })).toEqual([]);
  });
});

describe("what changed", () => {
  it("fingerprints: one row for each set of copies, with an environment that had it", () => {
    const last = (one: Environment): unknown => told(one, "invocation", "fingerprint").at(-1);
    const rows = shape(
      ask("fingerprints"),
      "function_name",
      "function_version",
      "last_fingerprint",
      "environments",
      "invocations",
      "example_environment",
    );
    expect(rows).toEqual([
      ["jobs", "$LATEST", last(jobs), 1, 1, jobs.id],
      ["mails", "$LATEST", last(mails), 1, 3, mails.id],
      ["orders", "2", last(orders2), 1, 1, orders2.id],
      ["orders", "1", last(ordersB), 1, 1, ordersB.id],
      ["orders", "1", last(ordersA), 1, 2, ordersA.id],
    ]);
    // The late package makes the one difference between the environments of version 1.
    expect(new Set(rows.map((row) => (row as unknown[])[2])).size).toBe(5);
    expect(told(ordersA, "invocation", "fingerprint")[0]).toBe(last(ordersB));
  });

  it("changed-copies: what only one of two environments has, and nothing where both loaded the same", () => {
    const between = (a: Environment, b: Environment): unknown[] =>
      shape(
        ask("changed-copies", { ENVIRONMENT_A: a.id, ENVIRONMENT_B: b.id }),
        "package",
        "version",
        "root",
        "only_in",
      );
    const changed = between(ordersB, orders2);
    expect(changed).toHaveLength(4);
    expect(changed).toEqual(
      expect.arrayContaining([
        ["a", "1.0.0", "function", ordersB.id],
        ["a", "2.0.0", "function", orders2.id],
        ["orders", "1.0.0", "function", ordersB.id],
        ["orders", "2.0.0", "function", orders2.id],
      ]),
    );
    expect(between(ordersA, ordersB)).toEqual([["late", "1.0.0", "function", ordersA.id]]);
    expect(between(mails, mails)).toHaveLength(3);
  });
});

describe("what it costs", () => {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const named = (name: string): Environment[] => fleet.filter((one) => one.name === name);

  it("cost: lines, characters, register and overhead, by function", () => {
    const rows = ask("cost");
    expect(rows.map((row) => row["function_name"]).sort()).toEqual(["jobs", "mails", "orders"]);
    for (const row of rows) {
      const environments = named(row["function_name"] as string);
      const numbers = (type: string, key: string): number[] =>
        environments.flatMap((one) => told(one, type, key) as number[]);
      const overheads = numbers("invocation", "OverheadMs").sort((a, b) => a - b);
      const characters = sum(
        environments.flatMap(({ lines }) => lines.map((line) => JSON.stringify(line).length)),
      );
      expect(row).toEqual({
        function_name: row["function_name"],
        log_characters: characters,
        lines: sum(environments.map(({ lines }) => lines.length)),
        environments: environments.length,
        characters_per_environment: characters / environments.length,
        register_ms_max: Math.max(...numbers("environment", "register_ms")),
        shim_ms_max: Math.max(...numbers("environment", "shim_ms"), ...numbers("shutdown", "shim_ms")),
        overhead_ms_p50: overheads[Math.ceil(overheads.length / 2) - 1],
        overhead_ms_p99: overheads.at(-1),
      });
    }
  });

  it("log-volume: Outcrop's share of each log group", () => {
    const rows = ask("log-volume");
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const events = fleet.flatMap((one) => one.events).filter(({ logGroup }) => logGroup === row["@log"]);
      const ours = sum(
        events.filter(({ message }) => message.includes('"outcrop":"')).map(({ message }) => message.length),
      );
      const all = sum(events.map(({ message }) => message.length));
      expect(row).toEqual({ "@log": row["@log"], outcrop: ours, total: all, percent: (100 * ours) / all });
      expect(ours).toBeLessThan(all);
    }
  });

  it("init-durations: of text and JSON lines alike", () => {
    const inits = (environment: Environment): number[] =>
      environment.events.flatMap(({ message }) => {
        const found = /Init Duration: (\S+) ms|"initDurationMs":([\d.]+)/.exec(message);
        return found ? [Number(found[1] ?? found[2])] : [];
      });
    const rows = ask("init-durations");
    expect(rows.map((row) => row["@log"]).sort()).toEqual([
      "/aws/lambda/jobs",
      "/aws/lambda/mails",
      "/aws/lambda/orders",
    ]);
    for (const row of rows) {
      const durations = fleet
        .filter(({ name }) => row["@log"] === `/aws/lambda/${name}`)
        .flatMap(inits)
        .sort((a, b) => a - b);
      expect(durations).toHaveLength(row["@log"] === "/aws/lambda/orders" ? 3 : 1);
      expect(row).toMatchObject({
        inits: durations.length,
        init_ms_max: durations.at(-1),
        init_ms_p50: durations[Math.ceil(durations.length / 2) - 1],
      });
      expect(row["init_ms_avg"]).toBeCloseTo(sum(durations) / durations.length, 6);
    }
  });

  it("init-durations: of inits ahead of time and failed ones too, each once", () => {
    const json = (type: string, record: object): string =>
      JSON.stringify({ time: "2026-11-21T12:00:00.000Z", type: `platform.${type}`, record });
    const messages = [
      "INIT_REPORT Init Duration: 100.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError",
      "REPORT RequestId: 0eaa2db0-0d72-484e-b10a-70607ea5fec3\tDuration: 3.00 ms\tBilled Duration: 3 ms\t" +
        "Memory Size: 128 MB\tMax Memory Used: 64 MB",
      "2026-11-21T12:00:00.000Z\t0eaa2db0-0d72-484e-b10a-70607ea5fec3\tINFO\tInit Duration: 9000 ms",
      json("initReport", {
        initializationType: "provisioned-concurrency",
        phase: "init",
        status: "success",
        metrics: { durationMs: 200 },
      }),
      json("initReport", {
        initializationType: "on-demand",
        phase: "init",
        status: "error",
        metrics: { durationMs: 300 },
      }),
      json("initReport", {
        initializationType: "on-demand",
        phase: "init",
        status: "success",
        metrics: { durationMs: 400 },
      }),
      json("report", { status: "success", metrics: { durationMs: 5, initDurationMs: 400 } }),
      json("report", { status: "success", metrics: { durationMs: 5 } }),
    ];
    const [first] = mails.events;
    const events = messages.map((message) => ({ ...(first as LogEvent), message }));
    expect(ask("init-durations", {}, events)).toMatchObject([
      { inits: 4, init_ms_avg: 250, init_ms_p50: 200, init_ms_max: 400 },
    ]);
  });
});

it("every saved query was asked", () => {
  expect([...asked].sort()).toEqual(savedQueries.map(({ name }) => name).sort());
});

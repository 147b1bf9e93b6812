/** The saved queries about findings, failures and functions that do not report. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type EmittedLine, ofType } from "../../../../support/layer-run.ts";
import {
  type Answer,
  ask,
  failing,
  fleet,
  jobs,
  mails,
  orders2,
  ordersA,
  ordersB,
  shape,
  time,
  told,
} from "../asking.ts";
import type { Environment } from "../recorded.ts";

/** When CloudWatch took in the last line of an invocation: a short one has no timestamp of its own. */
const lastTime = ({ events }: Environment): string =>
  timeText(
    Math.max(
      ...events
        .filter(({ message }) => message.includes('"outcrop":"invocation"'))
        .map(({ timestamp }) => timestamp ?? 0),
    ),
  );

/** As Logs Insights shows `@timestamp`. */
const timeText = (at: number): string => new Date(at).toISOString().replace("T", " ").slice(0, -1);

describe("what is wrong", () => {
  it("what-to-fix: one row for each finding, errors first, with where it was first seen in the range", () => {
    const rows = ask("what-to-fix");
    expect(shape(rows, "function_name", "code", "package", "severity", "first_in_range")).toEqual([
      ["mails", "range-violation", "a", "error", time(mails, "finding")],
      ["orders", "shadowed-package", "a", "warning", time(ordersA, "finding")],
    ]);
    expect(rows[1]).toMatchObject({
      message: told(orders2, "finding", "message")[0],
      fix: told(orders2, "finding", "fix")[0],
      first_version: ordersA.version,
      first_stream: ordersA.events[0]?.logStream,
    });
  });

  it("what-to-fix, functions: an accepted finding does not count", () => {
    const accepted = mails.events.map((event) => ({
      ...event,
      message: event.message
        .replace('"outcrop":"finding"', '"accepted":"known","outcrop":"finding"')
        .replace(/"(?:Shadowing|ShadowingErrors|RangeViolation)":1/g, '"Shadowing":0'),
    }));
    expect(ask("what-to-fix", {}, accepted)).toEqual([]);
    expect(shape(ask("functions", {}, accepted), "name", "worst_state", "findings")).toEqual([
      ["mails", "6 fails: no collision found", 0],
    ]);
  });

  it("functions, function-states: every function once, with its worst state", () => {
    const all = [...fleet, ...failing].flatMap(({ events }) => events);
    const rows = ask("functions", {}, all);
    expect(shape(rows, "name", "worst_state", "worst_finding", "findings", "newest_version", "node")).toEqual(
      [
        [
          "orphans",
          "1 fails in init",
          expect.stringMatching(/^error unresolved-module /),
          1,
          "$LATEST",
          process.version,
        ],
        ["leavers", "1 fails in init", null, 0, "$LATEST", process.version],
        ["mails", "2 collides: error", "error range-violation a", 1, "$LATEST", process.version],
        ["orders", "3 collides: warning", "warning shadowed-package a", 1, "2", process.version],
        ["jobs", "6 healthy", null, 0, "$LATEST", process.version],
      ],
    );
    const last = jobs.events.filter(({ message }) => /"outcrop":"(?:invocation|shutdown)"/.test(message));
    expect(rows.find(({ name }) => name === "jobs")?.["last_seen"]).toBe(
      timeText(Math.max(...last.map(({ timestamp }) => timestamp ?? 0))),
    );
    expect(shape(ask("function-states", {}, all), "worst_state", "functions", "findings")).toEqual([
      ["1 fails in init", 2, 1],
      ["2 collides: error", 1, 1],
      ["3 collides: warning", 1, 1],
      ["6 healthy", 1, 0],
    ]);
  });

  it("functions: one that has the layer and reports nothing is not healthy", () => {
    const inText = mails.events.filter(({ message }) => !message.includes('"outcrop":"'));
    expect(inText.some(({ message }) => message.startsWith("EXTENSION\t"))).toBe(true);
    expect(shape(ask("functions", {}, inText), "name", "worst_state")).toEqual([
      ["mails", "8 not seen: silent"],
    ]);
    // As the Telemetry API's schema has it; Lambda's JSON log format writes the same.
    const record = { name: "outcrop", state: "Ready", events: ["INVOKE", "SHUTDOWN"] };
    const message = JSON.stringify({ time: "2026-11-20T01:00:00.000Z", type: "platform.extension", record });
    const inJson = jobs.events.slice(0, 1).map((event) => ({ ...event, message }));
    expect(shape(ask("functions", {}, inJson), "name", "worst_state")).toEqual([
      ["jobs", "8 not seen: silent"],
    ]);
    const running = jobs.events.filter(({ message }) => !message.includes('"outcrop":"environment"'));
    expect(shape(ask("functions", {}, running), "worst_state")).toEqual([
      ["7 not seen: no start in this range"],
    ]);
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
      bundle: null,
      newest_environment: environment.id,
      environments,
      last_report: lastTime(environment),
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

  it("coverage: how much of each function was seen, and which function lost it", () => {
    expect(shape(ask("coverage"), "function_name", "coverage")).toEqual(
      expect.arrayContaining([
        ["mails", "full"],
        ["orders", "full"],
      ]),
    );
    const event = { timestamp: 0, logGroup: null, logStream: null, eventId: null, file: "made", line: 1 };
    const started = (coverage: string | undefined, environment: string, hour: number) => ({
      ...event,
      message: JSON.stringify({
        outcrop: "environment",
        environment,
        function_name: "orders",
        function_version: "7",
        timestamp: `2026-11-20T0${hour}:00:00.000Z`,
        coverage,
      }),
    });
    const events = [
      started("full", "a", 1),
      started("none", "b", 2),
      started("none", "c", 3),
      started(undefined, "d", 4),
    ];
    expect(shape(ask("coverage", {}, events), "coverage", "environments", "last_start")).toEqual([
      ["full", 1, "2026-11-20T01:00:00.000Z"],
      ["none", 2, "2026-11-20T03:00:00.000Z"],
    ]);
    const lost = (...coverages: string[]) =>
      shape(
        ask(
          "coverage-lost",
          {},
          coverages.map((coverage, hour) => ({
            ...started(coverage, String(hour), hour),
            timestamp: hour * 3_600_000,
          })),
        ),
        "before",
        "now",
        "last_start",
      );
    expect(ask("coverage-lost")).toEqual([]);
    expect(lost("full", "bundled", "none")).toEqual([["full", "none", "2026-11-20T02:00:00.000Z"]]);
    expect(lost("full", "bundled")).toEqual([["full", "bundled", "2026-11-20T01:00:00.000Z"]]);
    expect(lost("bundled", "none")).toHaveLength(1);
    for (const kept of [["full", "none", "full"], ["bundled", "full"], ["none", "bundled"], ["none"]])
      expect(lost(...kept)).toEqual([]);
  });

  it("functions-unobserved: who has the layer and not the variable", () => {
    expect(ask("functions-unobserved")).toEqual([]);
    const recorded = JSON.parse(readFileSync("test/attach/recorded-lines.json", "utf8")) as {
      "no-wrapper": EmittedLine[];
    };
    const lines = recorded["no-wrapper"];
    const event = { timestamp: 0, logGroup: null, logStream: null, eventId: null, file: "recorded", line: 1 };
    const events = lines.map((line, second) => ({
      ...event,
      timestamp: 1_000 * second,
      message: JSON.stringify(line),
    }));
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
        timeText(1_000 * lines.findLastIndex(({ outcrop }) => outcrop === "invocation")),
      ],
    ]);
  });

  it("init-failures: which functions end in init, since when and why, with an error or without", () => {
    const rows = ask(
      "init-failures",
      {},
      [...fleet, ...failing].flatMap(({ events }) => events),
    );
    const rowOf = (environment: Environment, message: unknown, first: string): Answer => ({
      function_name: environment.name,
      function_version: environment.version,
      first_seen: time(environment, first) as string,
      last_seen: told(environment, "shutdown", "timestamp").at(-1) as string,
      environments: new Set(told(environment, "shutdown", "environment")).size,
      message: message as string,
    });
    const [orphans, leavers] = failing as [Environment, Environment];
    const [explanation] = told(orphans, "failure", "explanation");
    expect(rows).toEqual([
      rowOf(leavers, told(leavers, "shutdown", "message")[0], "shutdown"),
      rowOf(orphans, told(orphans, "failure", "message")[0], "failure"),
    ]);
    expect(rows[1]?.["message"]).toContain(explanation);
    expect(told(leavers, "failure", "message")).toEqual([]);
    expect(ask("init-failures")).toEqual([]);
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

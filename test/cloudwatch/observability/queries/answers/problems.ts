/** The saved queries about findings, failures and functions that do not report. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type EmittedLine, ofType } from "../../../../support/layer-run.ts";
import { type Answer, ask, jobs, mails, orders2, ordersA, ordersB, shape, time, told } from "../asking.ts";
import type { Environment } from "../recorded.ts";

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

import { describe, expect, it } from "vitest";
import { collect, event, invocation, line, start } from "./lines.ts";

const requestId = (id: string) => `00000000-0000-4000-8000-00000000000${id}`;
const report = (id: string, status = "") =>
  `REPORT RequestId: ${requestId(id)}\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\t` +
  `Max Memory Used: 60 MB${status}`;
const orders = { FunctionName: "orders" };
const group = "/aws/lambda/orders";

describe("collecting", () => {
  it("takes Outcrop's metrics with and without the function", () => {
    const { metrics } = collect(
      invocation(start, { counts: { "shadowed-package": 2 } }),
      invocation(start + 5, { functionName: "invoices" }),
    );
    const values = (name: string, dimensions: Record<string, string>) =>
      metrics.get("Outcrop", name, dimensions).samples.map(({ value }) => value);
    expect(values("Shadowing", { function_name: "orders" })).toEqual([2]);
    expect(values("Shadowing", {})).toEqual([2, 0]);
    expect(values("ShadowedPackage", { function_name: "invoices" })).toEqual([]);
    expect(values("OverheadMs", {})).toEqual([2, 2]);
    expect(values("OverheadMs", { function_name: "orders" })).toEqual([]);
  });

  it("works out Lambda's metrics from text reports and JSON reports", () => {
    const json = {
      time: new Date(start).toISOString(),
      type: "platform.report",
      record: { requestId: requestId("b"), status: "timeout", metrics: { durationMs: 3000 } },
    };
    const { metrics, reports } = collect(
      event(report("a"), start, group),
      event(json, null, group),
      event(report("c", "\tStatus: error"), start, group),
    );
    expect(reports).toBe(3);
    expect(metrics.get("AWS/Lambda", "Invocations", orders).samples).toHaveLength(3);
    expect(metrics.get("AWS/Lambda", "Errors", orders).samples.map(({ value }) => value)).toEqual([0, 1, 1]);
    expect(metrics.get("AWS/Lambda", "Duration", {}).samples.map(({ value }) => value)).toEqual([
      12.5, 3000, 12.5,
    ]);
  });

  it("counts an invocation once that both the platform and Outcrop report", () => {
    const failed = event(
      { ...line("invocation", start), request_id: requestId("a"), failed: true },
      start,
      group,
    );
    const { metrics, invocations } = collect(failed, event(report("a"), start, group));
    expect(invocations).toBe(1);
    expect(metrics.get("AWS/Lambda", "Errors", orders).samples.map(({ value }) => value)).toEqual([1]);
  });

  it("counts documents that CloudWatch would refuse, and says where they are", () => {
    const bad = {
      ...line("invocation", start),
      _aws: { Timestamp: start, CloudWatchMetrics: [{ Namespace: "X" }] },
    };
    const { metrics, invalidEmf } = collect(
      event(bad, start, group),
      event('{"_aws":{"CloudWatchMetrics":[', start, group),
    );
    expect(invalidEmf).toEqual(["test.jsonl:1: Dimensions is not a list"]);
    expect(metrics.get("AWS/Logs", "EMFValidationErrors", { LogGroupName: group }).samples).toHaveLength(1);
    expect(metrics.get("AWS/Logs", "EMFParsingErrors", { LogGroupName: group }).samples).toHaveLength(1);
  });

  it("takes time and function of the line before if a raw line has neither", () => {
    const collected = collect(event(line("environment", start), null), event(report("a"), null));
    expect(collected.events[1]).toMatchObject({ timestamp: start, logGroup: group });
    expect(collected.assumedLogGroups).toBe(true);
    expect(collected.metrics.get("AWS/Lambda", "Invocations", orders).samples).toEqual([
      { timestamp: start, value: 1 },
    ]);
  });

  it("reads a document behind Lambda's text prefix", () => {
    const { lines, functions } = collect(
      event(`2026-11-21T10:00:00.000Z\tabc\tINFO\t${JSON.stringify(line("shutdown", start))}`),
    );
    expect([lines, [...functions]]).toEqual([1, ["orders"]]);
  });

  it("counts the bytes of a log group, not the characters", () => {
    const { metrics } = collect(event("ü", start, group), event("a", start, group));
    expect(
      metrics.get("AWS/Logs", "IncomingBytes", { LogGroupName: group }).samples.map(({ value }) => value),
    ).toEqual([2, 1]);
  });

  it("has no range without any time", () => {
    expect(collect(event("hello", null)).range).toBeNull();
    expect(collect(event("hello", Number.POSITIVE_INFINITY)).range).toBeNull();
  });
});

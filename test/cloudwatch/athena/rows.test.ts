/**
 * The rows of each view, over the logs of a fleet that really ran, as each way out of CloudWatch writes them:
 * what was logged is there, once.
 */
import { describe, expect, it } from "vitest";
import { recordKinds } from "../../../cloudwatch/athena/columns.ts";
import { sourceNames } from "../../../cloudwatch/athena/sources.ts";
import { viewNames } from "../../../cloudwatch/athena/views.ts";
import { athenaEngines, emitted, engines, fleet, longAgo, only, today } from "./asking.ts";
import { dayOf } from "./bucket.ts";
import type { Engine } from "./engine.ts";

/** What an invocation's line means by what it leaves out. */
function leftOut(kind: string, metadata: unknown): object {
  if (kind !== "invocation") return {};
  const { Timestamp } = metadata as { Timestamp: number };
  return {
    timestamp: new Date(Timestamp).toISOString(),
    cold_start: false,
    failed: false,
    ended_by: "end-mark",
    new_copies: 0,
    new_findings: 0,
    Shadowing: 0,
    Architecture: 0,
    FurtherInvocations: 0,
  };
}

describe.each(sourceNames)("over %s", (source) => {
  const rows = (sql: string) => (engines.get(source) as Engine).rows(sql);

  it("every line is a row of its kind, once, with the values it had", async () => {
    for (const kind of recordKinds) {
      const found = await rows(`SELECT * FROM ${kind} WHERE day >= '${today}'`);
      const withoutPlatform = found.map((row) =>
        Object.fromEntries(
          Object.entries(row)
            .filter(
              ([name, value]) =>
                value !== null &&
                !["day", "bytes", "log_group", "log_stream", "event_id", "event_time"].includes(name),
            )
            .map(([name, value]) => [name.replaceAll("_", "").toLowerCase(), value]),
        ),
      );
      const expected = emitted(kind).map(({ _aws, ...line }) =>
        Object.fromEntries(
          Object.entries({ ...leftOut(kind, _aws), ...line }).map(([key, value]) => [
            key.replaceAll("_", "").toLowerCase(),
            value,
          ]),
        ),
      );
      expect(expected.length).toBeGreaterThan(0);
      const sorted = (some: object[]) => some.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
      expect(sorted(withoutPlatform)).toEqual(sorted(expected));
    }
  });

  it("the views for Athena have the same rows", async () => {
    for (const view of ["log_event", ...viewNames]) {
      const sorted = (some: readonly object[] | undefined) => some?.map((row) => JSON.stringify(row)).sort();
      const expected = await rows(`SELECT * FROM ${view}`);
      expect(expected.length).toBeGreaterThan(0);
      expect(sorted(await athenaEngines.get(source)?.rows(`SELECT * FROM ${view}`))).toEqual(
        sorted(expected),
      );
    }
  });

  it("a row says where and when its event was", async () => {
    const { environment } = only("failure", fleet.ordersSecond);
    const [row] = await rows(`SELECT * FROM failure WHERE environment = '${environment}'`);
    const event = fleet.ordersSecond.events.find(({ message }) => message.includes('"outcrop":"failure"'));
    const known = {
      day: dayOf(event?.timestamp ?? 0),
      log_group: "/aws/lambda/orders",
      log_stream: "2026/11/20/[2]bbbb",
    };
    if (source === "firehose-message") {
      expect(row).toMatchObject({
        day: known.day,
        log_group: null,
        log_stream: null,
        event_time: only("failure", fleet.ordersSecond)["timestamp"],
      });
    } else {
      expect(row).toMatchObject({
        ...known,
        event_time: new Date(event?.timestamp ?? 0).toISOString(),
        ingestion_time: null,
      });
    }
  });

  it("all that was logged is there, and what only looks like Outcrop's is not a line", async () => {
    expect(await rows("SELECT DISTINCT function_name FROM line ORDER BY 1")).toEqual([
      { function_name: "billing" },
      { function_name: "orders" },
      { function_name: "retired" },
    ]);
    const [count] = await rows(
      "SELECT count(*) AS n FROM log_event WHERE strpos(text, 'REPORT RequestId') = 1",
    );
    expect(count).toEqual({ n: 6 });
    expect(await rows("SELECT bytes FROM line WHERE function_name = 'retired'")).toEqual([
      { bytes: longAgo.bytes },
    ]);
  });
});

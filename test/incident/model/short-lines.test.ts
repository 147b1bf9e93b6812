/** Lines that leave out what is as usual mean the same as lines of earlier versions, which have all keys. */
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { environmentId, incidentOf, requestId } from "./events.ts";

const start = Date.UTC(2026, 10, 20, 10);
const identity = { environment: environmentId("a"), function_name: "orders", function_version: "7" };
const fingerprints = ["0123456789abcdef", "fedcba9876543210"] as const;

function event(document: object, at: number): LogEvent {
  const place = { logGroup: "/aws/lambda/orders", logStream: "2026/11/20/[7]a", eventId: null };
  return { ...place, message: JSON.stringify(document), timestamp: start + at, file: "a.log", line: at };
}

const said = (at: number) => ({
  level: "INFO",
  message: "invocation",
  timestamp: new Date(start + at).toISOString(),
});

/** Two cold, warm and late ones: what was loaded changes with the fourth. */
const invocations = [0, 1, 2, 3, 4, 5].map((number) => ({
  number,
  at: 1_000 * (number + 1),
  changed: number === 0 || number === 3,
  fingerprint: fingerprints[number < 3 ? 0 : 1],
}));

const full = invocations.map(({ number, at, changed, fingerprint }) =>
  event(
    {
      ...said(at),
      outcrop: "invocation",
      schema: 1,
      ...identity,
      request_id: requestId(number),
      cold_start: number === 0,
      failed: false,
      ended_by: "end-mark",
      new_copies: changed ? 1 : 0,
      new_findings: 0,
      fingerprint,
      Shadowing: 0,
      Architecture: 0,
      OverheadMs: 1,
    },
    at,
  ),
);

const short = invocations.map(({ number, at, changed, fingerprint }) =>
  event(
    {
      ...(changed && said(at)),
      outcrop: "invocation",
      schema: 1,
      ...identity,
      request_id: requestId(number),
      ...(number === 0 && { cold_start: true }),
      ...(changed && { new_copies: 1, fingerprint }),
      OverheadMs: 1,
      _aws: { Timestamp: start + at, CloudWatchMetrics: [] },
    },
    at,
  ),
);

const report = (number: number, at: number): LogEvent => ({
  ...event({}, at),
  message:
    `REPORT RequestId: ${requestId(number)}\tDuration: 1.00 ms\tBilled Duration: 1 ms\t` +
    "Memory Size: 128 MB\tMax Memory Used: 60 MB",
});

describe("short lines", () => {
  it.each([
    ["as they were written", (events: LogEvent[]) => events],
    ["backwards", (events: LogEvent[]) => events.toReversed()],
  ])("say what full lines say, %s", async (_, order) => {
    const [left, right] = [await incidentOf(order(short)), await incidentOf(order(full))];
    expect(left.environments[0]?.loads.map(({ invocations: count }) => count)).toEqual([3, 3]);
    // An origin quotes its line.
    const withoutText = (found: unknown) =>
      JSON.stringify(found, (key, value) => (key === "text" ? "" : value));
    expect(withoutText(left.environments)).toBe(withoutText(right.environments));
    expect(left.series).toEqual(right.series);
    expect(left.totals).toEqual(right.totals);
  });

  it("of which none has a fingerprint count, and say that the start is missing", async () => {
    const { environments, series, gaps } = await incidentOf(short.slice(4));
    expect(environments[0]).toMatchObject({ invocations: 2, loads: [] });
    expect(series.map(({ invocations: counts }) => counts.reduce((sum, count) => sum + count))).toEqual([2]);
    expect(gaps.map(({ kind }) => kind)).toContain("environment-start");
  });

  it.each([
    ["after", (events: readonly LogEvent[], reports: readonly LogEvent[]) => [...events, ...reports]],
    ["before", (events: readonly LogEvent[], reports: readonly LogEvent[]) => [...reports, ...events]],
  ])("for several invocations count each once, with the platform's reports %s", async (_, join) => {
    const [first, last] = [short[0] as LogEvent, short[2] as LogEvent];
    const shared = { ...JSON.parse(last.message), FurtherInvocations: 3 };
    const lines = [first, { ...last, message: JSON.stringify(shared) }];
    expect((await incidentOf(lines)).totals.invocations).toBe(5);
    // Requests 10 to 12 have no line of their own; 13 has none at all.
    for (const reports of [
      [report(10, 1_500), report(11, 2_000), report(12, 2_500)],
      [report(10, 1_500), report(11, 2_000)],
    ])
      expect((await incidentOf(join(lines, reports))).totals.invocations).toBe(5);
    const more = [10, 11, 12, 13].map((number) => report(number, 1_500 + number));
    const { totals, environments } = await incidentOf(join(lines, more));
    expect(totals.invocations).toBe(6);
    expect(environments[0]?.invocations).toBe(6);
  });
});

/** The clock is the test's: each invocation says when it ended. */
import { describe, expect, it } from "vitest";
import { alarms } from "../../cloudwatch/observability/alarms.ts";
import { alarmState } from "../../cloudwatch/preview/alarm-state.ts";
import type { Collection } from "../../cloudwatch/preview/collect.ts";
import { type FindingCode, findingKinds } from "../../core/findings/finding.ts";
import { type Findings, metricData } from "../../core/telemetry/metrics.ts";
import { Folding, type Told } from "../../extension/folding.ts";
import type { Settings } from "../../extension/settings.ts";
import { collect, event, line } from "../cloudwatch/preview/lines.ts";

const second = 1_000;
const minute = 60 * second;
const start = Date.UTC(2026, 10, 21, 10);

const counts = (codes: readonly FindingCode[]) =>
  Object.fromEntries(
    (Object.keys(findingKinds) as FindingCode[]).map((code) => [code, codes.includes(code) ? 1 : 0]),
  ) as Record<FindingCode, number>;
const healthy: Findings = { counts: counts([]), errors: counts([]) };
const broken: Findings = { counts: counts(["wrong-architecture"]), errors: counts(["wrong-architecture"]) };

let requests = 0;
const told = (at: number, more: Partial<Told> = {}): Told => ({
  requestId: `r${++requests}`,
  endedBy: "end-mark",
  at: start + at,
  overheadMs: 0.2,
  findings: healthy,
  further: 0,
  ...more,
});

/** When lines are written, with how many earlier invocations each. */
function written(
  emit: Settings["emit"],
  times: readonly number[],
  eventful: readonly number[] = [times[0] ?? 0],
) {
  const folding = new Folding(emit);
  const lines = times.flatMap((at) => folding.due(told(at), eventful.includes(at)));
  return [...lines, ...folding.end()].map(({ at, further }) => [(at - start) / second, further]);
}

const every = (step: number, until: number): number[] =>
  Array.from({ length: Math.floor(until / step) + 1 }, (_, index) => index * step);

describe("an invocation", () => {
  it("has a line of its own by default", () => {
    expect(written("each-invoke", every(10 * second, minute))).toHaveLength(7);
  });

  it("shares a line with the others of its minute", () => {
    expect(written("each-minute", every(10 * second, 3 * minute))).toEqual([
      [0, 0],
      [60, 5],
      [120, 5],
      [180, 5],
    ]);
    expect(written("on-change", every(minute, 12 * minute))).toEqual([
      [0, 0],
      [300, 4],
      [600, 4],
      [720, 1],
    ]);
  });

  it("has one at once if the environment wrote none for a while", () => {
    expect(written("each-minute", [0, 10 * minute, 20 * minute])).toEqual([
      [0, 0],
      [600, 0],
      [1200, 0],
    ]);
  });

  it("has its own time, not with that of one long after it", () => {
    expect(written("each-minute", [0, 20 * second, 30 * second, 30 * minute])).toEqual([
      [0, 0],
      [30, 1],
      [1800, 0],
    ]);
  });

  it("has its line if it is eventful, after those before it", () => {
    const times = [0, 10, 20, 30, 40].map((at) => at * second);
    expect(written("each-minute", times, [0, 30 * second])).toEqual([
      [0, 0],
      [20, 1],
      [30, 0],
      [40, 0],
    ]);
  });

  it("shares none with one that ended in another way", () => {
    const folding = new Folding("each-minute");
    folding.due(told(0), true);
    expect(folding.due(told(second), false)).toEqual([]);
    const due = folding.due(told(2 * second, { endedBy: "unobserved" }), false);
    expect(due.map(({ endedBy }) => endedBy)).toEqual(["end-mark", "unobserved"]);
  });

  it("is not held when the clock goes back, and is never lost", () => {
    expect(written("each-minute", [0, -3600 * second, -3599 * second]).map(([, further]) => further)).toEqual(
      [0, 0, 0],
    );
    for (const emit of ["each-invoke", "each-minute", "on-change"] as const) {
      const times = Array.from({ length: 500 }, (_, index) => (index * index * 37) % (4 * 3600)).sort(
        (left, right) => left - right,
      );
      const sum = written(
        emit,
        times.map((at) => at * second),
      ).reduce((all, [, more = 0]) => all + 1 + more, 0);
      expect(sum).toBe(500);
    }
  });

  it("keeps the longest overhead", () => {
    const folding = new Folding("each-minute");
    folding.due(told(0), true);
    folding.due(told(second, { overheadMs: 9 }), false);
    folding.due(told(2 * second), false);
    expect(folding.end()).toMatchObject([{ overheadMs: 9, further: 1 }]);
  });
});

/** Invocations of one environment, with and without findings, as lines under a setting. */
function logs(
  emit: Settings["emit"],
  invocations: readonly { at: number; findings: Findings }[],
): Collection {
  const folding = new Folding(emit);
  const lines = invocations.flatMap(({ at, findings }, index) =>
    folding.due(told(at, { findings }), index === 0).map((due) => ({ due, eventful: index === 0 })),
  );
  const all = [...lines, ...folding.end().map((due) => ({ due, eventful: false }))];
  const events = all.map(({ due, eventful }) =>
    event(
      {
        ...line("invocation", due.at),
        request_id: due.requestId,
        ...metricData(
          { ...due, coverage: "full", first: eventful, loaded: null, eventful },
          due.at,
          "sparse",
        ),
      },
      due.at,
    ),
  );
  // Both ends of the range are those of the invocations, whatever is written.
  const last = start + Math.max(...invocations.map(({ at }) => at));
  return collect(...events, event("the end", last));
}

describe("no alarm changes its truth", () => {
  const timelines = {
    "one invocation in five seconds": every(5 * second, 4 * 3600 * second),
    "one in seven minutes": every(7 * minute, 6 * 3600 * second),
    "one in forty minutes": every(40 * minute, 8 * 3600 * second),
    bursts: every(50 * minute, 8 * 3600 * second).flatMap((at) =>
      every(second, 40 * second).map((more) => at + more),
    ),
  };
  const architecture = alarms.find(({ id }) => id === "ArchitectureAlarm");

  describe.each(Object.entries(timelines))("%s", (_, times) => {
    it.each(["each-minute", "on-change"] as const)(
      "%s: a finding in force raises its alarm as long",
      (emit) => {
        if (architecture === undefined || typeof architecture.threshold !== "number")
          throw new Error("no alarm");
        const alarm = { ...architecture, threshold: architecture.threshold };
        for (const findings of [broken, healthy]) {
          const invocations = times.map((at) => ({ at, findings }));
          const state = (setting: Settings["emit"]) => {
            const { state: found, since } = alarmState(alarm, logs(setting, invocations));
            return [found, since];
          };
          expect(state(emit)).toEqual(state("each-invoke"));
        }
        const raised = alarmState(
          alarm,
          logs(
            emit,
            times.map((at) => ({ at, findings: broken })),
          ),
        );
        expect(raised.state).toBe("ALARM");
      },
    );

    it.each(["each-minute", "on-change"] as const)(
      "%s: the heartbeat counts the same invocations",
      (emit) => {
        const count = (setting: Settings["emit"]) => {
          const { metrics } = logs(
            setting,
            times.map((at) => ({ at, findings: healthy })),
          );
          const samples = (name: string) =>
            metrics
              .all()
              .filter((metric) => metric.name === name && Object.keys(metric.dimensions).length === 0)
              .flatMap((metric) => metric.samples.map(({ value }) => value));
          const further = samples("FurtherInvocations").reduce((sum, value) => sum + value, 0);
          return samples("OverheadMs").length + further;
        };
        expect(count(emit)).toBe(times.length);
        expect(count("each-invoke")).toBe(times.length);
      },
    );

    it.each(["each-minute", "on-change"] as const)("%s: no hour of invocations is silent", (emit) => {
      const { metrics } = logs(
        emit,
        times.map((at) => ({ at, findings: healthy })),
      );
      const reports = metrics
        .all()
        .filter(({ name }) => name === "OverheadMs")
        .flatMap(({ samples }) =>
          samples.map(({ timestamp }) => Math.floor((timestamp - start) / (15 * minute))),
        );
      const invoked = [...new Set(times.map((at) => Math.floor(at / (15 * minute))))];
      // Four bad quarters of an hour in a row raise the alarm.
      for (let first = 0; first + 4 <= (invoked.at(-1) ?? 0); first++) {
        const quarters = [0, 1, 2, 3].map((more) => first + more);
        if (quarters.every((quarter) => invoked.includes(quarter)))
          expect(quarters.some((quarter) => reports.includes(quarter))).toBe(true);
      }
    });
  });
});

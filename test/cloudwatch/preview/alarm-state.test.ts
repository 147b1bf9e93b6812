import { describe, expect, it } from "vitest";
import { alarms } from "../../../cloudwatch/observability/alarms.ts";
import { alarmState } from "../../../cloudwatch/preview/alarm-state.ts";
import { collect, event, failedInit, invocation, line, start, troubledFleet } from "./lines.ts";

const minute = 60_000;
const named = (id: string) => {
  const alarm = alarms.find((candidate) => candidate.id === id);
  if (alarm === undefined || typeof alarm.threshold !== "number")
    throw new Error(`no alarm ${id} with a number as its threshold`);
  return { ...alarm, threshold: alarm.threshold };
};
const architecture = named("ArchitectureAlarm");
const found = { counts: { "wrong-architecture": 1 } } as const;

describe("an alarm", () => {
  it("is raised by one bad period of eight, and names who raises it", () => {
    const state = alarmState(architecture, troubledFleet());
    expect(state).toMatchObject({ state: "ALARM", since: start, value: 1, raisedBy: ["orders"] });
  });

  it("says since which period, and holds for two hours", () => {
    const lasting = [0, 20, 140, 141].map((minutes) =>
      invocation(start + minutes * minute, minutes === 20 ? found : {}),
    );
    expect(alarmState(architecture, collect(...lasting.slice(0, 2)))).toMatchObject({
      state: "ALARM",
      since: start + 15 * minute,
    });
    // The period of minute 135 is the eighth after that of minute 15.
    expect(alarmState(architecture, collect(...lasting))).toMatchObject({
      state: "OK",
      since: start + 135 * minute,
      value: 0,
    });
  });

  it("is OK from the start where nothing was counted", () => {
    const state = alarmState(named("UnresolvedModulesAlarm"), collect(invocation(start)));
    expect(state).toMatchObject({ state: "OK", since: null, value: null, raisedBy: [] });
  });

  it("is OK again two hours after the last init that failed", () => {
    const alarm = named("InitFailuresAlarm");
    const failed = [...failedInit(start), ...failedInit(start + minute)];
    expect(alarmState(alarm, collect(...failed))).toMatchObject({
      state: "ALARM",
      since: start,
      value: 2,
      raisedBy: ["orders"],
    });
    const later = (minutes: number) => collect(...failed, invocation(start + minutes * minute));
    expect(alarmState(alarm, later(119)).state).toBe("ALARM");
    expect(alarmState(alarm, later(120))).toMatchObject({ state: "OK", since: start + 120 * minute });
  });

  it("knows nothing without lines of Outcrop's", () => {
    expect(alarmState(architecture, collect(event("hello"))).state).toBe("INSUFFICIENT_DATA");
  });

  it("adds up what CloudWatch refused in all log groups", () => {
    const bad = (group: string) =>
      event({ ...line("invocation", start), _aws: { CloudWatchMetrics: 1 } }, start, group);
    const state = alarmState(named("EmfValidationAlarm"), collect(bad("/a"), bad("/b")));
    expect(state).toMatchObject({ state: "ALARM", value: 2, raisedBy: ["/a", "/b"] });
  });

  it("compares below if it is asked to", () => {
    const below = { ...architecture, comparison: "LessThanThreshold", threshold: 1 } as const;
    expect(alarmState(below, collect(invocation(start))).state).toBe("ALARM");
  });
});
